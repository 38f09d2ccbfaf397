/** The commands against a sandbox that listens, as a person would use them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Health } from '#engine/engine'
import { runCli, spawnCli } from './run.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const acme = join(import.meta.dirname, '../fixtures/acme.yaml')
const START = ['start', '--provider', acme, '--port', '0']
const folder = mkdtempSync(join(tmpdir(), 'ensayo-cli-'))

let sandbox: ReturnType<typeof spawnCli>
let health: Health

beforeAll(async () => {
  sandbox = spawnCli([...START, '--json', '--freeze', '--at', '2026-03-01T12:00:00Z'])
  health = JSON.parse(await sandbox.printed('\n'))
})

afterAll(async () => {
  sandbox.child.kill('SIGTERM')
  await sandbox.finished
  rmSync(folder, { recursive: true })
})

const run = (...words: string[]) => runCli(words, { ENSAYO_URL: health.control })

async function post(path: string, body: unknown, headers = {}) {
  const { baseUrl, credentials } = health.providers.acme!
  const response = await fetch(`${baseUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-acme-key': credentials.apiKey!,
      ...headers,
    },
    body: JSON.stringify(body),
  })
  return { id: response.headers.get('x-ensayo-request')!, body: await response.json() }
}

async function createWidget(body: unknown) {
  const session = await post('/sessions', { device: 'known' })
  return post('/widgets', body, { authorization: `Bearer ${session.body.token}` })
}

/** Widgets can be shipped six seconds after they were made. */
async function createActiveWidget(): Promise<string> {
  const { body } = await createWidget({ name: 'Silla' })
  await run('clock', 'advance', 'PT6S')
  return body.widgetId
}

test('start --json prints the health in one line', async () => {
  expect(health).toMatchObject({
    status: 'ok',
    providers: { acme: { env: { ACME_BASE_URL: health.providers.acme!.baseUrl } } },
  })
  const response = await fetch(`${health.control}/_ensayo/health`)
  expect(await response.json()).toEqual({ ...health, counts: expect.anything() })
})

test('start prints where everything is, a call that works, and a line per request', async () => {
  const started = spawnCli(START)
  const banner = await started.printed('Ctrl-C stops.')
  const curl = /^ +curl -X POST (\S+) -H '([^:]+): ([^']+)'/m.exec(banner)!
  const headers = { [curl[2]!]: curl[3]! }
  expect(banner).toMatch(/acme {2}http:\/\/127\.0\.0\.1:\d+ {2}profile docs\n/)
  expect(banner).toMatch(/ACME_API_KEY +sandbox-acme-api-key\n/)
  expect((await fetch(curl[1]!, { method: 'POST', headers })).status).toBe(201)
  expect(await started.printed('req_1')).toMatch(/acme {2}POST \/sessions 201 [\d.]+ ms req_1\n/)
  started.child.kill('SIGINT')
  const { code, stdout, stderr } = await started.finished
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/\nStopped\.\n$/)
})

test('start stops although somebody follows the events', async () => {
  const started = spawnCli([...START, '--json'])
  const { control } = JSON.parse(await started.printed('\n')) as Health
  const events = await fetch(`${control}/_ensayo/events`)
  started.child.kill('SIGTERM')
  expect(await started.finished).toMatchObject({ code: 0, stderr: '' })
  await events.body?.cancel().catch(() => {})
})

test.each<[string[], string]>([
  [['--provider', 'acne.yaml'], 'acne.yaml: cannot be read.'],
  [['--provider', 'nobody'], 'No provider "nobody".'],
  [['--profile', 'acme=hostil'], 'acme has no profile "hostil". Did you mean "hostile"?'],
  [['--profile', 'bank=docs'], 'no provider "bank"'],
  [
    ['--variant', 'acme.maintenence=closed'],
    'No quirk "acme.maintenence". Did you mean "acme.maintenance"?',
  ],
  [['--variant', 'acme.maintenance=close'], 'Did you mean "closed"?'],
])('start %j stops before it listens', async (words, message) => {
  const all = words[0] === '--provider' ? ['start', '--port', '0'] : START
  const { code, stdout, stderr } = await runCli([...all, ...words])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
})

