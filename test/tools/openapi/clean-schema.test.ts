/** Words of OpenAPI 3.0 in those of JSON Schema. */
import { expect, test } from 'vitest'
import { cleanSchema } from '#openapi/clean-schema'

const clean = (schema: unknown, isJsonSchema = false) =>
  cleanSchema(schema, { isJsonSchema, toRef: (ref) => ref, drop: () => {} })

test.each([
  [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
  [
    { type: 'string', nullable: true, enum: ['a'] },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  [{ $ref: '#/a', nullable: true }, { anyOf: [{ $ref: '#/a' }, { type: 'null' }] }],
  [
    { anyOf: [{ type: 'string' }], nullable: true },
    { anyOf: [{ type: 'string' }, { type: 'null' }] },
  ],
  [{ nullable: true }, {}],
  [{ minimum: 0, exclusiveMinimum: true }, { exclusiveMinimum: 0 }],
  [{ maximum: 9, exclusiveMaximum: false }, { maximum: 9 }],
  [{ exclusiveMaximum: 9 }, { exclusiveMaximum: 9 }],
  [{ type: 'string', format: 'binary' }, {}],
  [
    { type: 'array', items: [{ type: 'string' }] },
    { type: 'array', prefixItems: [{ type: 'string' }] },
  ],
  [
    {
      type: 'object',
      'x-vendor': 1,
      xml: {},
      properties: { required: { type: 'string', 'x-a': 1 } },
    },
    { type: 'object', properties: { required: { type: 'string' } } },
  ],
  [{ $ref: '#/a', description: 'beside it' }, { $ref: '#/a' }],
  [true, true],
])('%j', (given, wanted) => {
  expect(clean(given)).toEqual(wanted)
})

test('words beside a reference count from 3.1 on', () => {
  expect(clean({ $ref: '#/a', description: 'beside it' }, true)).toEqual({
    $ref: '#/a',
    description: 'beside it',
  })
})
