import { expect, test } from 'vitest'
import { connect, createAcme, read, tick, toInit } from '../../fixtures/acme-sandbox.ts'
import { createFakeTime } from '../clock/fake-time.ts'

type Acme = Awaited<ReturnType<typeof createAcme>>

function add({ sandbox }: Acme, fault: Parameters<Acme['sandbox']['engine']['addFault']>[1]) {
  return sandbox.engine.addFault('default', fault)
}

async function countWidgets({ sandbox, api }: Acme): Promise<number> {
  sandbox.engine.clearFaults('default')
  return ((await (await api.get('/widgets')).json()) as { data: unknown[] }).data.length
}

test('answers an error of the spec before the behaviour: nothing happened', async () => {
  const acme = await createAcme()
  add(acme, { operationId: 'createWidget', kind: 'status', error: 'maintenance' })
  const answer = await acme.api.post('/widgets', { name: 'Silla' })
  expect(answer.headers.get('x-ensayo-fault')).toBe('flt_1=status')
  expect(answer.headers.get('retry-after')).toBe('120')
  expect(await read(answer)).toEqual({ status: 503, body: { title: 'En mantenimiento' } })
  expect(await countWidgets(acme)).toBe(0)
})

test('loses the answer after the behaviour: it happened', async () => {
  const acme = await createAcme()
  add(acme, { operationId: 'createWidget', kind: 'status', status: 500, when: 'after' })
  expect((await acme.api.post('/widgets', { name: 'Silla' })).status).toBe(500)
  expect(await countWidgets(acme)).toBe(1)
})

test.each([
  [{ status: 409 }, { status: 409, body: { error: 'agotado', color: 'gold' } }],
  [{ example: 'soldOut' }, { status: 409, body: { error: 'agotado', color: 'gold' } }],
  [{ status: 401 }, { status: 401, body: { error: 'falta_clave' } }],
  [{ status: 502 }, { status: 502, body: { error: 'fallo_interno' } }],
  [{}, { status: 500, body: { error: 'fallo_interno' } }],
  [
    { status: 418, body: ['té'] },
    { status: 418, body: ['té'] },
  ],
])('a status fault that says %j answers in the provider’s own shape', async (said, expected) => {
  const acme = await createAcme()
  add(acme, { operationId: 'acme.createWidget', kind: 'status', ...said })
  expect(await read(await acme.api.post('/widgets', {}))).toEqual(expected)
})

test('acts on every request of a provider, known or not, and on strangers', async () => {
  const acme = await createAcme()
  add(acme, { provider: 'acme', kind: 'status', status: 502 })
  for (const path of ['/ping', '/widgets', '/nowhere']) {
    expect((await acme.fetch(path)).status).toBe(502)
  }
})

test('acts on no other operation', async () => {
  const acme = await createAcme()
  add(acme, { operationId: 'createWidget', kind: 'reset' })
  expect((await acme.fetch('/ping')).status).toBe(200)
  expect((await acme.sandbox.requests({ operationId: 'ping' }))[0]).not.toHaveProperty('faults')
})

test('skips, then acts as often as it was told', async () => {
  const acme = await createAcme()
  add(acme, { operationId: 'ping', kind: 'status', status: 503, skip: 1, times: 2 })
  const statuses: number[] = []
  for (let call = 0; call < 5; call++) statuses.push((await acme.fetch('/ping')).status)
  expect(statuses).toEqual([200, 503, 503, 200, 200])
  expect(acme.sandbox.engine.faults('default')).toMatchObject([{ seen: 5, acted: 2 }])
})

test('acts by rate, the same way for the same seed and another for another', async () => {
  const draw = async (seed: string) => {
    const acme = await createAcme({ seed })
    add(acme, { operationId: 'ping', kind: 'status', status: 503, rate: 0.3 })
    const statuses: number[] = []
    for (let call = 0; call < 60; call++) statuses.push((await acme.fetch('/ping')).status)
    return statuses
  }
  const first = await draw('a')
  expect(await draw('a')).toEqual(first)
  expect(await draw('b')).not.toEqual(first)
  const failed = first.filter((status) => status === 503).length
  expect(failed).toBeGreaterThan(6)
  expect(failed).toBeLessThan(32)
})

