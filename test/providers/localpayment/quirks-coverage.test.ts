/** No variant without a test; the table in the spec and the titles here stay together. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'

test('every variant of every quirk has a test whose title names it', async () => {
  const spec = await loadSpec('localpayment')
  const titles = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('\n')
  const missing = [...spec.quirks.values()].flatMap((quirk) =>
    [...quirk.variants.keys()]
      .map((variant) => `${quirk.id} = ${variant}`)
      .filter((title) => !titles.includes(`'${title}:`)),
  )
  expect(missing).toEqual([])
})
