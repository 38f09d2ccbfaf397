/** `exec --intercept` and `start --intercept`, as a person would use them. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PHP } from '../clients.ts'
import { findOrInstall } from '../install.ts'
import { runCli, spawnCli } from './run.ts'

const acme = join(import.meta.dirname, '../fixtures/acme.yaml')
const EXEC = ['exec', '--provider', acme, '--intercept']
const node = (code: string) => ['--', process.execPath, '-e', code]

test('a client in PHP with the provider’s address in its source gets paid', async () => {
  const script = join(import.meta.dirname, '../examples/php/pay.php')
  const words = ['exec', '--provider', 'cobru', '--intercept', '--', findOrInstall(PHP), script]
  const { code, stdout, stderr } = await runCli(words)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^The payer opens https:\/\/dev\.cobru\.co\/\w+$/m)
  expect(stdout).toContain('State: 3 (3 is paid)')
})

test('a foreign host is named on stderr, and the exit code is the command’s', async () => {
  const code = `fetch('https://other.example').catch(() => fetch('https://api.acme.example')).then(() => process.exit(3))`
  const ran = await runCli([...EXEC, ...node(code)])
  expect(ran).toMatchObject({
    code: 3,
    stderr: expect.stringContaining(
      'ensayo: Ensayo intercepts this command and refuses other.example: it is not a host of a provider served here. To let it through, add --intercept-allow other.example.\n',
    ),
  })
})

test('an allowed host is looked up and called as without us', async () => {
  const code = `fetch('https://nowhere.invalid').catch((e) => console.log(e.cause.syscall))`
  const ran = await runCli([...EXEC, '--intercept-allow', 'nowhere.invalid', ...node(code)])
  expect(ran).toMatchObject({ code: 0, stdout: 'getaddrinfo\n' })
})

test('a command that made no request is told what cannot be caught', async () => {
  const { stderr } = await runCli([...EXEC, ...node('0')])
  expect(stderr).toContain('--intercept: no request was seen.')
  expect(stderr).toContain('trust_env=False')
})

test('one whose only request was refused is told that, and nothing of what cannot be caught', async () => {
  const { stderr } = await runCli([
    ...EXEC,
    ...node("fetch('https://other.example').catch(() => {})"),
  ])
  expect(stderr).toContain('refuses other.example')
  expect(stderr).not.toContain('no request was seen')
})

test('a real target is refused inside, whatever the command', async () => {
  const inside = (words: string[]) => runCli(words, { ENSAYO_INTERCEPT: 'http://127.0.0.1:9' })
  const contract = ['contract', '--provider', 'cobru', '--target']
  for (const words of [
    [...contract, 'sandbox'],
    [...contract, 'https://dev.cobru.co'],
    ['record', '--provider', 'cobru', '--upstream', 'https://dev.cobru.co'],
  ]) {
    const { code, stderr } = await inside(words)
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('"exec --intercept" answers in its place'),
    })
  }
})

test('misuse is told before anything runs', async () => {
  const allow = ['--intercept-allow', 'dev.cobru.co']
  const without = await runCli(['exec', '--provider', acme, ...allow, ...node('0')])
  expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining('Add --intercept') })
  const provider = await runCli([...EXEC, ...allow, ...node('console.log(1)')])
  expect(provider).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('dev.cobru.co is a host of cobru'),
  })
})

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} ends the command, and the folder goes`, async () => {
    const code = `console.log(process.env.NODE_EXTRA_CA_CERTS); setInterval(() => {}, 1000)`
    const { child, printed, finished } = spawnCli([...EXEC, ...node(code)])
    const file = (await printed('\n')).trim()
    expect(existsSync(file)).toBe(true)
    child.kill(signal)
    await finished
    expect(existsSync(file)).toBe(false)
  })
}

test('start --intercept prints variables that a shell of its user can take', async () => {
  const { child, printed, finished } = spawnCli([
    ...['start', '--provider', acme, '--port', '0', '--intercept', '--quiet'],
  ])
  const text = await printed('export JAVA_TOOL_OPTIONS=')
  const exports = text.split('\n').filter((line) => line.trim().startsWith('export HTTP'))
  expect(exports.length).toBe(2)
  const line = `${exports.join('\n')}\necho $HTTPS_PROXY`
  const { stdout } = spawnSync('sh', ['-c', line], { encoding: 'utf8', env: {} })
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/)
  child.kill('SIGTERM')
  await finished
})

test('start --intercept --json has them beside the health', async () => {
  const words = ['start', '--provider', acme, '--port', '0', '--intercept', '--json']
  const { child, printed, finished } = spawnCli(words)
  const { intercept, status } = JSON.parse(await printed('\n'))
  expect(status).toBe('ok')
  const { stdout } = spawnSync(
    process.execPath,
    ['-e', `fetch('https://api.acme.example/x').then((a) => console.log(a.status))`],
    { encoding: 'utf8', env: { ...process.env, ...intercept } },
  )
  expect(stdout).toBe('404\n')
  child.kill('SIGTERM')
  await finished
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith(`ensayo-run-${child.pid}-`))
  expect(left).toEqual([])
})
