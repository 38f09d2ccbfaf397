/** What `doctor` looks at on the machine: its clock, and who holds a port. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { checkClock } from '../../mocks/commands/doctor/clock.ts'
import { findHolder, toQuestion } from '../../mocks/commands/doctor/port-holder.ts'
import { toStartConfig } from '../../mocks/sandbox/server/config.ts'
import { createDatabase } from '../postgres/database.ts'

afterEach(() => vi.unstubAllEnvs())

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const NOW = Date.parse('2026-12-01T12:00:00Z')

test('a clock that nothing speaks against is told', async () => {
  vi.stubEnv('XDG_CONFIG_HOME', makeFolder())
  expect(await checkClock(toStartConfig({ data: makeFolder() }, {}), NOW)).toEqual([
    { check: 'clock', level: 'ok', found: 'It is 2026-12-01 12:00:00Z.' },
  ])
})

test('a clock before the instant at which a folder was written cannot be right', async () => {
  const data = makeFolder()
  writeFileSync(join(data, 'ensayo.db'), '')
  utimesSync(join(data, 'ensayo.db'), NOW / 1_000 + 3_600, NOW / 1_000 + 3_600)
  expect(await checkClock(toStartConfig({ data }, {}), NOW)).toMatchObject([
    {
      level: 'warning',
      found: expect.stringMatching(
        /It is 2026-12-01 12:00:00Z here, but .*ensayo\.db was written 2026-12-01 13:00:00Z/,
      ),
      cure: expect.stringContaining('Set the clock of this machine right'),
    },
  ])
})

test("a database's clock is compared, and one that does not answer is told", async () => {
  const { url } = await createDatabase()
  const [, agreed] = await checkClock(toStartConfig({ store: url }, {}))
  expect(agreed).toMatchObject({ level: 'ok', found: expect.stringContaining('agrees') })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
  const [, ahead] = await checkClock(toStartConfig({ store: url }, {}))
  vi.useRealTimers()
  expect(ahead).toMatchObject({
    level: 'warning',
    found: expect.stringMatching(/3[56]\d\d s ahead of/),
  })
  const [, dead] = await checkClock(toStartConfig({ store: 'postgres://127.0.0.1:1/none' }, {}))
  expect(dead).toMatchObject({ check: 'store', level: 'problem' })
})

test('the program that listens on a port is named by what the system says of its sockets', () => {
  const proc = makeFolder()
  const row = (port: string, state: string, inode: number) =>
    `   0: 0100007F:${port} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1`
  mkdirSync(join(proc, 'net'))
  writeFileSync(
    join(proc, 'net/tcp'),
    ['head', row('12C0', '0A', 77), row('12C1', '01', 78)].join('\n'),
  )
  mkdirSync(join(proc, '4711/fd'), { recursive: true })
  writeFileSync(join(proc, '4711/comm'), 'nginx\n')
  symlinkSync('socket:[77]', join(proc, '4711/fd/3'))
  expect(findHolder(4800, proc)).toBe('nginx (pid 4711)')
  expect(findHolder(4801, proc), 'a connection is no listener').toBeUndefined()
  expect(findHolder(4802, proc)).toBeUndefined()
  expect(findHolder(4800, join(proc, 'none'))).toBeUndefined()
})

test.runIf(process.platform === 'linux')('on Linux this process is found', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  expect(findHolder(port)).toContain(`(pid ${process.pid})`)
})

test('elsewhere the cure says what to ask', () => {
  expect(toQuestion(4801, 'darwin')).toBe('lsof -nP -iTCP:4801 -sTCP:LISTEN')
  expect(toQuestion(4801, 'win32')).toBe('netstat -ano | findstr :4801')
  expect(toQuestion(4801, 'linux')).toContain('ss -ltnp')
})
