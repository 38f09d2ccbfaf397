/** What is written or passed on shows nobody's values unless that was asked for. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createSandbox } from '../../mocks/index.ts'
import { runCli } from './run.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test('requests --json is masked, and --show-secrets shows what was sent', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'], listen: true })
  const env = { ENSAYO_URL: sandbox.engine.addresses.control }
  const { apiKey, refreshToken } = sandbox.cobru.credentials
  await sandbox.cobru.fetch('/token/refresh/', {
    method: 'POST',
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    body: JSON.stringify({ refresh: refreshToken }),
  })
  const run = async (...words: string[]) => (await runCli(['requests', ...words], env)).stdout
  const id = (await sandbox.requests())[0]!.id

  const exported = await run('list', '--json')
  expect(JSON.parse(exported)).toMatchObject([{ id, operationId: 'refreshToken' }])
  for (const secret of [apiKey, refreshToken, 'eyJ']) expect(exported).not.toContain(secret)
  expect(await run('show', id, '--json')).not.toContain(refreshToken)
  expect(await run('show', id)).toContain('x-api-key: … (--show-secrets)')

  expect(await run('show', id, '--show-secrets')).toContain(`x-api-key: ${apiKey}`)
  expect(await run('list', '--json', '--show-secrets')).toContain(refreshToken)
})

test('a snapshot is for its owner alone, new or written over another file, and says so', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'], listen: true })
  const env = { ENSAYO_URL: sandbox.engine.addresses.control }
  const folder = mkdtempSync(join(tmpdir(), 'exports-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [fresh, known] = [join(folder, 'fresh.json'), join(folder, 'known.json')]
  writeFileSync(known, '', { mode: 0o644 })
  for (const file of [fresh, known]) {
    const { stdout } = await runCli(['snapshot', 'save', file], env)
    expect(stdout).toContain('It holds their credentials, so only you may read it.')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  }
})
