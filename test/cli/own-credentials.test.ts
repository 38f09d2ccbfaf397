import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createSandbox } from '../../mocks/index.ts'
import { runCli } from './run.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test('accounts create takes credentials from the flag and from a file, and says whose they are already', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'], listen: true })
  const env = { ENSAYO_URL: sandbox.engine.addresses.control }
  const file = join(createFolder(), 'mine.json')
  writeFileSync(file, '{"cobru": {"apiToken": "old-token", "COBRU_API_SECRET_KEY": "old-secret"}}')

  const inline = await runCli(
    ['accounts', 'create', 'mine', '--credentials', '{"cobru": {"apiKey": "key-of-mine"}}'],
    env,
  )
  expect(inline).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('COBRU_API_KEY=key-of-mine'),
  })

  const old = await runCli(['accounts', 'create', 'old', '--credentials', file], env)
  expect(old.stdout).toContain('COBRU_API_TOKEN=old-token\nCOBRU_API_SECRET_KEY=old-secret')

  const again = await runCli(['accounts', 'create', 'x', '--credentials', file], env)
  expect(again).toMatchObject({ code: 2, stdout: '' })
  expect(again.stderr).toContain(
    'credentials.cobru.apiToken is a value of the account "old", and a request would be taken for one of it. Use that account, or remove it: ',
  )
})

test.each([
  ['/nowhere.json', '--credentials: /nowhere.json cannot be read: ENOENT'],
  [tmpdir(), `--credentials: ${tmpdir()} cannot be read: EISDIR`],
  ['{"cobru": ', '--credentials: the JSON is neither JSON nor YAML: '],
])('--credentials %s says what is wrong and what to give', async (given, message) => {
  const { code, stderr } = await runCli(['accounts', 'create', '--credentials', given])
  expect(code).toBe(2)
  expect(stderr).toContain(message)
  expect(stderr).toContain('Give {"cobru": {"apiKey": "…"}}, or a file that holds it.')
})

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'credentials-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}
