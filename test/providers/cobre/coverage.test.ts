/** Every variant of every quirk has a test that names it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSpec } from '../../../mocks/dialect/load.ts'

test('every variant of every quirk is named by a test', async () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.test.ts'))
  const text = files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n')
  const { quirks } = await loadSpec('cobre')
  const choices = [...quirks.values()].flatMap(({ id, variants }) =>
    [...variants.keys()].map((variant) => `${id} = ${variant}`),
  )
  expect(choices.filter((choice) => !text.includes(`'${choice}'`))).toEqual([])
})

test('every documented operation is emulated with a source, or named', async () => {
  const { operations } = await loadSpec('cobre')
  const named = operations.filter(({ source }) => source.evidence === 'named')
  expect(named.map(({ behaviour }) => behaviour.name)).toEqual(named.map(() => 'not-modelled'))
  expect(operations.filter(({ behaviour }) => behaviour.name === 'example')).toEqual([])
})