test('acts where `match` holds alone', async () => {
  const acme = await createAcme()
  const match = { properties: { body: { properties: { color: { const: 'red' } } } } }
  add(acme, { operationId: 'createWidget', kind: 'status', status: 503, match })
  expect((await acme.api.post('/widgets', { name: 'Silla' })).status).toBe(201)
  expect((await acme.api.post('/widgets', { name: 'Silla', color: 'red' })).status).toBe(503)
})

test('resets a connection before the behaviour; the journal has no answer', async () => {
  const acme = await createAcme()
  add(acme, { operationId: 'createWidget', kind: 'reset' })
  await expect(acme.api.post('/widgets', { name: 'Silla' })).rejects.toThrow('connection reset')
  expect(await acme.sandbox.requests({ operationId: 'createWidget' })).toMatchObject([
    { response: { status: 0, body: '' }, faults: [{ id: 'flt_1', kind: 'reset', when: 'before' }] },
  ])
  expect(await countWidgets(acme)).toBe(0)
})

test('resets a connection after the behaviour; the journal has the answer that got lost', async () => {
  const acme = await createAcme()
  add(acme, { operationId: 'createWidget', kind: 'reset', when: 'after' })
  await expect(acme.api.post('/widgets', { name: 'Silla' })).rejects.toThrow('connection reset')
  expect(await acme.sandbox.requests({ operationId: 'createWidget' })).toMatchObject([
    { response: { status: 201 }, faults: [{ when: 'after' }] },
  ])
  expect(await countWidgets(acme)).toBe(1)
})

test('cuts a body in the middle', async () => {
  const acme = await createAcme()
  add(acme, { operationId: 'ping', kind: 'truncate' })
  const answer = await acme.fetch('/ping')
  expect(answer.headers.get('content-length')).toBe('13')
  const { value } = await answer.body!.getReader().read()
  expect(Buffer.from(value!).toString()).toBe('{"pong')
})

test('adds latencies up in real time, and another fault acts beside them', async () => {
  const real = createFakeTime()
  const acme = await createAcme({ real })
  add(acme, { operationId: 'ping', kind: 'latency', duration: 'PT2S' })
  add(acme, { operationId: 'ping', kind: 'status', status: 503 })
  add(acme, { operationId: 'ping', kind: 'status', status: 500 })
  add(acme, { operationId: 'ping', kind: 'latency', duration: 500 })
  let status = 0
  const answered = acme.fetch('/ping').then((answer) => {
    status = answer.status
  })
  await tick()
  real.pass(2_499)
  await tick()
  expect(status).toBe(0)
  real.pass(1)
  await answered
  expect(status).toBe(503)
  expect(real.pending()).toEqual([])
})

test('lets a latency pass when the account’s clock is moved over it', async () => {
  const real = createFakeTime()
  const acme = await createAcme({ real })
  add(acme, { operationId: 'ping', kind: 'latency', duration: 'PT30S' })
  const answered = acme.fetch('/ping')
  await tick()
  await acme.clock.advance('PT30S')
  expect((await answered).status).toBe(200)
  expect(real.pending()).toEqual([])
})

test('sends the headers at once and the body piece by piece', async () => {
  const real = createFakeTime()
  const acme = await createAcme({ real })
  add(acme, { operationId: 'ping', kind: 'slow', duration: 'PT10S' })
  const answer = await acme.fetch('/ping')
  expect(answer.status).toBe(200)
  let text = ''
  const ended = answer.text().then((whole) => {
    text = whole
  })
  for (let second = 0; second < 7; second++) {
    expect(text).toBe('')
    await tick()
    real.pass(1_000)
  }
  await ended
  expect(text).toBe('{"pong":true}')
})

test('leaves a client in silence for the time given, then breaks off', async () => {
  const real = createFakeTime()
  const acme = await createAcme({ real })
  add(acme, { operationId: 'ping', kind: 'timeout', duration: 'PT1M' })
  let failure: unknown
  const ended = acme.fetch('/ping').catch((error: unknown) => {
    failure = error
  })
  await tick()
  real.pass(59_999)
  await tick()
  expect(failure).toBeUndefined()
  real.pass(1)
  await ended
  expect(failure).toBeInstanceOf(TypeError)
})

