/** `ensayo check` on specs with a mistake, and `start` on the same. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { checkDefinitions } from '#behaviour/registry'
import { checkSpecs } from '#dialect/check'
import { listBuiltIn } from '#dialect/load'
import { acmePath, writeAcme } from '../fixtures/acme-sandbox.ts'
import { runCli } from './run.ts'

vi.setConfig({ testTimeout: 60_000 })

const check = async (file: string) =>
  (await checkSpecs([file], { checkDefinitions })).map(
    ({ severity, pointer, message }) => `${severity} ${pointer}: ${message}`,
  )

/** A copy of a spec alone in a folder, changed. */
function copySpec(from: string, name: string, change: [string, string] = ['', '']): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-check-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  copyFileSync(from, join(folder, name))
  writeFileSync(join(folder, name), readFileSync(from, 'utf8').replace(...change))
  return join(folder, name)
}

test('built-in specs and their modules name each other rightly', async () => {
  expect(await checkSpecs(listBuiltIn(), { checkDefinitions })).toEqual([])
})

test('an unknown behaviour of an operation or a trigger is found, with the nearest', async () => {
  const [operation, ...others] = await check(
    writeAcme('x-behaviour: session.open', 'x-behaviour: session.opn'),
  )
  expect(operation).toMatch(
    /^error \/paths\/~1sessions\/post\/x-behaviour: no behaviour "session.opn". Did you mean "session.open"\?$/,
  )
  expect(others).toEqual([
    'warning : dead behaviour "session.open": its module defines it, and no operation names it.',
  ])
})

test('an edited copy of a built-in spec is checked and started with the built-in module', async () => {
  const specs = join(import.meta.dirname, '../../specs')
  const copy = copySpec(join(specs, 'cobru.yaml'), 'cobru.yaml')
  expect(await check(copy)).toEqual([])
  const words = ['exec', '--provider', copy, '--', process.execPath, '-e', '']
  expect(await runCli(words)).toMatchObject({ code: 0, stderr: '' })
})

test('a required keyword that is misspelt is told once', async () => {
  expect(await check(writeAcme('  operationId: ping', '  operationID: ping'))).toEqual([
    'error /paths/~1ping/get: unknown keyword "operationID". Did you mean "operationId"?',
  ])
})

test('check exits with 1 where start exits with 2', async () => {
  for (const [from, to] of [
    ['  operationId: ping', '  operationID: ping'],
    ["'#/components/schemas/Widget'", "'#/components/schemas/Wodget'"],
  ] as const) {
    const file = writeAcme(from, to)
    expect((await runCli(['check', file])).code).toBe(1)
    expect((await runCli(['start', '--port', '0', '--provider', file])).code).toBe(2)
  }
  expect((await runCli(['check', acmePath])).code).toBe(0)
  expect((await runCli(['check', 'cobruu'])).code).toBe(2)
})
