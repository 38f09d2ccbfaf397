/** No quirk without a test: titles carry `<id> = <variant>`, and this reads them. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'

const root = fileURLToPath(new URL('../../..', import.meta.url))

function readTitles(): string {
  const files = globSync('test/{providers/cobru,browser}/**/*.test.ts', { cwd: root })
  return files.map((file) => readFileSync(`${root}/${file}`, 'utf8')).join('\n')
}

test('every variant of every quirk stands in the title of a test', async () => {
  const spec = await loadSpec('cobru')
  const titles = readTitles()
  const wanted = [...spec.quirks.values()].flatMap(({ id, variants }) =>
    [...variants.keys()].map((variant) => `${id} = ${variant}`),
  )

  const missing = wanted.filter((name) => !new RegExp(`${toPattern(name)}[:\\s'"\`]`).test(titles))

  expect(wanted.length).toBeGreaterThan(100)
  expect(missing).toEqual([])
})

test('no title names a quirk or a variant that the spec does not have', async () => {
  const spec = await loadSpec('cobru')
  const named = readTitles().matchAll(/(cobru\.[a-z]+\.[\w-]+) = ([\w-]+):/g)

  const unknown = [...named]
    .filter(([, id, variant]) => !spec.quirks.get(id!)?.variants.has(variant!))
    .map(([text]) => text)

  expect(unknown).toEqual([])
})

function toPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
