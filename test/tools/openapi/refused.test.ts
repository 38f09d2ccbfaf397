/** Files that no spec can be made of, and what is said of them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeProvider } from '#openapi/make-provider'
import { makeFolder } from './make.ts'

const HEAD = 'openapi: 3.0.0\ninfo: { title: A, version: "1" }\n'

async function refusal(text: string, name = 'given.yaml'): Promise<string> {
  const from = join(makeFolder(), name)
  writeFileSync(from, text)
  const made = makeProvider({ name: 'a', file: 'a.yaml', today: '2026-12-01', from })
  const error = await made.then(() => 'it was made', String)
  return error.replaceAll(from, name)
}

test.each([
  [
    'swagger: "2.0"\npaths: {}\n',
    'given.yaml#/swagger: is Swagger 2.0. Convert it to OpenAPI 3 first',
  ],
  [
    'openapi: 3.2.0\npaths: {}\n',
    '#/openapi: "3.2.0" is not a version that is read here. Give a file of OpenAPI 3.0 or 3.1.',
  ],
  ['paths: {}\n', '#/openapi: nothing is not a version that is read here.'],
  ['- a\n', '#: is not an OpenAPI file.'],
  [
    HEAD,
    '#/paths: is missing, so there is nothing to serve. Give the file that has the operations.',
  ],
  [
    `${HEAD}paths: { /a: { $ref: 'a.yaml' } }\n`,
    '#/paths/~1a: reference "a.yaml" leaves the file. Bundle it into one first, say with "redocly bundle".',
  ],
  [`${HEAD}paths: [\n`, 'given.yaml: not readable as YAML'],
])('%j', async (text, message) => {
  expect(await refusal(text)).toContain(message)
})

test('JSON that breaks off is told as well', async () => {
  expect(await refusal('{ "openapi": ', 'given.json')).toContain('given.json: not readable as JSON')
})

test.each([
  ['a schema that refers to itself alone', 'A: { $ref: "#/components/schemas/A" }'],
  [
    'schemas that contain each other',
    'A: { type: object, required: [b], properties: { b: { $ref: "#/components/schemas/B" } } }\n    B: { type: object, required: [a], properties: { a: { $ref: "#/components/schemas/A" } } }',
  ],
  [
    'a reference that leads nowhere',
    'A: { type: object, properties: { id: { $ref: "#/components/schemas/None" } } }',
  ],
  ['a type that there is not', 'A: { type: file, properties: { id: { type: any } } }'],
  [
    'words of another version',
    'A: { type: object, required: true, exclusiveMinimum: true, minLength: "1", properties: { id: { type: string, required: true, pattern: "[" } } }',
  ],
])('what is odd is made the best of: %s', async (_, schema) => {
  const answer =
    '{ "200": { description: A, content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } } }'
  const paths = `paths:\n  /a:\n    get: { responses: ${answer} }\n    post: { responses: ${answer} }\n`
  expect(await refusal(`${HEAD}${paths}components:\n  schemas:\n    ${schema}\n`)).toBe(
    'it was made',
  )
})