test('a taken port is named, and nothing is half-started', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as { port: number }
  const { code, stdout, stderr } = await runCli(['start', '--provider', acme, '--port', `${port}`])
  taken.close()
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(
    new RegExp(`^ensayo: Port ${port} on 127\\.0\\.0\\.1.* is in use\\..*--port`),
  )
})

test('explain says in three lines why a create was refused', async () => {
  const { id } = await createWidget({})
  const { code, stdout } = await run('explain', id)
  expect(code).toBe(0)
  expect(stdout.split('\n')).toEqual([
    `POST /widgets → 403, createWidget (${id})`,
    'Why: A create without `name` is refused as if credentials were wrong (quirk acme.widget.missing-name=reject-403, documented).',
    'What to change: Validation, not authentication. Send `name`. Source: https://docs.acme.example/errors (documented).',
    '',
  ])
  expect(JSON.parse((await run('explain', id, '--json')).stdout)).toMatchObject({ request: id })
})

test('explain tells of a quirk, with every variant and its source', async () => {
  const { stdout } = await run('explain', 'acme.widget.missing-name')
  expect(stdout).toContain('reject-403  (active, default)')
  expect(stdout).toContain('client')
  expect((await run('explain', 'acme.widget.mising-name')).stderr).toContain(
    'Did you mean "acme.widget.missing-name"?',
  )
})

test.each([
  ['operations', 'createWidget'],
  ['quirks', '● reject-403'],
  ['profiles', 'acme=hostile'],
  ['triggers', '  --widgetId <value>'],
])('list %s shows them, also as JSON', async (subject, text) => {
  expect((await run('list', subject)).stdout).toContain(text)
  expect(JSON.parse((await run('list', subject, '--json')).stdout)).toBeInstanceOf(Array)
})

test('trigger plays an event, and says what a wrong argument was', async () => {
  const played = await run('trigger', 'acme.widget.ship', '--widgetId', await createActiveWidget())
  expect(played).toMatchObject({ code: 0, stdout: expect.stringContaining('ships the widget') })
  expect(await run('trigger', 'acme.widget.ship', '--widgetid', 'x')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Did you mean "widgetId"?'),
  })
  expect(await run('trigger', 'acme.widget.shop')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Did you mean "acme.widget.ship"?'),
  })
})

test('clock moves, runs, stops and tells', async () => {
  const show = async () => (await run('clock')).stdout
  await run('clock', 'set', '2026-03-01T12:00:00Z')
  expect(await show()).toBe('2026-03-01 12:00:00Z, frozen\n')
  expect((await run('clock', 'advance', 'PT6M')).stdout).toContain('2026-03-01 12:06:00Z, frozen\n')
  expect((await run('clock', 'run', '--rate', '60')).stdout).toContain('running at 60')
  expect((await run('clock', 'freeze')).stdout).toContain('frozen')
})

test('a file that is JSON but no snapshot is named, in words of the command line', async () => {
  const { code, stderr } = await run('snapshot', 'load', 'package.json')
  expect(code).toBe(2)
  expect(stderr).toMatch(/^ensayo: package\.json is not a snapshot: /)
  expect(stderr).not.toMatch(/PUT|Send JSON/)
})

test('snapshot keeps everything in a file, reset forgets it', async () => {
  const file = join(folder, 'kept.json')
  const widgetId = await createActiveWidget()
  const ship = () => run('trigger', 'acme.widget.ship', '--widgetId', widgetId)
  expect((await run('snapshot', 'save', file)).code).toBe(0)
  expect(readFileSync(file, 'utf8')).toContain(widgetId)
  expect((await run('reset')).stdout).toBe('Everything is forgotten.\n')
  expect((await run('requests')).stdout).toBe('No such request came in.\n')
  expect((await ship()).code).toBe(2)
  expect((await run('snapshot', 'load', file)).code).toBe(0)
  expect((await ship()).code).toBe(0)
})

test('requests lists and shows exchanges', async () => {
  const { id } = await createWidget({ name: 'Mesa' })
  expect((await run('requests', '--operation-id', 'createWidget')).stdout).toContain(id)
  expect((await run('requests', 'show', id)).stdout).toContain('{"name":"Mesa"}')
  expect((await run('requests', '--status', 'ok')).stderr).toContain('query "status" is "ok"')
})

