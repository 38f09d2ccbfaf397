/** Every variant of every quirk has a test that names it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'

test('every variant of every quirk is named by a test', async () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.test.ts'))
  const text = files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n')
  const { quirks } = await loadSpec('cobre')
  const choices = [...quirks.values()].flatMap(({ id, variants }) =>
    [...variants.keys()].map((variant) => `${id} = ${variant}`),
  )
  expect(choices.filter((choice) => !text.includes(`'${choice}'`))).toEqual([])
})

test('two paths of one behaviour obey the same quirks, but for those about the path itself', async () => {
  const { operations } = await loadSpec('cobre')
  const own = operations.filter(
    ({ behaviour }) => !/^(resource\.|not-modelled)/.test(behaviour.name),
  )
  const twins = Map.groupBy(own, ({ behaviour }) => behaviour.name)
  const found = [...twins.values()].filter(({ length }) => length > 1)
  expect(found.map((pair) => pair.map(({ path }) => path))).toEqual([
    ['/v1/auth', '/auth'],
    ['/v1/checkouts', '/v1/checkout'],
  ])
  for (const pair of found) {
    const [first, second] = pair.map(({ quirks }) =>
      quirks.map(({ id }) => id).filter((id) => !id.endsWith('-path')),
    )
    expect(second).toEqual(first)
  }
})

test('every documented operation is emulated with a source, or named', async () => {
  const { operations } = await loadSpec('cobre')
  const named = operations.filter(({ source }) => source.evidence === 'named')
  expect(named.map(({ behaviour }) => behaviour.name)).toEqual(named.map(() => 'not-modelled'))
  expect(operations.filter(({ behaviour }) => behaviour.name === 'example')).toEqual([])
})
