/** No quirk without a test: titles carry `<id> = <variant>`, and this reads them. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Sources; in a table, `%s` of the title is the first cell of each row. */
function readTests(): string {
  const files = globSync('test/providers/avenia/**/*.test.ts', { cwd: root })
  return files.map((file) => readFileSync(`${root}/${file}`, 'utf8')).join('\n')
}

/** `test.each([ … ])('<id> = %s: …'`: the table before the title holds the variant. */
function isTested(text: string, id: string, variant: string): boolean {
  if (new RegExp(`${toPattern(`${id} = ${variant}`)}[:\\s'"\`]`).test(text)) return true
  const at = text.search(new RegExp(`${toPattern(`${id} = %s`)}`))
  if (at < 0) return false
  const table = text.slice(text.lastIndexOf('test.each(', at), at)
  return table.includes(`'${variant}'`)
}

const toPattern = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

test('every variant of every quirk stands in the title of a test', async () => {
  const spec = await loadSpec('avenia')
  const text = readTests()
  const wanted = [...spec.quirks.values()].flatMap(({ id, variants }) =>
    [...variants.keys()].map((variant) => ({ id, variant })),
  )
  expect(wanted.length).toBeGreaterThan(80)
  expect(wanted.filter(({ id, variant }) => !isTested(text, id, variant))).toEqual([])
})

test('no title names a quirk that the spec does not have', async () => {
  const spec = await loadSpec('avenia')
  const named = [...readTests().matchAll(/(avenia\.[a-z-]+\.[\w-]+) = /g)].map(([, id]) => id!)
  expect(named.filter((id) => !spec.quirks.has(id))).toEqual([])
})

test('every operation is emulated, or known by name only and without a behaviour', async () => {
  const spec = await loadSpec('avenia')
  for (const { id, behaviour, source } of spec.operations)
    expect(behaviour.name === 'not-modelled', id).toBe(source.evidence === 'named')
})
