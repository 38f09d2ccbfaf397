/** The specs feed other OpenAPI tools, too: what those refuse and our own loader takes. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isMap, isScalar, parseDocument, visit } from 'yaml'

const root = join(import.meta.dirname, '../..')
const files = [
  ...readdirSync(join(root, 'specs'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `specs/${name}`),
  'test/fixtures/acme.yaml',
  'mocks/sandbox/control/openapi.yaml',
]

test.each(files)('%s has texts as keys, so that each tool reads the same names', (file) => {
  const found: string[] = []
  visit(parse(file), {
    Pair: (_, { key }) => {
      if (isScalar(key) && typeof key.value !== 'string') found.push(String(key.value))
    },
  })
  expect(found).toEqual([])
})

test.each(files)('%s says of every list what its items are', (file) => {
  const found: unknown[] = []
  visit(parse(file), {
    Pair: (_, { key }) => {
      // Examples are values, not schemas.
      if (isScalar(key) && ['example', 'examples', 'x-source'].includes(String(key.value))) {
        return visit.SKIP
      }
      return undefined
    },
    Map: (_, node) => {
      const types = [node.toJSON().type].flat()
      if (types.includes('array') && !node.has('items') && !node.has('prefixItems')) {
        found.push(node.toJSON())
      }
    },
  })
  expect(found).toEqual([])
})

function parse(file: string) {
  const document = parseDocument(readFileSync(join(root, file), 'utf8'))
  expect(isMap(document.contents)).toBe(true)
  return document
}
