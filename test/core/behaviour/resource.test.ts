import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkSpecs } from '#dialect/check'
import { connect, createAcme, read, START, writeAcme } from '../../fixtures/acme-sandbox.ts'

test('stores the fields of a create, and fills in defaults, made and plausible values', async () => {
  const { api } = await createAcme()
  const made = await api.post('/widgets', { name: 'Silla', extra: { a: [null, 1.5] } })
  expect(await read(made)).toEqual({
    status: 201,
    body: {
      widgetId: expect.stringMatching(/^wdg_[a-z0-9]{12}$/),
      code: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/),
      number: 100,
      name: 'Silla',
      price: 0,
      stock: 1,
      maker: expect.stringMatching(/ /),
      madeOn: expect.stringMatching(/^2026-02-28T|^2026-03-01T/),
      extra: { a: [null, 1.5] },
      createdAt: '2026-03-01T12:00:00.000Z',
      createdMs: START,
      state: 'pending',
    },
  })
  expect(await api.widget()).toMatchObject({ number: 101 })
})

test('takes a generated field from the request where the request has it', async () => {
  const { api } = await createAcme()
  expect(await api.widget({ code: 'mine' })).toMatchObject({ code: 'mine' })
})

test('takes from a request neither read-only fields nor the state, nor what its schema does not list', async () => {
  const { api } = await createAcme()
  const made = await api.widget({
    widgetId: 'mine',
    number: 'x',
    state: 'shipped',
    maker: 7,
    nothing: 1,
  })
  expect(made).toMatchObject({ number: 100, state: 'pending', maker: expect.any(String) })
  expect(made.widgetId).toMatch(/^wdg_/)
  expect(made).not.toHaveProperty('nothing')
  const changes = { price: 3, state: 'shipped', widgetId: 'x', code: 'late', createdMs: 0 }
  const changed = await read(await api.patch(`/widgets/${made.widgetId}`, changes))
  expect(changed).toEqual({ status: 200, body: { ...made, price: 3 } })
})

test('reads, changes and forgets a record', async () => {
  const { api } = await createAcme()
  const made = await api.widget({ price: 2 })
  const path = `/widgets/${made.widgetId}`
  expect(await read(await api.get(path))).toEqual({ status: 200, body: made })
  expect(await read(await api.patch(path, { name: 'Mesa' }))).toMatchObject({
    status: 200,
    body: { name: 'Mesa', price: 2 },
  })
  expect(await read(await api.delete(path))).toEqual({ status: 204, body: undefined })
  const missing = { status: 404, body: { error: 'widget_no_existe', id: made.widgetId } }
  expect(await read(await api.get(path))).toEqual(missing)
  expect(await read(await api.patch(path, { name: 'Mesa' }))).toEqual(missing)
  expect(await read(await api.delete(path))).toEqual(missing)
})

test('lists records in the order they were made, narrowed by text and by number', async () => {
  const { api } = await createAcme()
  const red = await api.widget({ color: 'red', stock: 3 })
  const green = await api.widget({ color: 'green', stock: 3 })
  const plain = await api.widget()
  const list = async (query: string) => (await read(await api.get(`/widgets${query}`))).body
  expect(await list('')).toEqual({ data: [red, green, plain] })
  expect(await list('?color=red')).toEqual({ data: [red] })
  expect(await list('?stock=3')).toEqual({ data: [red, green] })
  expect(await list('?stock=3&color=green')).toEqual({ data: [green] })
  expect(await list('?color=gold')).toEqual({ data: [] })
})

test('keeps ids that are numbers as numbers', async () => {
  const { api } = await createAcme()
  const made = await read(await api.post('/endpoints', { url: 'http://shop/hook' }))
  expect(made).toEqual({
    status: 200,
    body: {
      id: 1000,
      url: 'http://shop/hook',
      events: ['*'],
      secret: expect.stringMatching(/^[0-9a-f]{32}$/),
    },
  })
  expect(await read(await api.delete('/endpoints/1000'))).toEqual({ status: 200, body: {} })
  expect(await read(await api.delete('/endpoints/1000'))).toMatchObject({ status: 404 })
})

test('answers the example that the operation names, or the first', async () => {
  const { api, fetch } = await createAcme()
  expect(await read(await api.get('/widgets/search?q=a'))).toEqual({
    status: 200,
    body: { hits: [] },
  })
  expect(await read(await fetch('/ping'))).toEqual({ status: 200, body: { pong: true } })
})

test('shows an account nothing of another', async () => {
  const { api, sandbox } = await createAcme()
  const { widgetId } = await api.widget()
  const other = await connect(await sandbox.account())
  expect((await other.get(`/widgets/${widgetId}`)).status).toBe(404)
  expect((await other.delete(`/widgets/${widgetId}`)).status).toBe(404)
  expect(await read(await other.get('/widgets'))).toMatchObject({ body: { data: [] } })
  expect((await api.get(`/widgets/${widgetId}`)).status).toBe(200)
})

