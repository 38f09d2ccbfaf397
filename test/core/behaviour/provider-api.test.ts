/** What a provider's module works with, tried by modules beside a copy of Acme's spec. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createSandbox } from '../../../mocks/index.ts'
import { createAcme, KEY, read, toInit, writeAcme } from '../../fixtures/acme-sandbox.ts'

const at = (path: string) => pathToFileURL(join(import.meta.dirname, '../../..', path)).href
const ACME = at('test/fixtures/acme.ts')
const API = at('mocks/provider.ts')

/** Acme, whose `GET /ping` runs the body of a function, which may take names from its context. */
async function ping(body: string, options: Parameters<typeof createAcme>[0] = {}) {
  const spec = writeAcme('      x-behaviour: example\n', '      x-behaviour: ping.answer\n')
  const answer = `defineBehaviour('ping.answer', (context) => { ${body} })`
  writeFileSync(
    spec.replace('.yaml', '.ts'),
    `import { defineBehaviour } from '${API}'
     export * as acme from '${ACME}'
     export const answer = ${answer}\n`,
  )
  const { api, sandbox } = await createAcme({ spec, strict: false, ...options })
  const said = await api.get('/ping')
  sandboxes.set(said, sandbox)
  return said
}

const sandboxes = new WeakMap<Response, Awaited<ReturnType<typeof createAcme>>['sandbox']>()

function sandboxOf(answer: Response) {
  return sandboxes.get(answer)!
}

test('collects definitions by themselves, in lists, and out of modules', async () => {
  const answer = await ping(`return { status: 200, body: { pong: true } }`)
  expect((await read(answer)).body).toEqual({ pong: true })
})

test('refuses with a hint, in place of the one in the spec', async () => {
  const answer = await ping(`return context.refuse('creationFailed', {}, { hint: 'Not today.' })`)
  expect(answer.status).toBe(403)
  expect(answer.headers.get('x-ensayo-hint')).toBe('Not today.')
})

test('refuses in the name of a quirk, which header and hint then name', async () => {
  const answer = await ping(
    `return context.refuse('duplicateCode', {}, { quirk: 'acme.session.life', status: 403 })`,
  )
  expect(await read(answer)).toEqual({ status: 403, body: { error: 'codigo_repetido' } })
  expect(answer.headers.get('x-ensayo-quirk')).toContain('acme.session.life')
})

test('a refusal that nobody returns is the answer all the same, and what came before it stays', async () => {
  const answer = await ping(
    `const { collection, refuse } = context
     collection('trace').insert({ id: 'before' })
     refuse('duplicateCode', {}, { hint: 'Said once.' })
     collection('trace').insert({ id: 'after' })
     return { status: 200, body: { pong: true } }`,
  )
  expect(answer.headers.get('x-ensayo-hint')).toBe('Said once.')
  expect(await read(answer)).toEqual({ status: 409, body: { error: 'codigo_repetido' } })
  const { store } = await sandboxOf(answer).engine.snapshot()
  expect(store.default?.['acme/trace']).toEqual([{ id: 'before' }])
})

test('refuses with the body of another', async () => {
  const answer = await ping(
    `return context.refuse('duplicateCode', {}, { status: 422, body: { own: true } })`,
  )
  expect(await read(answer)).toEqual({ status: 422, body: { own: true } })
})

