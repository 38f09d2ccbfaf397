import { expect, test } from 'vitest'
import { connect, createAcme, KEY, read, toInit } from '../../fixtures/acme-sandbox.ts'

const gold = { properties: { body: { properties: { color: { const: 'gold' } } } } }
const conflict = { status: 409, body: { error: 'agotado', color: 'gold' } }
const offSpec = { status: 299, headers: { 'x-a': 'b' }, body: { anything: true } }

test('answers instead of the behaviour where its predicate holds', async () => {
  const { sandbox, api } = await createAcme()
  const stub = { operationId: 'createWidget', match: gold, answer: conflict }
  expect(sandbox.engine.addStub('default', stub)).toMatchObject({ id: 'stb_1', provider: 'acme' })
  const stubbed = await api.post('/widgets', { color: 'gold' })
  expect(stubbed.headers.get('x-ensayo-stub')).toBe('stb_1')
  expect(await read(stubbed)).toEqual(conflict)
  expect((await api.post('/widgets', { name: 'Silla', color: 'red' })).status).toBe(201)
  const entries = await sandbox.requests({ operationId: 'createWidget' })
  expect(entries.map(({ stub }) => stub)).toEqual(['stb_1', undefined])
  expect(sandbox.engine.stubs('default')).toMatchObject([{ seen: 1, acted: 1 }])
})

test('answers before validation, but not a stranger, unless told otherwise', async () => {
  const { sandbox, api, fetch } = await createAcme()
  const { engine } = sandbox
  engine.addStub('default', { operationId: 'createWidget', answer: conflict })
  expect((await fetch('/widgets', toInit('POST', {}))).status).toBe(401)
  expect((await api.post('/widgets', { price: 'text' })).status).toBe(409)
  engine.clearStubs('default')
  engine.addStub('default', {
    operationId: 'createWidget',
    before: 'authentication',
    answer: conflict,
  })
  expect((await fetch('/widgets', toInit('POST', {}))).status).toBe(409)
  engine.clearStubs('default')
  engine.addStub('default', { operationId: 'createWidget', before: 'behaviour', answer: conflict })
  expect((await api.post('/widgets', { name: 'Silla', price: 'text' })).status).toBe(400)
  expect((await api.post('/widgets', { name: 'Silla' })).status).toBe(409)
})

test('matches path parameters, query and headers', async () => {
  const { sandbox, api } = await createAcme()
  const match = {
    properties: {
      params: { properties: { widgetId: { const: 'w-1' } } },
      headers: { properties: { 'x-special': { const: 'yes' } } },
    },
  }
  sandbox.engine.addStub('default', {
    operationId: 'getLabel',
    match,
    answer: offSpec,
    offSpec: true,
  })
  const answer = await api.get('/widgets/w-1/label', { 'x-special': 'yes' })
  expect(answer.headers.get('x-a')).toBe('b')
  expect(await read(answer)).toEqual({ status: 299, body: { anything: true } })
  expect((await api.get('/widgets/w-1/label')).status).toBe(404)
  expect((await api.get('/widgets/w-2/label', { 'x-special': 'yes' })).status).toBe(404)
})

test('may depart from the spec when it says so, in strict mode as well', async () => {
  const { sandbox, api, log } = await createAcme({ strict: true })
  sandbox.engine.addStub('default', { operationId: 'ping', answer: offSpec, offSpec: true })
  expect((await api.get('/ping')).status).toBe(299)
  expect(log).toEqual([])
})

test('answers an error of the provider’s', async () => {
  const { sandbox, api } = await createAcme()
  sandbox.engine.addStub('default', { operationId: 'ping', answer: { error: 'maintenance' } })
  expect(await read(await api.get('/ping'))).toEqual({
    status: 503,
    body: { title: 'En mantenimiento' },
  })
})

test('the newest that matches answers, as often as it was told', async () => {
  const { sandbox, fetch } = await createAcme()
  const add = (status: number, times?: number) =>
    sandbox.engine.addStub('default', {
      operationId: 'ping',
      answer: { status, body: {} },
      offSpec: true,
      ...(times === undefined ? {} : { times }),
    })
  add(291)
  add(292, 2)
  const statuses: number[] = []
  for (let call = 0; call < 3; call++) statuses.push((await fetch('/ping')).status)
  expect(statuses).toEqual([292, 292, 291])
})

test('keeps accounts apart, and forgets stubs at a reset', async () => {
  const { sandbox, api } = await createAcme()
  const other = await sandbox.account()
  const theirs = await connect(other)
  sandbox.engine.addStub(other.id, { operationId: 'createWidget', answer: conflict })
  expect((await api.post('/widgets', { name: 'Silla' })).status).toBe(201)
  expect((await theirs.post('/widgets', { name: 'Silla' })).status).toBe(409)
  await sandbox.reset()
  expect(sandbox.engine.stubs('default')).toEqual([])
})

test('shapes nothing of its answer by quirks, and a fault may still lose it', async () => {
  const { sandbox, fetch } = await createAcme({ variants: { 'acme.ping.trouble': 'cut' } })
  sandbox.engine.addStub('default', { operationId: 'ping', answer: { body: { pong: false } } })
  const key = { headers: { 'x-acme-key': KEY } }
  expect(await (await fetch('/ping', key)).json()).toEqual({ pong: false })
  sandbox.engine.addFault('default', { operationId: 'ping', kind: 'truncate' })
  await expect((await fetch('/ping', key)).text()).rejects.toThrow('terminated')
})

test('removes one by its id', async () => {
  const { sandbox, fetch } = await createAcme()
  sandbox.engine.addStub('default', { operationId: 'ping', answer: { body: { pong: false } } })
  sandbox.engine.removeStub('default', 'stb_1')
  expect(await (await fetch('/ping')).json()).toEqual({ pong: true })
  expect(() => sandbox.engine.removeStub('default', 'stb_1')).toThrow('There is none.')
})
