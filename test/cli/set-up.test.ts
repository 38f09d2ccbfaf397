/** `init`, `doctor`, and the configuration that both are about. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '#config/read-config'
import { runCli, spawnCli } from './run.ts'

const acme = join(import.meta.dirname, '../fixtures/acme.yaml')

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-set-up-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('init writes a file that changes nothing, and never writes over one', async () => {
  const config = join(makeFolder(), 'ensayo.config.yaml')
  const first = await runCli(['init', '--config', config])
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(first.stdout).toContain('Next:')
  expect((await readConfig(config)).value).toEqual({})
  writeFileSync(config, 'port: 1\n')
  const second = await runCli(['init', '--config', config])
  expect(second.code).toBe(2)
  expect(second.stderr).toContain('is there already')
  expect(readFileSync(config, 'utf8')).toBe('port: 1\n')
  expect(await runCli(['init', '--config', config, '--force'])).toMatchObject({ code: 0 })
})

test('what init suggests can be used as it stands', async () => {
  const config = join(makeFolder(), 'ensayo.config.yaml')
  await runCli(['init', '--config', config])
  const options = readFileSync(config, 'utf8').replace(/^#(?! \S)/gm, '')
  writeFileSync(config, options)
  expect(Object.keys((await readConfig(config)).value)).toContain('accounts')
  const command = ['exec', '--config', config, '--', process.execPath, '-e', '']
  expect(await runCli(command)).toMatchObject({ code: 0, stderr: '' })
})

test('start serves what the file says, with accounts and their records', async () => {
  const config = join(makeFolder(), 'ensayo.config.yaml')
  writeFileSync(
    config,
    `providers: ['${acme}']\nport: 0\nfreeze: true\naccounts:\n  - name: shop\n    credentials: { acme: { apiKey: ours } }\n    seeds: [{ state: a widget exists }]\n`,
  )
  const sandbox = spawnCli(['start', '--config', config, '--json'])
  const { control, providers } = JSON.parse((await sandbox.printed('\n')).split('\n')[0]!)
  const answer = await fetch(`${providers.acme.baseUrl}/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-acme-key': 'ours' },
    body: '{}',
  })
  expect(answer.status).toBe(201)
  const journal = await fetch(`${control}/_ensayo/requests?account=shop`)
  expect(JSON.parse(await journal.text())).toMatchObject([
    { operationId: 'createWidget', request: { body: '{"name":"Silla"}' } },
    { operationId: 'openSession', request: { headers: { 'x-acme-key': 'ours' } } },
  ])
  sandbox.child.kill('SIGTERM')
  expect((await sandbox.finished).code).toBe(0)
})

test('a file that cannot be used ends with exit code 2 and the place', async () => {
  const config = join(makeFolder(), 'ensayo.config.yaml')
  writeFileSync(config, 'prot: 1\n')
  const ended = await runCli(['start', '--config', config])
  expect(ended.code).toBe(2)
  expect(ended.stderr).toContain(`${config}:1:1: the file takes no "prot". Did you mean "port"?`)
})

async function examine(words: string[], env: Record<string, string> = {}) {
  const { code, stdout } = await runCli(['doctor', '--json', '--port', '0', ...words], {
    ENSAYO_URL: 'http://127.0.0.1:1',
    ...env,
  })
  const findings = JSON.parse(stdout) as {
    check: string
    level: string
    found: string
    cure?: string
  }[]
  return { code, of: (check: string) => findings.filter((each) => each.check === check) }
}

test('doctor finds nothing wrong where nothing is', async () => {
  const { code, of } = await examine(['--data', makeFolder()])
  expect(code).toBe(0)
  expect(['node', 'configuration', 'sandbox', 'data'].map((check) => of(check)[0]?.level)).toEqual([
    'ok',
    'ok',
    'ok',
    'ok',
  ])
})

test('doctor names a proxy that catches loopback, and a client that leads elsewhere', async () => {
  const proxied = { HTTP_PROXY: 'http://proxy:1', NO_PROXY: '', no_proxy: '' }
  const { code, of } = await examine([], { ...proxied, COBRU_BASE_URL: 'https://api.example' })
  expect(code).toBe(0)
  expect(of('proxy')).toMatchObject([
    { level: 'warning', cure: expect.stringContaining('NO_PROXY') },
  ])
  const [elsewhere] = of('environment').filter(({ found }) => found.startsWith('COBRU_BASE_URL'))
  expect(elsewhere).toMatchObject({
    level: 'warning',
    found: expect.stringContaining('api.example'),
  })
})

test('doctor ends with 1 on a configuration that cannot be used', async () => {
  const config = join(makeFolder(), 'ensayo.config.yaml')
  writeFileSync(config, 'prot: 1\n')
  const { code, of } = await examine(['--config', config])
  expect(code).toBe(1)
  expect(of('configuration')).toMatchObject([
    { level: 'problem', found: expect.stringContaining('Did you mean "port"?') },
  ])
})

test('doctor ends with 1 on a folder whose file is damaged', async () => {
  const data = makeFolder()
  writeFileSync(join(data, 'ensayo.db'), 'not a database, and longer than the head of one')
  const { code, of } = await examine(['--data', data])
  expect(code).toBe(1)
  expect(of('data')).toMatchObject([{ level: 'problem' }])
})

test('doctor ends with 1 when another program has a port, and knows a sandbox of ours', async () => {
  const sandbox = spawnCli(['start', '--no-config', '--provider', acme, '--port', '0', '--json'])
  const { control } = JSON.parse((await sandbox.printed('\n')).split('\n')[0]!)
  const known = await examine([], { ENSAYO_URL: control })
  expect(known.of('sandbox')).toMatchObject([
    { level: 'ok', found: expect.stringContaining(control) },
  ])
  const taken = await examine(['--port', new URL(control).port])
  expect(taken.code).toBe(1)
  expect(taken.of('ports')).toMatchObject([{ level: 'problem' }])
  // Linux tells whose it is; elsewhere the cure says how to ask.
  const [{ found = '', cure = '' } = {}] = taken.of('ports')
  expect(found + cure).toMatch(
    process.platform === 'linux' ? /by \S+ \(pid \d+\)/ : /"(lsof|netstat).*" says what it is/,
  )
  sandbox.child.kill('SIGTERM')
  await sandbox.finished
})

test('doctor names a host that this machine does not know', async () => {
  const config = join(makeFolder(), 'ensayo.config.yaml')
  writeFileSync(config, 'tls: true\ntlsNames: [localhost, nowhere.invalid]\n')
  const { code, of } = await examine(['--config', config])
  expect(code).toBe(0)
  expect(of('names').map(({ level }) => level)).toEqual(['ok', 'warning'])
  expect(of('names')[1]!.cure).toContain('127.0.0.1 nowhere.invalid')
  expect(of('tls')[0]).toMatchObject({ level: 'ok' })
})