test.each([
  { operationId: 'ping', kind: 'timeout' },
  { operationId: 'ping', kind: 'timeout', when: 'after' },
  { operationId: 'ping', kind: 'latency', duration: 'PT1H' },
] as const)('a client that aborts ends %j and its timer', async (fault) => {
  const real = createFakeTime()
  const acme = await createAcme({ real })
  add(acme, fault)
  const abort = new AbortController()
  const answered = acme.fetch('/ping', { signal: abort.signal })
  await tick()
  expect(real.pending()).toHaveLength(1)
  abort.abort(new Error('patience is over'))
  await expect(answered).rejects.toThrow('patience is over')
  expect(real.pending()).toEqual([])
})

test('a client that aborts ends a time-out that a quirk plays, and its timer', async () => {
  const real = createFakeTime()
  const { fetch } = await createAcme({ real, variants: { 'acme.ping.trouble': 'silent' } })
  const abort = new AbortController()
  const answered = fetch('/ping', { signal: abort.signal })
  await tick()
  abort.abort(new Error('patience is over'))
  await expect(answered).rejects.toThrow('patience is over')
  expect(real.pending()).toEqual([])
})

test('a client that aborts ends a delay on its account’s clock', async () => {
  const { fetch } = await createAcme({ variants: { 'acme.ping.trouble': 'slow' } })
  const abort = new AbortController()
  const answered = fetch('/ping', { signal: abort.signal })
  await tick()
  abort.abort(new Error('patience is over'))
  await expect(answered).rejects.toThrow('patience is over')
  await expect(fetch('/ping', { signal: abort.signal })).rejects.toThrow('patience is over')
})

test('delivers what a request caused though its answer never comes', async () => {
  const acme = await createAcme()
  add(acme, { operationId: 'openSession', kind: 'timeout', when: 'after' })
  const abort = new AbortController()
  const { sandbox, api } = acme
  const init = toInit('POST', { callback: sandbox.inbox.url }, api.headers)
  const answered = acme.fetch('/sessions', { ...init, signal: abort.signal })
  expect(await sandbox.inbox.next()).toMatchObject({ notification: 'sessionOpened' })
  abort.abort(new Error('gone'))
  await expect(answered).rejects.toThrow('gone')
})

test('keeps accounts apart, and forgets faults at a reset', async () => {
  const acme = await createAcme()
  const other = await acme.sandbox.account()
  const api = await connect(other)
  acme.sandbox.engine.addFault(other.id, {
    operationId: 'createWidget',
    kind: 'status',
    status: 503,
  })
  expect((await acme.api.post('/widgets', { name: 'Silla' })).status).toBe(201)
  expect((await api.post('/widgets', { name: 'Silla' })).status).toBe(503)
  expect(acme.sandbox.engine.faults('default')).toEqual([])
  await other.reset()
  expect(acme.sandbox.engine.faults(other.id)).toEqual([])
  const again = await connect(other)
  expect((await again.post('/widgets', { name: 'Silla' })).status).toBe(201)
})

test('a snapshot holds no faults, and loading one forgets those that there are', async () => {
  const acme = await createAcme()
  const snapshot = await acme.sandbox.engine.snapshot()
  add(acme, { operationId: 'ping', kind: 'reset' })
  await acme.sandbox.engine.restore(snapshot)
  expect((await acme.fetch('/ping')).status).toBe(200)
})

test('what is added and listed is a copy, as over the control API', async () => {
  const acme = await createAcme()
  const fault = add(acme, { operationId: 'ping', kind: 'status', status: 503 })
  Object.assign(fault, { status: 201 })
  Object.assign(acme.sandbox.engine.faults('default')[0]!, { kind: 'reset' })
  expect((await acme.fetch('/ping')).status).toBe(503)
  expect(fault).toMatchObject({ acted: 0 })
})

test('removes one by its id, or all', async () => {
  const acme = await createAcme()
  const { engine } = acme.sandbox
  for (let count = 0; count < 3; count++) add(acme, { operationId: 'ping', kind: 'reset' })
  engine.removeFault('default', 'flt_2')
  expect(engine.faults('default').map(({ id }) => id)).toEqual(['flt_1', 'flt_3'])
  expect(() => engine.removeFault('default', 'flt_2')).toThrow(
    'The account has no fault "flt_2". Did you mean',
  )
  engine.clearFaults('default')
  expect(engine.faults('default')).toEqual([])
})

test('refuses more faults than an account may have', async () => {
  const acme = await createAcme()
  for (let count = 0; count < 1_000; count++) add(acme, { operationId: 'ping', kind: 'reset' })
  expect(() => add(acme, { operationId: 'ping', kind: 'reset' })).toThrow('1000 faults')
})
