import { createServer } from 'node:net'
import { expect, test, vi } from 'vitest'
import { NOWHERE, PROGRAM, runCli, runCliInto, spawnCli } from './run.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const COMMANDS = [
  'start',
  'exec',
  'matrix',
  'env',
  'list',
  'explain',
  'trigger',
  'clock',
  'reset',
  'snapshot',
  'faults',
  'stubs',
  'chaos',
  'webhooks',
  'requests',
  'check',
]

test('shows every command when none is named', async () => {
  const { code, stdout } = await runCli([])
  expect(code).toBe(0)
  for (const command of COMMANDS) expect(stdout).toContain(`  ${command} `)
})

test('tells its version', async () => {
  expect(await runCli(['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  })
})

test.each(COMMANDS)('%s --help shows an example', async (command) => {
  const { code, stdout } = await runCli([command, '--help'])
  expect(code).toBe(0)
  expect(stdout).toMatch(new RegExp(`Examples?:\\n {2}\\$ ensayo ${command}`))
})

test.each<[string[], string]>([
  [['strat'], "unknown command 'strat'\n(Did you mean start?)"],
  [['--verbose'], "unknown option '--verbose'"],
  [['start', '--prot', '3'], "unknown option '--prot'\n(Did you mean --port?)"],
  [['start', 'now'], "too many arguments for 'start'"],
  [['start', '--port', '99999'], '--port: "99999" is not a port. Give a number from 0 to 65535'],
  [['start', '--port'], "option '--port <n>' argument missing"],
  [['start', '--host', '0.0.0.0'], 'Set ENSAYO_CONTROL_TOKEN'],
  [['start', '--port', '65535'], '--port: 65535 leaves no room for the providers'],
  [['start', '--provider', ''], '--provider: "" is not a provider.'],
  [['start', '--time-rate', 'fast'], '--time-rate: "fast" is not a rate.'],
  [['exec'], 'there is no command to run. Write it after "--"'],
  [['exec', '--'], 'there is no command to run.'],
  [['exec', '--bad', '--', 'ls'], "unknown option '--bad'"],
  [['matrix', '--provider', 'cobru'], 'matrix: there is no command to run. Write it after "--"'],
  [['matrix', '--', 'true'], 'matrix: --provider is missing. Name the provider whose variants'],
  [['matrix', '--provider', 'cobru', '--jobs', '0', '--', 'true'], '--jobs: "0" is not a number'],
  [['matrix', '--provider', 'cobru', '--timeout', '2m', '--', 'true'], '"2m" is not a duration'],
  [
    ['matrix', '--provider', 'cobru', '--report', 'a.txt', '--', 'true'],
    '--report: "a.txt" has no known ending. Name a file in .json, or in .xml',
  ],
  [
    ['matrix', '--provider', 'cobru', '--report', '/nowhere/a.xml', '--', 'true'],
    '--report: nothing can be written in /nowhere.',
  ],
  [
    ['matrix', '--provider', 'cobru', '--only', 'cobru.auth.token-til', '--', 'true'],
    'Did you mean "cobru.auth.token-ttl"?',
  ],
  [
    ['matrix', '--provider', 'cobru', '--evidence', 'rumour', '--', 'true'],
    '--evidence: "rumour" is not an evidence grade. There are: observed, documented',
  ],
  [['list', 'quirkz'], '"quirkz" cannot be listed. Did you mean "quirks"?'],
  [['list'], 'list: what is to be listed is missing. Name one of operations, quirks, profiles'],
  [['chaos', 'add', '--provider', 'cobru'], '--kind is missing. Give one of duplicate, reorder'],
  [
    ['chaos', 'add', '--kind', 'dupe'],
    '--kind: "dupe" is not a kind. Give one of duplicate, reorder',
  ],
  [['faults', 'add', '--kind', 'staus'], '--kind: "staus" is not a kind. Did you mean "status"?'],
  [['env', '--format', 'yml'], 'Allowed choices are dotenv, shell, json.'],
  [['clock', 'advnce'], `"advnce" is not a part of "${PROGRAM} clock". Did you mean "advance"?`],
  [['clock', 'advance', '6m'], '"6m" is not a duration. Write it like PT6M'],
  [['clock', 'advance', '-PT5M'], 'clock advance: "-PT5M" goes back, and it only goes on.'],
  [['check', 'README.md'], 'README.md: is not a spec file.'],
  [['clock', 'set', 'noon'], 'clock set: "noon" is not an instant.'],
  [['clock', 'run', '--rate', 'x'], '--rate: "x" is not a rate.'],
  [
    ['contract', '--provider', 'cobru', '--profile', 'cobre=legacy', '--no-status'],
    '--profile: "cobre=legacy" is a profile of "cobre"',
  ],
  [
    ['start', '--provider', 'cobru', '--profile', 'cobru=/tmp'],
    'it is a folder; name a file in it',
  ],
  [['start', '--provider', 'cobru', '--profile', 'cobru=./no'], 'there is no such file'],
  [['snapshot', 'load', '/tmp'], '/tmp is a folder'],
  [['snapshot', 'load', '/nowhere/x.json'], '/nowhere/x.json cannot be read'],
  [['requests', '--control', 'here'], '--control: "here" is not a URL.'],
])('ensayo %j says what is wrong and exits 2', async (words, message) => {
  const { code, stdout, stderr } = await runCli(words)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^ensayo: /)
  expect(stderr).toContain(message)
  expect(stderr).not.toContain('    at ')
})

test('a target that cannot be asked is told in one sentence, with an exit code of its own', async () => {
  const words = ['calibrate', '--provider', 'cobru', '--target', 'http://127.0.0.1:1']
  expect(await runCli(words)).toMatchObject({
    code: 3,
    stdout:
      'http://127.0.0.1:1 wants credentials, and none are there: set COBRU_API_KEY, COBRU_REFRESH_TOKEN, COBRU_USERNAME, COBRU_PASSWORD, COBRU_API_TOKEN, COBRU_API_SECRET_KEY.\n',
  })
})

test.each<string[]>([
  ['env'],
  ['explain', 'req_1'],
  ['trigger', 'acme.widget.break'],
  ['clock'],
  ['reset'],
  ['snapshot', 'save', '/nowhere/x.json'],
  ['webhooks'],
  ['requests', 'show', 'req_1'],
  ['list', 'quirks'],
])('ensayo %s %s says that no sandbox answers, and how to start one', async (...words) => {
  const { code, stderr } = await runCli(words.filter(Boolean), { ENSAYO_URL: NOWHERE })
  expect(code).toBe(2)
  expect(stderr).toBe(
    `ensayo: No sandbox answers at ${NOWHERE}. Start one with "${PROGRAM} start", or say where it is with --control <url> or ENSAYO_URL.\n`,
  )
})

test('a host that this machine does not have is said with its cure', async () => {
  const words = ['start', '--host', 'nosuchhost.invalid', '--port', '0']
  const { code, stdout, stderr } = await runCli(words, { ENSAYO_CONTROL_TOKEN: 'secret' })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('--host nosuchhost.invalid: this machine has no address of that name')
})

test('a sandbox whose output nobody reads any more says why it stops', async () => {
  const { child, finished, printed } = spawnCli(['start', '--provider', 'cobru', '--port', '0'])
  const banner = await printed('Ctrl-C')
  child.stdout.destroy()
  const control = /http:\S+(?=\/_ensayo)/.exec(banner)![0]
  // Every request is a line; the second one finds the pipe closed at the latest.
  for (let tries = 0; tries < 50 && child.exitCode === null; tries++) {
    await fetch(`${control}/cobru/nothing`).catch(() => {})
  }
  expect((await finished).stderr).toContain('nobody reads the output any more')
})

test('a full disk is said in one line', async () => {
  const { code, stderr } = await runCliInto('/dev/full', ['list', 'triggers'])
  expect(code).toBe(1)
  expect(stderr).toMatch(/^ensayo: the output cannot be written: ENOSPC[^\n]*\n$/)
})

test('something else at the address is not a sandbox', async () => {
  const server = createServer((socket) => {
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const { code, stderr } = await runCli(['clock', '--control', `http://127.0.0.1:${port}`])
  server.close()
  expect(code).toBe(2)
  expect(stderr).toContain(
    `http://127.0.0.1:${port} answers (200), but it is not an Ensayo sandbox.`,
  )
})