test('a list narrowed by bounds and by instants, of which a date is its whole day', async () => {
  const { api: before, sandbox } = await createAcme()
  for (const stock of [1, 2]) await before.widget({ stock })
  await sandbox.clock.advance('PT12H')
  const api = await connect(sandbox)
  await api.widget({ stock: 3 })
  const list = async (query: string) => {
    const { data } = (await read(await api.get(`/widgets${query}`))).body as {
      data: { stock: number }[]
    }
    return data.map(({ stock }) => stock)
  }
  expect(await list('?stock_min=2')).toEqual([2, 3])
  expect(await list('?stock_max=2')).toEqual([1, 2])
  expect(await list('?stock_min=2&stock_max=2')).toEqual([2])
  expect(await list('?created=2026-03-01')).toEqual([1, 2])
  expect(await list('?created=2026-03-02')).toEqual([3])
  expect(await list('?created=2026-03-01T12:00:00Z')).toEqual([1, 2])
  expect(await list('?created=2026-03-01T12:00:01Z')).toEqual([])
  expect(await list('?created_until=2026-03-01')).toEqual([1, 2])
  expect(await list('?created_until=2026-03-01T23:59:59Z')).toEqual([1, 2])
  expect(await list('?created_until=2026-03-02T00:00:00Z')).toEqual([1, 2, 3])
  expect(await list('?created=never')).toEqual([])
})

test('keeps what is write-only, and never shows it: in no answer, list or notification', async () => {
  const spec = writeAcme(
    '        shelf: { type: string, x-public: A place in the warehouse, description: Where it lies }\n',
    "        pin: { type: string }\n        card: { $ref: '#/components/schemas/Card' }\n",
  )
  const text = readFileSync(spec, 'utf8')
    .replace(
      '        name: { type: string }\n        price: { type: number, default: 0 }',
      "        name: { type: string }\n        pin: { type: string, writeOnly: true }\n        card: { $ref: '#/components/schemas/Card' }\n        price: { type: number, default: 0 }",
    )
    .replace('      required: [widgetId, code,', '      required: [pin, widgetId, code,')
    .replace(
      '    Endpoint:\n',
      '    Card: { type: object, required: [cvc], properties: { cvc: { type: string, writeOnly: true }, last4: { type: string } } }\n    Endpoint:\n',
    )
    .replace(
      '{ widgetId: { type: string }, state: { type: string }, price: { type: number } }',
      "{ widgetId: { type: string }, pin: { type: string, writeOnly: true }, card: { $ref: '#/components/schemas/Card' } }",
    )
  writeFileSync(spec, text)
  expect(await checkSpecs([spec])).toEqual([])
  const { api, sandbox, clock } = await createAcme({ spec })
  const account = await sandbox.inbox
  await api.post('/endpoints', { url: account.url })
  const made = await api.widget({ pin: '1234', card: { cvc: '999', last4: '4242' } })
  expect(made).toMatchObject({ card: { last4: '4242' } })
  expect(made).not.toHaveProperty('pin')
  expect(made.card).toEqual({ last4: '4242' })
  expect(await read(await api.get('/widgets'))).toMatchObject({ body: { data: [made] } })
  expect(await read(await api.get(`/widgets/${made.widgetId}`))).toMatchObject({ body: made })
  await clock.advance('PT6S')
  await sandbox.trigger('acme.widget.ship', { widgetId: made.widgetId })
  const { body } = await account.next()
  expect(body).toEqual({ widgetId: made.widgetId, card: { last4: '4242' } })
  const { store } = await sandbox.engine.snapshot()
  expect(store.default?.['acme/widget']).toMatchObject([{ pin: '1234', card: { cvc: '999' } }])
})

test('a behaviour’s own answer that shows what is write-only is a fault of its spec', async () => {
  const spec = writeAcme(
    '{ pong: { type: boolean } }, required: [pong] }',
    '{ pong: { type: boolean, writeOnly: true } } }',
  )
  const findings = await checkSpecs([spec])
  expect(findings.map(({ pointer, message }) => `${pointer}: ${message}`)).toEqual([
    '/paths/~1ping/get/responses/200: example "default" does not fit its schema: /pong is writeOnly, so no answer shows it.',
  ])
  const { api } = await createAcme({ spec })
  expect(await read(await api.get('/ping'))).toMatchObject({
    status: 500,
    body: { ensayo: { message: expect.stringContaining('/pong is writeOnly') } },
  })
})

test('a request need not carry what is read-only, though its schema requires it of answers', async () => {
  const spec = writeAcme(
    "schema: { $ref: '#/components/schemas/CreateWidget' } }",
    "schema: { $ref: '#/components/schemas/Widget' } }",
  )
  const { api } = await createAcme({ spec })
  const answer = await api.post('/widgets', { code: 'a', maker: 'b', state: 'pending', name: 'c' })
  expect(await read(answer)).toMatchObject({ status: 201, body: { code: 'a', number: 100 } })
  expect(await read(await api.post('/widgets', { name: 'c' }))).toMatchObject({
    status: 400,
    body: { details: [{ at: '/body/code' }, { at: '/body/maker' }, { at: '/body/state' }] },
  })
})

test('knows the properties of the parts of an `allOf`', async () => {
  const spec = writeAcme(
    '        state: { type: string, enum: [pending, active, shipped, retired, expired] }\n      required: [widgetId, code, number, maker, createdAt, state]\n      additionalProperties: false',
    "      allOf: [{ $ref: '#/components/schemas/Stated' }]",
  )
  const stated =
    '    Stated: { type: object, required: [state], properties: { state: { type: string }, shape: { type: string, default: round } } }\n'
  writeFileSync(
    spec,
    readFileSync(spec, 'utf8').replace('    Endpoint:\n', `${stated}    Endpoint:\n`),
  )
  const { api } = await createAcme({ spec })
  expect(await api.widget()).toMatchObject({ state: 'pending', shape: 'round', number: 100 })
})