test('says what a request leaves out, as its schema has it', async () => {
  const spec = writeAcme(/ {6}x-behaviour: session.open\n/, '      x-behaviour: session.show\n')
  const text = readFileSync(spec, 'utf8').replace(
    'device: { type: string, maxLength: 20 }',
    'device: { type: string, maxLength: 20, default: phone }\n        place: { type: object, properties: { city: { type: string, default: Cali } } }\n        tags: { type: array, default: [a] }',
  )
  writeFileSync(
    spec,
    text.replace(
      '    post:\n      operationId: openSession',
      '    post:\n      parameters: [{ name: page, in: query, schema: { type: integer, default: 3 } }]\n      operationId: openSession',
    ),
  )
  writeFileSync(
    spec.replace('.yaml', '.ts'),
    `import { defineBehaviour } from '${API}'
     export const show = defineBehaviour('session.show', ({ request }) => ({ status: 201, body: { body: request.body, query: request.query } }))
     export const others = ['login.show'].map((name) => defineBehaviour(name, () => ({ status: 200 })))
     export { recallWidget } from '${ACME}'\n`,
  )
  const sandbox = await createSandbox({ providers: [spec as 'acme'] })
  onTestFinished(() => sandbox.close())
  const key = { 'x-acme-key': KEY }
  const show = async (path: string, body?: unknown) =>
    (await read(await sandbox.acme.fetch(path, toInit('POST', body, key)))).body
  const filled = { device: 'phone', tags: ['a'] }
  expect(await show('/sessions', {})).toEqual({ body: filled, query: { page: '3' } })
  expect(await show('/sessions?page=1', { place: {}, device: 'x' })).toEqual({
    body: { ...filled, device: 'x', place: { city: 'Cali' } },
    query: { page: '1' },
  })
  expect(await show('/sessions')).toEqual({ query: { page: '3' } })
  const [entry] = await sandbox.requests({ operationId: 'openSession' })
  expect(entry?.request.body).toBe('{}')
})

const CHOICE = `context.quirk.choose('acme.session.life', { 'one-hour': 1, 'fifteen-minutes': 2 })`

test.each([
  ['one-hour', 1],
  ['fifteen-minutes', 2],
])('chooses by the active variant %s', async (variant, chosen) => {
  const answer = await ping(`return { status: 200, body: { chosen: ${CHOICE} } }`, {
    variants: { 'acme.session.life': variant },
  })
  expect((await read(answer)).body).toEqual({ chosen })
})

test('chooses something else where no variant is named', async () => {
  const answer = await ping(
    `return { status: 200, body: { chosen: context.quirk.choose('acme.session.life', {}, 'else') } }`,
  )
  expect((await read(answer)).body).toEqual({ chosen: 'else' })
})

test.each([
  [`{ 'one-hours': 1 }`, 'one-hours'],
  [`{ 'fifteen-minutes': 2 }`, 'nothing is chosen for variant "one-hour"'],
])('does not choose from %s', async (choices, message) => {
  const answer = await ping(
    `try { context.quirk.choose('acme.session.life', ${choices}) }
     catch (error) { return { status: 200, body: { error: error.message } } }
     return { status: 200, body: {} }`,
  )
  expect((await read(answer)).body).toMatchObject({ error: expect.stringContaining(message) })
})

test('a timer hands a reaction its record, and does nothing once that cannot change so', async () => {
  const spec = writeAcme('    x-behaviour: widget.recall\n', '    x-behaviour: widget.remember\n')
  writeFileSync(
    spec.replace('.yaml', '.ts'),
    `import { defineReaction } from '${API}'
     export * as acme from '${ACME}'
     export const lists = [defineReaction('widget.remember', ({ payload, record, collection, after }) => {
       collection('memory').insert({ id: payload.code + (payload.again ? '-again' : ''), state: record.state })
       if (!payload.again) after(1000, 'widget.remember', { code: payload.code, again: true })
       return record
     })]\n`,
  )
  const { api, sandbox, clock } = await createAcme({ spec })
  const remembered = async () => {
    const { store } = await sandbox.engine.snapshot()
    return (store.default?.['acme/memory'] ?? []).map(({ id }) => id)
  }
  const ship = async (code: string) => {
    const { widgetId } = await api.widget({ code, color: 'red' })
    await clock.advance('PT6S')
    await sandbox.trigger('acme.widget.ship', { widgetId })
    await sandbox.trigger('acme.widget.recall', { code })
    return widgetId
  }
  await ship('K-1')
  await clock.advance('PT1S')
  expect(await remembered()).toEqual(['K-1', 'K-1-again'])
  const gone = await ship('G-1')
  await api.delete(`/widgets/${gone}`)
  await clock.advance('PT1S')
  expect(await remembered()).toEqual(['K-1', 'K-1-again', 'G-1'])
})