test('webhooks lists deliveries, and sends one again to the inbox', async () => {
  const inbox = `${health.control}/_ensayo/inbox/default`
  await post('/sessions', { device: 'new', callback: `${inbox}/opened` })
  await run('clock', 'advance', 'PT1S')
  const [delivery] = JSON.parse((await run('webhooks', '--json')).stdout)
  expect(delivery).toMatchObject({ notification: 'sessionOpened', status: 'delivered' })
  expect((await run('webhooks')).stdout).toContain(delivery.id)
  expect((await run('webhooks', 'resend', delivery.id)).stdout).toContain('/opened: 200')
  const messages = (await (await fetch(inbox)).json()) as unknown[]
  expect(messages).toHaveLength(2)
})

test('env prints the variables, also of an account of its own', async () => {
  expect((await run('env', 'acme')).stdout).toContain('ACME_API_KEY=sandbox-acme-api-key\n')
  await fetch(`${health.control}/_ensayo/accounts`, { method: 'POST', body: '{"id":"mine"}' })
  const { stdout } = await run('env', '--account', 'mine', '--format', 'json')
  expect(JSON.parse(stdout).ACME_API_KEY).not.toBe('sandbox-acme-api-key')
  expect((await run('env', 'acne')).stderr).toContain('Did you mean "acme"?')
})

test('a dropped notification says which quirk dropped it', async () => {
  const patch = (variant: string) =>
    fetch(`${health.control}/_ensayo/quirks/acme.session.alert-count`, {
      method: 'PATCH',
      body: JSON.stringify({ variant }),
    })
  await patch('never')
  expect((await run('list', 'profiles')).stdout).toMatch(/● acme=\S+, with 1 change\n/)
  const { id } = await post('/sessions', { device: 'new', callback: 'http://localhost:9/x' })
  await patch('once')
  const rows = JSON.parse((await run('webhooks', '--json')).stdout) as { [name: string]: string }[]
  const row = rows.find(({ causedBy }) => causedBy === id)!
  expect((await run('webhooks')).stdout).toContain('dropped by acme.session.alert-count=never')
  const lines = (await run('explain', row.id!)).stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toContain(`→ dropped (${row.id})`)
  expect(lines[2]).toContain('--variant acme.session.alert-count=once')
  expect(await run('explain', 'whk_nothing')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('No notification "whk_nothing".'),
  })
})

test("accounts take keys of one's own, as JSON or from a file", async () => {
  const json = await run('accounts', 'create', 'own', '--credentials', '{"acme":{"apiKey":"mine"}}')
  expect(json.stdout).toContain('ACME_API_KEY=mine')
  const file = join(folder, 'keys.yaml')
  writeFileSync(file, 'acme: { apiKey: mine-too }\n')
  const yaml = await run('accounts', 'create', 'own-too', '--credentials', file)
  expect(yaml.stdout).toContain('ACME_API_KEY=mine-too')
  const taken = await run('accounts', 'create', '--credentials', '{"acme":{"apiKey":"mine"}}')
  expect(taken).toMatchObject({ code: 2 })
  expect(taken.stderr).toContain('Account "own" holds that value already')
  for (const wrong of ['{"acme"', '/no/such/keys.yaml']) {
    const refused = await run('accounts', 'create', '--credentials', wrong)
    expect(refused.stderr).toContain('--credentials')
    expect(refused.code).toBe(2)
  }
  await run('accounts', 'remove', 'own')
  await run('accounts', 'remove', 'own-too')
})

test('accounts are made, shown, listed and removed', async () => {
  const { stdout } = await run('accounts', 'create', 'shop', '--json')
  const { env } = JSON.parse(stdout).providers.acme
  expect((await run('accounts', 'show', 'shop')).stdout).toContain(env.ACME_API_KEY)
  expect((await run('accounts')).stdout).toContain('/_ensayo/inbox/shop')
  expect((await run('accounts', 'remove', 'shop')).stdout).toBe('shop is gone.\n')
  expect(await run('accounts', 'show', 'shop')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('No account "shop".'),
  })
})

