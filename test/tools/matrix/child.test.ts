import { expect, onTestFinished, test, vi } from 'vitest'
import { systemTime } from '#clock/system'
import { runChild } from '#matrix/child'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const node = process.execPath

function run(script: string, options: Partial<Parameters<typeof runChild>[0]> = {}) {
  return runChild({
    command: [node, '-e', script],
    env: {},
    timeoutMs: 60_000,
    real: systemTime,
    signal: new AbortController().signal,
    ...options,
  })
}

/** A time whose timers go off when the test says so. */
function createTimers() {
  const timers: { ms: number; fn: () => void }[] = []
  const setTimer = (ms: number, fn: () => void) => {
    timers.push({ ms, fn })
    return () => {}
  }
  return { timers, real: { ...systemTime, setTimer } }
}

/** Starts something that starts something; both stay. Resolves with the grandchild's pid once it runs. */
const TREE = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  process.stdout.write('pid ' + child.pid + '\\n')
  require('node:fs').writeFileSync(process.env.PID_FILE, String(child.pid))
  setInterval(() => {}, 1000)
`

async function startTree(options: Partial<Parameters<typeof runChild>[0]>) {
  const { mkdtempSync, rmSync, watch, readFileSync } = await import('node:fs')
  const { join } = await import('node:path')
  const folder = mkdtempSync(join((await import('node:os')).tmpdir(), 'tree-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'pid')
  const { promise: pid, resolve } = Promise.withResolvers<number>()
  const watcher = watch(folder, () => {
    const text = readFileSync(file, 'utf8')
    if (text !== '') resolve(Number(text))
  })
  onTestFinished(() => watcher.close())
  const finished = run(TREE, { ...options, env: { PID_FILE: file } })
  return { finished, pid: await pid }
}

/** Whether a process is gone, or only waits to be fetched by its parent. */
async function isGone(pid: number): Promise<boolean> {
  const { readFileSync } = await import('node:fs')
  try {
    process.kill(pid, 0)
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

test('tells exit code and output, and gives the variables', async () => {
  const script = 'console.log(process.env.PLACE); console.error("oops"); process.exit(3)'
  expect(await run(script, { env: { PLACE: 'here' } })).toMatchObject({
    outcome: 'failed',
    exitCode: 3,
    output: expect.stringMatching(/here\n[\s\S]*oops\n|oops\n[\s\S]*here\n/),
  })
})

test('passes on exit code 0', async () => {
  expect(await run('')).toMatchObject({ outcome: 'passed', exitCode: 0, output: '' })
})

test('keeps the end of a long output', async () => {
  const { output } = await run('process.stdout.write("x".repeat(300000) + "the end")')
  expect(output.length).toBeLessThanOrEqual(64 * 1024)
  expect(output).toMatch(/the end$/)
})

test('a command that cannot be started is an error', async () => {
  const command = ['no-such-command-here']
  await expect(run('', { command })).rejects.toMatchObject({ code: 'ENOENT' })
})

test('a run over its time is ended with everything it started', async () => {
  const { timers, real } = createTimers()
  const { finished, pid } = await startTree({ real, timeoutMs: 120_000 })
  timers.find(({ ms }) => ms === 120_000)!.fn()
  expect(await finished).toMatchObject({ outcome: 'timed out' })
  await expect.poll(() => isGone(pid)).toBe(true)
})

test('an interrupted run is ended with everything it started', async () => {
  const abort = new AbortController()
  const { finished, pid } = await startTree({ signal: abort.signal })
  abort.abort()
  await expect(finished).rejects.toMatchObject({ name: 'AbortError' })
  await expect.poll(() => isGone(pid)).toBe(true)
})

test('what a command leaves behind is ended too', async () => {
  const script = `
    const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })
    console.log(child.pid)
    child.unref()
  `
  const { outcome, output } = await run(script)
  expect(outcome).toBe('passed')
  await expect.poll(() => isGone(Number(output))).toBe(true)
})
