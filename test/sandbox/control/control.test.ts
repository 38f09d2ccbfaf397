import { expect, test } from 'vitest'
import { createControl } from '#control/control'
import { createFakeEngine, delivery, entry, snapshot } from './fake-engine.ts'

const QUIRK = 'acme.create.missing-callback'

function createApi(engine = createFakeEngine()) {
  const app = createControl(engine)
  const send = async (method: string, path: string, body?: unknown) => {
    const response = await app.request(`/_ensayo${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  return { engine, app, send, get: (path: string) => send('GET', path) }
}

test('tells version, base URLs and credentials', async () => {
  const { engine, get } = createApi()
  expect(await get('/health')).toEqual({ status: 200, body: engine.health() })
})

test('shows a quirk with its variants, and which one is active', async () => {
  const { body } = await createApi().get(`/quirks/${QUIRK}`)
  expect(body).toMatchObject({
    id: QUIRK,
    active: 'reject-403',
    variants: [
      { name: 'reject-403', isDefault: true, isActive: true, evidence: 'documented' },
      { name: 'accept', isDefault: false, isActive: false, evidence: 'client' },
    ],
  })
})

test('switches a variant and answers the quirk as it is now', async () => {
  const { send, get } = createApi()
  const answer = await send('PATCH', `/quirks/${QUIRK}`, { variant: 'accept' })
  expect(answer).toMatchObject({ status: 200, body: { active: 'accept' } })
  expect(await get('/quirks')).toMatchObject({ body: [{ active: 'accept' }] })
})

test('names the quirk that was meant', async () => {
  expect(await createApi().get('/quirks/acme.create.mising-callback')).toEqual({
    status: 404,
    body: {
      ensayo: {
        code: 'QUIRK_UNKNOWN',
        message: `No quirk "acme.create.mising-callback". Did you mean "${QUIRK}"? See "ensayo list quirks".`,
      },
    },
  })
})

test.each([
  [
    'PATCH',
    `/quirks/${QUIRK}`,
    { varient: 'accept' },
    'field "varient" is not known. Did you mean "variant"? It takes: variant.',
  ],
  [
    'PATCH',
    `/quirks/${QUIRK}`,
    {},
    'field "variant" is missing. Send JSON like {"variant":"accept"}.',
  ],
  [
    'PATCH',
    `/quirks/${QUIRK}`,
    { variant: 7 },
    'field "variant" must be string. Send JSON like {"variant":"accept"}.',
  ],
  [
    'PATCH',
    `/quirks/${QUIRK}`,
    undefined,
    'the body is missing. Send JSON like {"variant":"accept"}.',
  ],
  [
    'POST',
    '/clock/advance',
    { by: true },
    'field "by" must be string or integer. Send JSON like {"by":"PT6M"}.',
  ],
  [
    'POST',
    '/clock/advance',
    { by: '6m' },
    'field "by" is "6m". Give a duration like "PT6M", or milliseconds.',
  ],
  ['POST', '/clock/advance', { by: -1 }, 'field "by" must be >= 0'],
  ['PUT', '/clock', {}, 'the body must not be empty. Send JSON like {"frozen":true}.'],
  [
    'PUT',
    '/clock',
    { instant: 'noon' },
    'field "instant" is "noon". Give an instant like "2026-11-20T12:00:00Z".',
  ],
  [
    'PUT',
    '/clock',
    { frozen: true, rate: 2 },
    'field "frozen" contradicts field "rate". Send one of them.',
  ],
  ['POST', '/accounts', { id: 7 }, 'field "id" must be string'],
  ['PUT', '/snapshot', { ...snapshot, version: 'two' }, 'field "version" must be integer'],
  ['POST', '/requests/verify', { count: '1' }, 'field "count" must be integer.'],
  ['POST', '/webhooks/dlv_1/resend', { now: true }, 'it takes no body. Leave the body out.'],
  [
    'GET',
    '/requests?status=ok',
    undefined,
    'query "status" is "ok". Give a whole number, 0 to 599.',
  ],
  ['GET', '/requests?stauts=1', undefined, 'query "stauts" is not known. Did you mean "status"?'],
  ['GET', '/requests?status=200&status=201', undefined, 'query "status" is there twice.'],
  [
    'GET',
    '/webhooks?status=sent',
    undefined,
    'query "status" is "sent". Give one of pending, delivered, failed, withheld, dropped, collected.',
  ],
  ['GET', '/health?verbose=1', undefined, 'query "verbose" is not known. It takes none.'],
])('refuses %s %s with %j and names the field', async (method, path, body, message) => {
  const answer = await createApi().send(method, path, body)
  expect(answer).toMatchObject({ status: 422, body: { ensayo: { code: 'CONTROL_INVALID' } } })
  expect(answer.body.ensayo.message).toContain(message)
})

test('says that a body is not JSON', async () => {
  const { app } = createApi()
  const response = await app.request('/_ensayo/reset', { method: 'POST', body: '{"account":' })
  expect(response.status).toBe(422)
  const message = expect.stringMatching(/^POST \/_ensayo\/reset: the body is not JSON: /)
  expect(await response.json()).toEqual({ ensayo: { code: 'CONTROL_INVALID', message } })
})

test.each([
  ['GET', '/quirk', 'GET /_ensayo/quirks'],
  ['POST', '/clock/advanced', 'POST /_ensayo/clock/advance'],
  ['GET', '/inbox/default/hooks', 'GET /_ensayo/inbox/{account}'],
])('answers %s %s with the nearest route', async (method, path, nearest) => {
  const { status, body } = await createApi().send(method, path)
  expect(status).toBe(404)
  expect(body.ensayo.message).toContain(
    `No control route matches ${method} /_ensayo${path}. Nearest: ${nearest},`,
  )
})

test.each([
  ['DELETE', '/health', 'GET, HEAD'],
  ['DELETE', '/accounts', 'GET, HEAD, POST'],
  ['PUT', '/events', 'GET, HEAD'],
  ['POST', '/metrics', 'GET, HEAD'],
  ['DELETE', '/nowhere', undefined],
])(
  'answers %s %s with the methods of exactly that path, if it has any',
  async (method, path, allow) => {
    const answer = await createApi().app.request(`/_ensayo${path}`, { method })
    expect(answer.headers.get('allow')).toBe(allow ?? null)
    expect(answer.status).toBe(allow === undefined ? 404 : 405)
  },
)

test('hands the arguments of a trigger on, and answers {} when it says nothing', async () => {
  const { engine, send } = createApi()
  const answer = await send('POST', '/triggers/acme/widget.break', { id: 'w1' })
  expect(answer).toEqual({ status: 200, body: {} })
  expect(engine.calls).toEqual([['trigger', 'default', 'acme.widget.break', { id: 'w1' }]])
})

test('shows a trigger with the source that its spec gives', async () => {
  const { body } = await createApi().get('/triggers')
  expect(body[0]).toMatchObject({ name: 'acme.widget.break', source: { evidence: 'documented' } })
})

test('makes an account and fills its credentials into the variables', async () => {
  const { send } = createApi()
  expect(await send('POST', '/accounts', { id: 'checkout-test' })).toMatchObject({
    status: 201,
    body: {
      id: 'checkout-test',
      inboxUrl: 'http://localhost/_ensayo/inbox/checkout-test',
      providers: {
        acme: { env: { ACME_BASE_URL: 'http://localhost/acme', ACME_API_KEY: 'key-1' } },
      },
    },
  })
})

test('filters the journal', async () => {
  const { get } = createApi()
  expect((await get('/requests?limit=1')).body).toMatchObject([{ id: 'req_2' }])
  expect((await get('/requests?method=GET')).body).toEqual([])
  expect((await get('/requests?status=403')).body).toHaveLength(2)
  expect((await get('/requests/req_1')).body).toEqual(JSON.parse(JSON.stringify(entry)))
})

test.each([
  [{}, true, '2 matched; expected at least 1.'],
  [{ method: 'GET' }, false, '0 matched; expected at least 1.'],
  [{ count: 2 }, true, '2 matched; expected exactly 2.'],
  [{ count: 1 }, false, '2 matched; expected exactly 1.'],
  [{ method: 'GET', count: 0 }, true, '0 matched; expected exactly 0.'],
  [{ atLeast: 2 }, true, '2 matched; expected at least 2.'],
  [{ atLeast: 3 }, false, '2 matched; expected at least 3.'],
  [{ atMost: 2 }, true, '2 matched; expected at most 2.'],
  [{ atMost: 1 }, false, '2 matched; expected at most 1.'],
  [{ atLeast: 1, atMost: 3 }, true, '2 matched; expected 1 to 3.'],
])('verifies %j: %s', async (body, ok, message) => {
  expect(await createApi().send('POST', '/requests/verify', body)).toMatchObject({
    status: 200,
    body: { ok, message },
  })
})

test('moves, freezes, sets and runs the clock', async () => {
  const { send } = createApi()
  expect((await send('POST', '/clock/advance', { by: 'PT6M' })).body).toEqual({
    now: Date.UTC(2026, 10, 20, 12, 6),
    instant: '2026-11-20T12:06:00.000Z',
    rate: 1,
    frozen: false,
    ran: { timers: 1, deliveries: 2 },
  })
  expect((await send('PUT', '/clock', { frozen: true })).body).toMatchObject({ frozen: true })
  expect((await send('PUT', '/clock', { frozen: false })).body).toMatchObject({ rate: 1 })
  expect((await send('PUT', '/clock', { rate: 60 })).body).toMatchObject({ rate: 60 })
  expect((await send('PUT', '/clock', { frozen: false })).body).toMatchObject({ rate: 60 })
  const instant = '2026-01-01T00:00:00.000Z'
  expect((await send('PUT', '/clock', { instant, rate: 0 })).body).toMatchObject({
    instant,
    frozen: true,
  })
})

test('knows no other account than those that were made', async () => {
  expect(await createApi().get('/clock?account=nobody')).toMatchObject({
    status: 404,
    body: { ensayo: { code: 'ACCOUNT_UNKNOWN' } },
  })
})

test('lists deliveries, sends one again, and says which one it does not know', async () => {
  const { engine, send, get } = createApi()
  await get('/webhooks?status=failed&limit=3')
  expect(engine.calls).toEqual([['deliveries', 'default', { status: 'failed', limit: 3 }]])
  expect((await send('POST', '/webhooks/dlv_1/resend')).body).toMatchObject({ id: delivery.id })
  expect((await send('POST', '/webhooks/dlv_9/resend')).status).toBe(404)
})

test('takes a snapshot, goes back to one, and resets', async () => {
  const { engine, send, get } = createApi()
  expect((await get('/snapshot')).body).toEqual(snapshot)
  expect(await send('PUT', '/snapshot', snapshot)).toEqual({ status: 204, body: undefined })
  expect(await send('POST', '/reset')).toEqual({ status: 204, body: undefined })
  expect(await send('POST', '/reset', { account: 'default' })).toMatchObject({ status: 204 })
  expect(engine.calls).toEqual([
    ['restore', snapshot],
    ['reset', undefined],
    ['reset', 'default'],
  ])
})

test('answers a fault of the engine in our shape', async () => {
  const engine = createFakeEngine({
    clock: () => {
      throw new TypeError('x is not a function')
    },
  })
  expect(await createApi(engine).get('/clock')).toEqual({
    status: 500,
    body: { ensayo: { code: 'INTERNAL', message: 'Control API: x is not a function' } },
  })
})
