/** What `contract`, `calibrate` and `drift` refuse before they ask anybody anything. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createSandbox } from '../../mocks/index.ts'
import { NOWHERE, runCli } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'ensayo-contract-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A file cannot be a folder. */
const blocked = join(folder, 'file')
writeFileSync(blocked, '{"version":1,"targets":null}')

const contract = ['contract', '--provider', 'cobru', '--only', 'payment.created']

test.each([
  ['a report', [...contract, '--no-status', '--report', join(blocked, 'x.md')], '--report: '],
  ['a status', [...contract, '--status', join(blocked, 'status.json')], '--status: '],
  ['a profile', ['calibrate', '--provider', 'cobru', '--out', join(blocked, 'p.yaml')], '--out: '],
  ['a drift report', ['drift', folder, '--report', join(blocked, 'd.md')], '--report: '],
  ['over another file', [...contract, '--status', blocked], 'is not a status file of contracts'],
] as const)('%s that cannot be written is refused before anything runs', async (_, words, says) => {
  const { code, stdout, stderr } = await runCli([...words])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(says)
  expect(stderr).not.toContain('fault of ours')
})

test.each([
  ['one URL for several providers', ['contract', '--target', NOWHERE], '--provider: '],
  ['a file without a certificate', [...contract, '--target', NOWHERE, '--ca', blocked], '--ca: '],
] as const)('%s is refused', async (_, words, says) => {
  const status = join(folder, 'status.json')
  const { code, stderr } = await runCli([...words, '--status', status])
  expect(code).toBe(2)
  expect(stderr).toContain(says)
  expect(existsSync(status)).toBe(false)
})

test('with every case skipped nothing is known of a target: exit 1, unless that is allowed', async () => {
  const sandbox = await createSandbox({ providers: ['cobru'], listen: true })
  onTestFinished(() => sandbox.close())
  const { baseUrl, env } = sandbox.cobru
  // Somebody would have to pay meanwhile, and nobody has said that he will.
  const only = ['--only', 'payment.paid-and-told', '--no-status', '--target', baseUrl]
  const words = ['contract', '--provider', 'cobru', ...only]
  const { code, stdout } = await runCli(words, env)
  expect(stdout).toContain('cobru: no case ran, so nothing is known of the target')
  expect(code).toBe(1)
  expect(await runCli([...words, '--allow-skipped'], env)).toMatchObject({ code: 0 })
})
