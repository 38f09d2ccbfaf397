/** `init provider`: from nothing, and from a file; the result starts and answers. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runCli, spawnCli } from './run.ts'

const openapi = (name: string) => join(import.meta.dirname, '../fixtures/openapi', name)

/** A folder as `npm init` leaves it: what lies there is CommonJS unless it says otherwise. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-init-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }')
  return folder
}

async function start(spec: string) {
  const sandbox = spawnCli(['start', '--provider', spec, '--port', '0', '--strict', '--json'])
  onTestFinished(() => void sandbox.child.kill('SIGTERM'))
  const line = (await sandbox.printed('\n')).split('\n')[0]!
  return JSON.parse(line).providers as Record<
    string,
    { baseUrl: string; credentials: Record<string, string> }
  >
}

const post = (body: object, headers = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

test('a provider to begin with passes check, starts, and does what its module says', async () => {
  const folder = makeFolder()
  const made = await runCli(['init', 'provider', 'my-bank', '--folder', folder])
  expect(made).toMatchObject({ code: 0, stderr: '' })
  const spec = join(folder, 'my-bank.yaml')
  expect(made.stdout).toContain(`Wrote ${spec} and ${join(folder, 'my-bank.mts')}.`)
  expect(await runCli(['check', spec])).toMatchObject({
    code: 0,
    stdout: 'Nothing to complain about.\n',
  })
  const { baseUrl, credentials } = (await start(spec))['my-bank']!
  const key = { 'x-api-key': credentials.apiKey! }
  const payment = await fetch(`${baseUrl}/payments`, post({ amount: 500 }, key))
  expect(payment.status).toBe(201)
  const paid = (await payment.json()) as { id: string }
  expect(paid).toMatchObject({ amount: 500, currency: 'COP', state: 'pending' })
  const cancel = () =>
    fetch(`${baseUrl}/payments/${paid.id}/cancel`, { method: 'POST', headers: key })
  expect(await (await cancel()).json()).toEqual({ id: paid.id, state: 'canceled' })
  const again = await cancel()
  expect(again.status).toBe(409)
  expect(await again.json()).toEqual({ error: 'not_pending', state: 'canceled' })
})

test('a provider from a file passes check and starts, its module beside it', async () => {
  const folder = makeFolder()
  const made = await runCli([
    'init',
    'provider',
    'quipu',
    '--from',
    openapi('quipu.json'),
    '--folder',
    folder,
  ])
  expect(made).toMatchObject({ code: 0, stderr: '' })
  expect(made.stdout).toContain(
    'Of 7 operations: 5 keep state, 1 issue tokens, 1 answer their documented example.',
  )
  const spec = join(folder, 'quipu.yaml')
  expect(await runCli(['check', spec])).toMatchObject({ code: 0 })
  const { baseUrl, credentials } = (await start(spec)).quipu!
  const login = {
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    grant_type: 'client_credentials',
  }
  const { access_token } = (await (await fetch(`${baseUrl}/oauth/token`, post(login))).json()) as {
    access_token: string
  }
  const methods = await fetch(`${baseUrl}/methods`, {
    headers: { authorization: `Bearer ${access_token}` },
  })
  expect(methods.status).toBe(200)
})

test('what cannot be made is told with where, what and the cure, and nothing is written', async () => {
  const folder = makeFolder()
  const spec = join(folder, 'bank.yaml')
  const refused = async (...words: string[]) => {
    const { code, stderr } = await runCli(['init', 'provider', ...words, '--folder', folder])
    return { code, stderr }
  }
  expect(await refused('bank', '--from', join(folder, 'none.yaml'))).toEqual({
    code: 2,
    stderr: `ensayo: ${join(folder, 'none.yaml')}: cannot be read. Is the path right?\n`,
  })
  expect(await refused('My Bank')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('"My Bank" is not a name. It begins with a small letter'),
  })
  expect(await refused('cobru')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Give yours another name.'),
  })
  expect(existsSync(spec)).toBe(false)
  writeFileSync(join(folder, 'bank.mts'), '// mine')
  expect(await refused('bank')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      `${join(folder, 'bank.mts')} is there already. Move it away, or write elsewhere with --folder.`,
    ),
  })
  expect(existsSync(spec)).toBe(false)
  expect(readFileSync(join(folder, 'bank.mts'), 'utf8')).toBe('// mine')
})
