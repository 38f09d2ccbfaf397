/** `forms: typed`: what a form says, as its schema has it. */
import { expect, test } from 'vitest'
import type { Spec } from '#dialect/types'
import { toTypedForm } from '#http/typed-form'

const schema = {
  type: 'object',
  properties: {
    amount: { type: 'integer' },
    rate: { type: ['number', 'null'] },
    isPaid: { type: 'boolean' },
    code: { type: 'string' },
    either: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    card: { $ref: '#/components/schemas/Card' },
    tags: { type: 'array', items: { type: 'integer' } },
    items: { type: 'array', items: { $ref: '#/components/schemas/Card' } },
    metadata: { type: 'object', additionalProperties: { type: 'string' } },
  },
}
const Card = { allOf: [{ type: 'object', properties: { month: { type: 'integer' } } }] }
// All that is read of a spec.
const spec = {
  file: 'a.yaml',
  document: { schema, components: { schemas: { Card } } },
} as unknown as Spec

const read = (fields: Record<string, unknown>) => toTypedForm(spec, fields, '/schema')

test.each([
  [{ amount: '12' }, { amount: 12 }],
  [{ amount: '-12' }, { amount: -12 }],
  [{ amount: 'much' }, { amount: 'much' }],
  [{ amount: '' }, { amount: '' }],
  [{ amount: '9'.repeat(301) }, { amount: '9'.repeat(301) }],
  [{ rate: '1.5' }, { rate: 1.5 }],
  [{ isPaid: 'true' }, { isPaid: true }],
  [{ isPaid: '1' }, { isPaid: '1' }],
  [{ code: '007' }, { code: '007' }],
  [{ either: '7' }, { either: '7' }],
  [{ unknown: '7' }, { unknown: '7' }],
  [{ 'card[month]': '3', 'card[name]': 'A' }, { card: { month: 3, name: 'A' } }],
  [{ 'tags[]': ['1', '2'] }, { tags: [1, 2] }],
  [{ 'tags[0]': '1', 'tags[1]': '2' }, { tags: [1, 2] }],
  [{ tags: '1' }, { tags: [1] }],
  [{ 'items[0][month]': '1', 'items[1][month]': '2' }, { items: [{ month: 1 }, { month: 2 }] }],
  [{ 'metadata[0]': '1' }, { metadata: { 0: '1' } }],
  [{ 'card[month': '3' }, { 'card[month': '3' }],
])('%j', (fields, wanted) => {
  expect(read(fields)).toEqual(wanted)
})

test('a name cannot reach what all objects share, nor nest without end', () => {
  const made = read({ 'card[__proto__][isAdmin]': 'true', '__proto__[isAdmin]': 'true' })
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
  expect(Object.keys(made as object)).toEqual(['card[proto][isAdmin]', 'proto[isAdmin]'])
  const deep = `card${'[a]'.repeat(30)}`
  expect(read({ [deep]: '1' })).toEqual({ [deep]: '1' })
})
