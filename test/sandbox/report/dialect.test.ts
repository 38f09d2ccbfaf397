/** The closed list of checks: the dialect, the code and the documents know the same names. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { listBuiltIn, loadSpec } from '../../../mocks/dialect/load.ts'
import { createSandbox } from '../../../mocks/index.ts'
import { CHECKS } from '../../../mocks/sandbox/report/checks/index.ts'

const root = join(import.meta.dirname, '../../..')
const names = Object.keys(CHECKS).sort()

test('the dialect knows exactly the checks that there are', () => {
  const schema = JSON.parse(readFileSync(join(root, 'specs/schema.json'), 'utf8'))
  expect(Object.keys(schema.$defs.check.properties).sort()).toEqual(names)
})

test('each check has a file of its name', () => {
  const files = readdirSync(join(root, 'mocks/sandbox/report/checks'))
  expect(files.sort()).toEqual([...names, 'index'].map((name) => `${name}.ts`).sort())
})

test('each check is told in the document and used by a provider', async () => {
  const document = readFileSync(join(root, 'mocks/sandbox/report/README.md'), 'utf8')
  const told = [...document.matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name)
  expect(told.sort()).toEqual(names)
  const specs = await Promise.all(listBuiltIn().map((name) => loadSpec(name)))
  const used = specs.flatMap(({ checklist }) => checklist.map(({ check }) => check.name))
  expect([...new Set(used)].sort()).toEqual(names)
})

test('Cobru has items enough for ten different mistakes, each with its source', async () => {
  const { checklist } = await loadSpec('cobru')
  const seen = checklist.filter(({ check }) => !['by-hand', 'cases'].includes(check.name))
  expect(seen.length).toBeGreaterThanOrEqual(10)
  expect(checklist.every(({ source }) => source.url !== undefined)).toBe(true)
})

test.each(listBuiltIn())('%s says of every item that was not seen what to do', async (provider) => {
  const spec = await loadSpec(provider)
  const sandbox = await createSandbox({ providers: [spec.name as 'cobru'], timeRate: 0 })
  onTestFinished(() => sandbox.close())
  const { providers } = await sandbox.report.readiness()
  const silent = providers[0]!.items.filter(
    ({ verdict, notes }) => verdict === 'not-seen' && notes.length === 0,
  )
  expect(silent.map(({ id }) => id)).toEqual([])
})