test('inbox lists, hands out, expects and forgets messages', async () => {
  await run('inbox', 'clear')
  expect((await run('inbox')).stdout).toBe('Nothing arrived.\n')
  await post('/sessions', { device: 'new', callback: `${health.control}/_ensayo/inbox/default` })
  expect((await run('settle')).stdout).toBe('Nothing is under way.\n')
  expect((await run('inbox', 'expect', '--count', '1')).stdout).toContain('acme.sessionOpened')
  expect((await run('inbox', 'next', '--provider', 'acme')).code).toBe(0)
  expect(await run('inbox', 'next', '--timeout', '1')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Nothing arrived in the inbox of "default" within 1 ms.'),
  })
  expect((await run('inbox', 'next', '--timeout', 'PT0.002S')).stderr).toContain('within 2 ms.')
  expect(await run('inbox', 'next', '--timeout', 'soon')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      '"soon" is not a duration. Give one like "PT1S", or milliseconds.',
    ),
  })
  expect(await run('inbox', 'expect', '--at-least', '2')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Inbox: 1 matched; expected at least 2.\nRequests of'),
  })
})

test('requests are held against what was expected of them', async () => {
  await createWidget({ name: 'Banco' })
  const wanted = ['--operation-id', 'createWidget', '--status', '201', '--at-least']
  expect((await run('requests', 'verify', ...wanted, '1')).code).toBe(0)
  expect((await run('requests', 'verify', ...wanted, '99')).code).toBe(1)
  expect((await run('requests', 'expect', ...wanted, '1')).stdout).toContain('createWidget')
  expect(await run('requests', 'expect', ...wanted, '99')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('expected at least 99.\nRequests of "default"'),
  })
})

test('quirks and profiles are listed and set, for an account of its own', async () => {
  await run('accounts', 'create', 'odd')
  const mine = ['--account', 'odd']
  const id = 'acme.widget.missing-name'
  expect((await run('quirks', 'set', id, 'documented-400', ...mine)).stdout).toContain(
    `${id} is documented-400`,
  )
  expect((await run('quirks', 'show', id, ...mine)).stdout).toContain('documented-400  (active')
  expect((await run('quirks', ...mine)).stdout).toContain('● documented-400')
  expect((await run('quirks')).stdout).toContain('○ documented-400')
  expect((await run('profiles', 'set', 'acme', 'hostile', ...mine)).code).toBe(0)
  expect((await run('profiles', ...mine)).stdout).toContain('● acme=hostile')
  expect((await run('health')).stdout).toContain(health.providers.acme!.baseUrl)
})

test('exec passes SIGINT on to its command', async () => {
  const script =
    'process.on("SIGINT", () => process.exit(9)); console.log("up"); setTimeout(() => {}, 30000)'
  const exec = spawnCli(['exec', '--provider', acme, '--', process.execPath, '-e', script])
  await exec.printed('up')
  exec.child.kill('SIGINT')
  expect((await exec.finished).code).toBe(9)
})

test('exec gives a command the variables and passes its exit code on', async () => {
  const exec = (...words: string[]) => runCli(['exec', '--provider', acme, ...words])
  const script = 'console.log(process.env.ACME_BASE_URL, process.env.ENSAYO_URL); process.exit(3)'
  expect(await exec('--', process.execPath, '-e', script)).toMatchObject({
    code: 3,
    stdout: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+ http:\/\/127\.0\.0\.1:\d+\n$/),
  })
  const signalled = 'process.kill(process.pid, "SIGKILL")'
  expect(await exec(process.execPath, '-e', signalled)).toMatchObject({ code: 137 })
  expect(await exec('--', 'no-such-command')).toMatchObject({
    code: 127,
    stderr: 'ensayo: exec: no-such-command: command not found. Is it installed and in PATH?\n',
  })
})

test('check finds nothing in a good spec, and exits 2 on one that it cannot read', async () => {
  expect(await runCli(['check', acme])).toMatchObject({ code: 0 })
  expect(await runCli(['check', join(folder, 'none.yaml')])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('none.yaml: cannot be read.'),
  })
})
