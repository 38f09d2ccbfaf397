/** OpenAPI without our keywords: what goes, and what only looks like one. */
import { expect, test } from 'vitest'
import { toPlain } from '#dialect/plain'

test.each([
  ['a keyword of ours', { get: { 'x-behaviour': 'a', summary: 'b' } }, { get: { summary: 'b' } }],
  [
    'a keyword of ours in a list',
    { tags: [{ name: 'a', 'x-source': {} }] },
    { tags: [{ name: 'a' }] },
  ],
])('%s goes', (_, given, plain) => {
  expect(toPlain(given)).toEqual(plain)
})

test.each([
  ['a header of an answer', { headers: { 'x-stock': { schema: { type: 'string' } } } }],
  ['a property', { properties: { 'x-note': { type: 'string' } } }],
  ['a scheme', { components: { securitySchemes: { 'x-key': { type: 'apiKey' } } } }],
  ['an example', { example: { 'x-note': 1 } }],
  ['the value of a named example', { examples: { one: { value: { 'x-note': 1 } } } }],
  ['the examples of a schema', { examples: [{ 'x-note': 1 }] }],
  ['a default', { default: { 'x-note': 1 } }],
  ['a property that is named like a literal', { properties: { value: { type: 'string' } } }],
])('%s stays', (_, given) => {
  expect(toPlain(given)).toEqual(given)
})

test('a property that is named like a literal is a schema, from which our keywords go', () => {
  const given = { properties: { value: { type: 'string', 'x-faker': 'a' } } }
  expect(toPlain(given)).toEqual({ properties: { value: { type: 'string' } } })
})

test('leaves what it was given as it was', () => {
  const given = { 'x-source': { url: 'a' }, paths: {} }
  toPlain(given)
  expect(given).toEqual({ 'x-source': { url: 'a' }, paths: {} })
})
