/** `ensayo matrix` as a person runs it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { acmePath } from '../fixtures/acme-sandbox.ts'
import { runCli, spawnCli } from './run.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** Passes while a fresh session lives for an hour. */
const CLIENT = `
  const { ACME_BASE_URL: base, ACME_API_KEY: key } = process.env
  const answer = await fetch(base + '/sessions', {
    method: 'POST',
    headers: { 'x-acme-key': key, 'content-type': 'application/json' },
    body: '{"device":"known"}',
  })
  const { expiresIn } = await answer.json()
  console.log('the session lives for', expiresIn)
  process.exit(expiresIn === 3600 ? 0 : 1)
`

const MATRIX = ['matrix', '--provider', acmePath, '--only', 'acme.session.life']
const node = (script: string) => ['--', process.execPath, '--input-type=module', '-e', script]

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-matrix-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('names what breaks, exits 1, writes the report and a line per run', async () => {
  const report = join(makeFolder(), 'matrix.json')
  const only = ['--only', 'acme.widget.repeat', '--report', report]
  const { code, stdout, stderr } = await runCli([...MATRIX, ...only, ...node(CLIENT)])
  expect(code).toBe(1)
  expect(stdout).toContain('acme.session.life = fifteen-minutes  (base: one-hour)')
  expect(stdout).toMatch(/look at {5}req_1 POST \/sessions → 201 \(openSession\)/)
  expect(stdout).toContain('the session lives for 900')
  expect(stdout).toMatch(/Not exercised[^\n]*\n {2}acme.widget.repeat\n/)
  expect(stdout).toContain('1 of 3 variants breaks the command; 0 met and passed, 2 not exercised.')
  expect(stderr).toMatch(/^\[1\/1\] {2}passes [^\n]* baseline\n/)
  expect(stderr.split('\n')).toHaveLength(5)
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
    summary: { variants: 3, breaking: 1, notExercised: 2, combinations: 0 },
  })
})

test('a command that fails once under a variant, and then passes, is flaky and not broken by it', async () => {
  const folder = makeFolder()
  const [json, junit] = [join(folder, 'matrix.json'), join(folder, 'matrix.xml')]
  const script = `
    import { existsSync, writeFileSync } from 'node:fs'
    await fetch(process.env.ACME_BASE_URL + '/ping')
    const mark = ${JSON.stringify(folder)} + '/' + process.env.ENSAYO_RUN
    if (process.env.ENSAYO_RUN === 'baseline' || existsSync(mark)) process.exit(0)
    writeFileSync(mark, '')
    console.log('the first time')
    process.exit(1)`
  const reports = ['--report', json, '--report', junit]
  const { code, stdout, stderr } = await runCli([...MATRIX, ...reports, ...node(script)])
  expect(code).toBe(0)
  expect(stdout).toContain('failed once, and passed when run again')
  expect(stdout).toContain('0 of 1 variant breaks the command; 0 met and passed, 0 not exercised')
  expect(stderr).toMatch(/flaky .*acme.session.life=fifteen-minutes/)
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
    summary: { breaking: 0, flaky: 1 },
    variants: [{ verdict: 'flaky', output: 'the first time' }],
  })
  expect(readFileSync(junit, 'utf8')).toContain('<skipped message="failed once')
})

test('--keep leaves the journal of each run that fails, masked, and the report says where', async () => {
  const folder = join(makeFolder(), 'kept')
  const words = [...MATRIX, '--keep', folder, '--json', ...node(CLIENT)]
  const { stdout } = await runCli(words)
  const file = join(folder, 'acme.session.life=fifteen-minutes.json')
  const [broken] = JSON.parse(stdout).variants
  expect(broken).toMatchObject({ verdict: 'breaks', journal: file })
  expect(readdirSync(folder)).toEqual(['acme.session.life=fifteen-minutes.json'])
  const text = readFileSync(file, 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    variants: 'acme.session.life=fifteen-minutes',
    requests: [{ operationId: 'openSession', response: { status: 201 } }],
  })
  expect(text).not.toContain('"device":"known"')
})

test('exits 0 when nothing breaks; --json prints nothing but JSON', async () => {
  const { code, stdout } = await runCli([
    ...MATRIX,
    '--json',
    ...node("await fetch(process.env.ACME_BASE_URL + '/ping')"),
  ])
  expect(code).toBe(0)
  expect(JSON.parse(stdout).summary).toMatchObject({ breaking: 0, notExercised: 1 })
})

test('varies what the base has not: profile and variant choose the base', async () => {
  const base = ['--variant', 'acme.session.life=fifteen-minutes']
  const { code, stderr } = await runCli([...MATRIX, ...base, ...node(CLIENT)])
  expect(code).toBe(2)
  expect(stderr).toContain('the session lives for 900')
  expect(stderr).toContain('so no variant was played')
})

test('a command that is not there is said at once', async () => {
  const { code, stderr } = await runCli([...MATRIX, '--', 'no-such-command-here'])
  expect(code).toBe(2)
  expect(stderr).toContain('no-such-command-here: command not found. Is it installed and in PATH?')
})

test('Ctrl-C ends the commands under way', async () => {
  const folder = makeFolder()
  const { promise: started, resolve } = Promise.withResolvers<number>()
  const watcher = watch(folder, () => {
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
    if (pid > 0) resolve(pid)
  })
  onTestFinished(() => watcher.close())
  const script = `
    const { writeFileSync } = await import('node:fs')
    writeFileSync(process.env.PID_FILE, String(process.pid))
    setInterval(() => {}, 1000)
  `
  const { child, finished } = spawnCli([...MATRIX, ...node(script)], {
    PID_FILE: join(folder, 'pid'),
  })
  const pid = await started
  child.kill('SIGINT')
  expect(await finished).toMatchObject({ code: 130, stdout: '' })
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})
