/** What validation says of values behind a `$ref`, and that many errors take no time. */
import { expect, test } from 'vitest'
import { createSchemas } from '#dialect/schemas'

const document = {
  components: {
    schemas: {
      Order: {
        type: 'object',
        properties: {
          lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
          note: { $ref: '#/components/schemas/Note' },
          part: { $ref: '#/components/schemas/Order' },
        },
      },
      Line: {
        type: 'object',
        required: ['order'],
        properties: { order: { $ref: '#/components/schemas/Order' } },
      },
      Note: { type: 'string', maxLength: 3 },
    },
  },
  broken: { $ref: '#/nothing' },
}

const schemas = createSchemas('orders', 'orders.yaml', document)
const validate = schemas.at('/components/schemas/Order')

function find(value: unknown): string[] {
  validate(value)
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
}

test('finds errors behind references, inlined and called, in lists and in themselves', () => {
  expect(find({ lines: [{ order: {} }], note: 'abc', part: { note: '' } })).toEqual([])
  expect(find({ lines: [{}, { order: 1 }], note: 1, part: { note: 'long' } })).toEqual([
    '/lines/0 required',
    '/lines/1/order type',
    '/note type',
    '/part/note maxLength',
  ])
})

test('tells an error of each of many items', () => {
  const found = find({ lines: Array.from({ length: 100_000 }, () => ({})) })
  expect(found).toHaveLength(100_000)
  expect(found.at(-1)).toBe('/lines/99999 required')
})

test('a reference that leads nowhere is named', () => {
  expect(() => schemas.at('/broken')({})).toThrow('orders.yaml#/broken')
})
