/** `ensayo report` and `ensayo exec --report`, as a person and a CI job use them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Health } from '#engine/engine'
import { runCli, spawnCli } from './run.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const acme = join(import.meta.dirname, '../fixtures/acme.yaml')
const folder = mkdtempSync(join(tmpdir(), 'ensayo-report-'))

let sandbox: ReturnType<typeof spawnCli>
let health: Health

beforeAll(async () => {
  sandbox = spawnCli(['start', '--provider', acme, '--port', '0', '--json', '--freeze'])
  health = JSON.parse(await sandbox.printed('\n'))
})

afterAll(async () => {
  sandbox.child.kill('SIGTERM')
  await sandbox.finished
  rmSync(folder, { recursive: true })
})

const run = (...words: string[]) => runCli(words, { ENSAYO_URL: health.control })

/** A program that makes a widget, with or without an idempotency key. */
const program = (headers: object) => `
const { ACME_BASE_URL: base, ACME_API_KEY: key } = process.env
const send = (path, body, headers) => fetch(base + path, { method: 'POST', body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', 'x-acme-key': key, ...headers } }).then((each) => each.json())
const { token } = await send('/sessions', { device: 'known' }, {})
await send('/widgets', { name: 'Silla' }, { authorization: 'Bearer ' + token, ...${JSON.stringify(headers)} })
console.log('done')
`

const execute = (headers: object, ...flags: string[]) =>
  runCli([
    'exec',
    '--provider',
    acme,
    ...flags,
    '--',
    process.execPath,
    '--input-type=module',
    '-e',
    program(headers),
  ])

test('report readiness is fine without violations; --require-seen wants everything seen', async () => {
  const calm = await run('report', 'readiness')
  expect(calm).toMatchObject({ code: 0, stderr: '' })
  expect(calm.stdout).toContain('Readiness: Acme Pagos, account default')
  expect(await run('report', 'readiness', '--require-seen')).toMatchObject({ code: 1 })
})

test('report readiness ends with 1 when an item is violated', async () => {
  const { baseUrl, credentials } = health.providers.acme!
  const headers = { 'content-type': 'application/json', 'x-acme-key': credentials.apiKey! }
  const send = async (path: string, body: object, more = {}) =>
    (
      await fetch(`${baseUrl}${path}`, {
        method: 'POST',
        headers: { ...headers, ...more },
        body: JSON.stringify(body),
      })
    ).json()
  const { token } = await send('/sessions', { device: 'known' })
  await send('/widgets', { name: 'Silla' }, { authorization: `Bearer ${token}` })
  const { code, stdout } = await run('report', 'readiness', '--provider', 'acme')
  expect(code).toBe(1)
  expect(stdout).toContain('✗ violated  acme.go-live.idempotency')
  const json = JSON.parse((await run('report', 'readiness', '--json')).stdout)
  expect(json.counts.violated).toBe(1)
  // Coverage never fails.
  expect(await run('report', 'coverage', '--account', '*')).toMatchObject({ code: 0 })
})

test('--out writes the file in its format', async () => {
  const file = join(folder, 'coverage.html')
  const written = await run('report', 'coverage', '--format', 'html', '--out', file)
  expect(written).toEqual({ code: 0, stdout: '', stderr: `ensayo: written to ${file}.\n` })
  expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/)
})

test.each([
  [
    ['report', 'readiness', '--format', 'pdf'],
    'No format "pdf". There are: terminal, json, markdown, html.',
  ],
  [['report', 'coverage', '--provider', 'acne'], 'Did you mean "acme"?'],
  [['report', 'coverage', '--out', join(folder, 'no', 'where')], 'cannot be written'],
  [
    ['exec', '--report', 'readyness', '--', 'true'],
    'no report "readyness". Did you mean "readiness"?',
  ],
  [['exec', '--out', folder, '--', 'true'], 'there is nothing to write'],
])('%j is refused', async (words, message) => {
  const { code, stderr } = await run(...words)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})

test('exec --report leaves stdout to the command, and fails when an item is violated', async () => {
  const out = join(folder, 'reports')
  const { code, stdout, stderr } = await execute({}, '--report', 'readiness,coverage', '--out', out)
  expect(stdout).toBe('done\n')
  expect(stderr).toContain('✗ violated  acme.go-live.idempotency')
  expect(stderr).toContain('Coverage: Acme Pagos')
  expect(code).toBe(1)
  expect(readdirSync(out).sort()).toEqual(
    ['coverage', 'readiness'].flatMap((kind) => [`${kind}.html`, `${kind}.json`, `${kind}.md`]),
  )
})

test('exec --report passes on the exit code of the command otherwise', async () => {
  const fine = await execute({ 'idempotency-key': 'order-1' }, '--report', 'readiness')
  expect(fine).toMatchObject({ code: 0, stdout: 'done\n' })
  expect(fine.stderr).toContain('✓ met')
  const failed = ['exec', '--provider', acme, '--report', 'readiness', '--', 'sh', '-c', 'exit 7']
  expect((await runCli(failed)).code).toBe(7)
})

test('exec --report sees what accounts did that their tests have disposed of', async () => {
  const library = join(import.meta.dirname, '../../mocks/index.ts')
  const script = `
    import { connectSandbox } from ${JSON.stringify(library)}
    const sandbox = await connectSandbox()
    await using account = await sandbox.account()
    const send = (path, body, headers) => account.acme.fetch(path, { method: 'POST', body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'x-acme-key': account.acme.credentials.apiKey, ...headers } })
    const { token } = await (await send('/sessions', { device: 'known' })).json()
    await send('/widgets', { name: 'Silla' }, { authorization: 'Bearer ' + token })`
  const words = ['--', process.execPath, '--input-type=module', '-e', script]
  const { code, stderr } = await runCli([
    'exec',
    '--provider',
    acme,
    '--report',
    'readiness',
    ...words,
  ])
  expect(stderr).toContain('Readiness: Acme Pagos, 2 accounts')
  expect(stderr).toContain('✗ violated')
  expect(code).toBe(1)
})
