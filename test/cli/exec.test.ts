/** `exec` and `matrix` are green only when something was seen, and a failure explains itself. */
import { expect, test, vi } from 'vitest'
import { acmePath } from '../fixtures/acme-sandbox.ts'
import { runCli } from './run.ts'

vi.setConfig({ testTimeout: 120_000 })

const node = (script: string) => ['--', process.execPath, '-e', script]
const exec = (flags: string[], script: string) =>
  runCli(['exec', '--provider', acmePath, ...flags, ...node(script)])

const PING = 'await fetch(process.env.ACME_BASE_URL + "/ping")'

test('exec --report of a command that never reached the sandbox says so and exits 1', async () => {
  const { code, stderr } = await exec(['--report', 'readiness'], '0')
  expect(code).toBe(1)
  expect(stderr).toContain('the command never reached the sandbox')
  expect(await exec(['--report', 'coverage'], PING)).toMatchObject({ code: 0 })
})

test('exec --require-seen exits 1 when an item of readiness was not seen', async () => {
  const { code, stderr } = await exec(['--require-seen'], PING)
  expect(code).toBe(1)
  expect(stderr).toContain('Readiness: ')
  expect(stderr).not.toContain('never reached')
  expect(await exec(['--report', 'readiness'], PING)).toMatchObject({ code: 0 })
})

test('a command that fails under exec is followed by the end of the journal, hints included', async () => {
  const failing = 'await fetch(process.env.ACME_BASE_URL + "/widget"); process.exit(3)'
  const { code, stderr } = await exec([], failing)
  expect(code).toBe(3)
  expect(stderr).toContain('GET /widget → 404')
  expect(stderr).toContain('Nearest: GET /widgets')
})

test('matrix of a command that never reached the sandbox says so and exits 1', async () => {
  const only = ['--only', 'acme.ping.trouble', '--jobs', '1']
  const words = ['matrix', '--provider', acmePath, ...only]
  const { code, stderr } = await runCli([...words, ...node('0')])
  expect(code).toBe(1)
  expect(stderr).toContain('the command never reached the sandbox')
})

test('what a client wrote into a path is in no line about a command that fails', async () => {
  const failing = `const base = process.env.ACME_BASE_URL
    await fetch(base + "/widgets/plAnted-1/nothing?token=plAnted-2")
    await fetch(base + "/nothing/" + "plAnted-3/".repeat(40))
    process.exit(3)`
  const { code, stderr } = await exec([], failing)
  expect(code).toBe(3)
  expect(stderr).toContain('req_1 default: GET /widgets/…/nothing → 404')
  expect(stderr).toContain('No operation matches GET /widgets/…/nothing.')
  expect(stderr).not.toContain('plAnted')
})
