/** `faults`, `stubs`, `chaos` and what `webhooks` does by hand, against a sandbox that listens. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Health } from '#engine/engine'
import { runCli, spawnCli } from './run.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const acme = join(import.meta.dirname, '../fixtures/acme.yaml')

let sandbox: ReturnType<typeof spawnCli>
let health: Health

beforeAll(async () => {
  const options = ['--port', '0', '--json', '--freeze', '--max-entries', '50']
  sandbox = spawnCli(['start', '--provider', acme, ...options])
  health = JSON.parse(await sandbox.printed('\n'))
})

afterAll(async () => {
  sandbox.child.kill('SIGTERM')
  await sandbox.finished
})

const run = (...words: string[]) => runCli(words, { ENSAYO_URL: health.control })
const ping = () => fetch(`${health.providers.acme!.baseUrl}/ping`)

async function openSession() {
  const { baseUrl, credentials } = health.providers.acme!
  return fetch(`${baseUrl}/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-acme-key': credentials.apiKey! },
    body: JSON.stringify({ callback: `${health.control}/_ensayo/inbox/default`, device: 'till' }),
  })
}

test('adds a fault, explains what it did, and removes it', async () => {
  const flags = ['--operation-id', 'ping', '--kind', 'status', '--status', '503', '--times', '2']
  const added = await run('faults', 'add', ...flags)
  expect(added).toMatchObject({
    code: 0,
    stdout: 'flt_1: status of acme.ping, before the behaviour.\n',
  })
  const answer = await ping()
  expect(answer.status).toBe(503)
  const explained = await run('explain', answer.headers.get('x-ensayo-request')!)
  expect(explained.stdout).toContain(
    'Why: fault flt_1 acted: status, before the behaviour, so nothing happened',
  )
  expect(explained.stdout).toContain('faults remove flt_1')
  const { stdout } = await run('faults')
  expect(stdout).toMatch(/flt_1 +acme\.ping +status 503 +before +1 of 1, at most 2/)
  expect(await run('faults', 'remove', 'flt_1')).toMatchObject({ stdout: 'flt_1 is gone.\n' })
  expect((await ping()).status).toBe(200)
})

test('lists incidents, starts one and stops all', async () => {
  const listed = await run('list', 'incidents')
  expect(listed.stdout).toMatch(/○ +acme\.bad-day +The warehouse has a bad day/)
  const started = await run('faults', 'add', '--incident', 'acme.bad-day')
  expect(started.stdout).toBe(
    'acme.bad-day is on: The warehouse has a bad day (3 faults, 3 chaos rules).\n',
  )
  expect((await run('list', 'incidents')).stdout).toMatch(/● +acme\.bad-day/)
  for (const fault of JSON.parse((await run('faults', '--json')).stdout)) {
    await run('faults', 'remove', fault.id)
  }
  // Its chaos rules are left.
  expect((await run('faults', 'list')).stdout).toBe(
    'There is no fault.\nIncident acme.bad-day is on: The warehouse has a bad day.\n',
  )
  expect(await run('faults', 'clear')).toMatchObject({ code: 0 })
  expect((await run('chaos', 'list')).stdout).toBe('There is no chaos rule.\n')
})

test('answers by a stub', async () => {
  const body = ['--body', '{"pong":false}', '--header', 'x-a=b=c']
  const added = await run('stubs', 'add', '--operation-id', 'acme.ping', ...body, '--times', '1')
  expect(added.stdout).toBe('stb_1: 200 of acme.ping.\n')
  const answer = await ping()
  expect(answer.headers.get('x-a')).toBe('b=c')
  expect(await answer.json()).toEqual({ pong: false })
  expect((await run('stubs', 'list')).stdout).toMatch(/stb_1 +acme\.ping +200 +validation +1 of 1/)
  expect(await run('stubs', 'clear')).toMatchObject({ code: 0 })
})

test('collects, releases, forges and expects', async () => {
  expect((await run('webhooks', 'mode', 'collect')).stdout).toBe('Notifications leave collect.\n')
  await openSession()
  const [row] = JSON.parse((await run('webhooks', '--json')).stdout)
  expect(row).toMatchObject({ status: 'collected' })
  const unmet = await run('webhooks', 'expect', '--status', 'delivered')
  expect(unmet).toMatchObject({ code: 1, stderr: '' })
  expect(unmet.stdout).toContain('Not as expected: 0 matched; expected at least 1.')
  expect(unmet.stdout).toMatch(new RegExp(`Not among them:\n[^]*${row.id}.*collected`))
  expect((await run('webhooks', 'release', row.id)).stdout).toContain('200')
  const schema = '{"properties":{"device":{"const":"till"}}}'
  const met = await run('webhooks', 'expect', '--no-forged', '--body', schema, '--count', '1')
  expect(met).toMatchObject({ code: 0, stdout: expect.stringContaining('As expected') })
  const words = ['--kind', 'replay', '--notification', 'acme.sessionOpened']
  expect((await run('webhooks', 'forge', ...words)).stdout).toMatch(/^replay: POST .*200\n$/)
  expect((await run('webhooks', 'expect', '--forged', '--count', '1')).code).toBe(0)
  await run('webhooks', 'mode', 'async')
})

test('lets deliveries go wrong by a rule', async () => {
  const added = await run('chaos', 'add', '--provider', 'acme', '--kind', 'drop', '--times', '1')
  expect(added.stdout).toBe('chs_4: drop of acme.\n')
  await openSession()
  const listed = await run('webhooks', 'list', '--status', 'dropped')
  expect(listed.stdout).toContain('dropped by chs_4=drop')
  const id = /whk_\w+/.exec(listed.stdout)![0]
  expect((await run('explain', id)).stdout).toContain('chaos rule chs_4=drop')
  expect(await run('chaos', 'remove', 'chs_4')).toMatchObject({ code: 0 })
})

test.each<[string[], string]>([
  [['faults', 'add', '--operation', 'ping', '--kind', 'reset'], '--operation-id?'],
  [['stubs', 'add', '--operation', 'ping', '--body', '{}'], "'--operation-id <id>'"],
  [['faults', 'add', '--operation-id', 'pong', '--kind', 'reset'], 'Did you mean "ping"?'],
  [
    ['faults', 'add', '--operation-id', 'ping', '--kind', 'latency', '--duration', '2s'],
    '"2s" is not a duration',
  ],
  [
    ['faults', 'add', '--operation-id', 'ping', '--kind', 'rest'],
    '--kind: "rest" is not a kind. Did you mean "reset"? Give one of latency, status',
  ],
  [['faults', 'add', '--kind', 'reset', '--times', 'two'], '--times: "two" is not a number.'],
  [['stubs', 'add', '--operation-id', 'ping', '--body', '{pong'], '--body: is not JSON'],
  [
    ['stubs', 'add', '--operation-id', 'ping', '--body', '{}'],
    "must have required property 'pong'",
  ],
  [['stubs', 'add', '--operation-id', 'ping', '--header', 'x'], '"x" is not name=value'],
  [['chaos', 'add', '--provider', 'acme', '--kind', 'delay'], 'duration is missing'],
  [['chaos', 'remove', 'chs_99'], 'no chaos rule "chs_99"'],
  [['webhooks', 'mode', 'later'], 'must be one of async, sync, collect'],
  [['webhooks', 'release', 'whk_none'], 'No delivery "whk_none"'],
])('ensayo %j is refused', async (words, message) => {
  const { code, stderr } = await run(...words)
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) })
})
