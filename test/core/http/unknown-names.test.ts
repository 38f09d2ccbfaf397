import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import type { ParsedRequest } from '#http/parse'
import { describeUnknownNames } from '#serve/unknown-names'
import { acmePath, createAcme, writeAcme } from '../../fixtures/acme-sandbox.ts'

const hintOf = (answer: Response) => answer.headers.get('x-ensayo-hint')

test('a query parameter that an operation does not have earns a hint, and the answer is as without', async () => {
  const { api } = await createAcme()
  await api.widget({ color: 'red' })
  const plain = await api.get('/widgets?color=red&stock=1')
  const answer = await api.get('/widgets?color=red&stock=1&colour=blue')
  expect(await answer.json()).toEqual(await plain.json())
  expect(hintOf(answer)).toBe(
    'The query parameter "colour" is unknown and was ignored. Did you mean "color"?',
  )
  expect(hintOf(plain)).toBeNull()
})

test('names what there is where no name is near', async () => {
  const { api } = await createAcme()
  expect(hintOf(await api.get('/widgets?zzzzzz=1'))).toMatch(
    /^The query parameter "zzzzzz" is unknown and was ignored\. There are: .*color/,
  )
})

test.each([
  [
    'of another case',
    { Price: 5 },
    'The key "Price" is unknown and was ignored. Did you mean "price"?',
  ],
  [
    'misspelt',
    { colour: 'red' },
    'The key "colour" is unknown and was ignored. Did you mean "color"?',
  ],
])('a key of the body %s earns a hint', async (_, fields, hint) => {
  const { api } = await createAcme()
  const answer = await api.post('/widgets', { name: 'Silla', ...fields })
  expect(answer.status).toBe(201)
  expect(hintOf(answer)).toBe(hint)
})

test.each([
  ['a key that is like none', { weight: 5 }],
  ['a key whose neighbour is there as well', { colour: 'red', color: 'red' }],
  ['keys of a field that takes anything', { extra: { nam: 1, colour: 2 } }],
  ['a short key', { cod: 1 }],
])('%s earns none', async (_, fields) => {
  const { api } = await createAcme()
  expect(hintOf(await api.post('/widgets', { name: 'Silla', ...fields }))).toBeNull()
})

test('a refusal says it after its own hint', async () => {
  const { api } = await createAcme({
    variants: { 'acme.widget.missing-name': 'documented-400' },
    strict: false,
  })
  const hint = hintOf(await api.post('/widgets', { NAME: 'Silla' }))
  expect(hint).toMatch(/^.+ The key "NAME" is unknown and was ignored\. Did you mean "name"\?$/)
})

test('a stranger learns nothing about the names', async () => {
  const { api, fetch } = await createAcme()
  expect((await fetch('/widgets?colour=red')).status).toBe(401)
  const hint = hintOf(await fetch('/widgets?colour=red'))
  expect(hint ?? '').not.toContain('colour')
  expect(hintOf(await api.get('/widgets?colour=red'))).toContain('colour')
})

test('keys are told in lists and behind references, and a schema may contain itself', async () => {
  const spec = writeAcme(
    '    CreateWidget:\n      type: object\n      properties:\n',
    `    CreateWidget:
      type: object
      properties:
        parts: { type: array, items: { allOf: [{ $ref: '#/components/schemas/CreateWidget' }] } }
`,
  )
  const { api } = await createAcme({ spec })
  const part = { name: 'Pata', parts: [{ name: 'Tornillo', PRICE: 1 }] }
  const answer = await api.post('/widgets', { name: 'Silla', parts: [part, part] })
  expect(hintOf(answer)).toBe(
    'The key "parts[].parts[].PRICE" is unknown and was ignored. Did you mean "price"?',
  )
})

test('a thousand unknown names, however long, are a short hint', async () => {
  const { api } = await createAcme()
  const names = Array.from({ length: 1000 }, (_, index) => `colour${index}`.padEnd(150, 'x'))
  const query = names.slice(0, 50).map((name) => `${name}=1`)
  const answer = await api.get(`/widgets?${query.join('&')}`)
  expect(hintOf(answer)!.length).toBeLessThan(2000)
  const keys = Object.fromEntries(names.map((name) => [name, 1]))
  expect((await api.post('/widgets', { name: 'Silla', ...keys })).status).toBe(201)
})

test('comparing names costs little, whatever the body', async () => {
  const spec = await loadSpec(acmePath)
  const operation = spec.operations.find(({ id }) => id === 'createWidget')!
  const element = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`pric${index}`.padEnd(99, 'e'), 1]),
  )
  for (const body of [element, Array.from({ length: 100 }, () => element)]) {
    const spent = { cells: 0 }
    const request = { query: {}, mediaType: 'application/json', body } as unknown as ParsedRequest
    describeUnknownNames(spec, operation, request, spent)
    expect(spent.cells).toBeLessThan(1_000_000)
  }
})
