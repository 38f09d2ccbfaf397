import { expect, test } from 'vitest'
import { SAMPLES } from '#types/samples/cobru'
import { type Alter, recordAndReplay, toShort, type Upstream } from './upstream.ts'

const NEW = { ...SAMPLES.createPayment, payment_method_enabled: '{"pse":true, "breb":true}' }

/** Everything that goes by itself: a token, a payment, what is wrong, a withdrawal on its way. */
async function flow({ send, credentials, advance }: Upstream): Promise<void> {
  const key = { 'x-api-key': credentials.apiKey! }
  await send('POST', '/token/refresh/', { refresh: 'not-the-token' }, key)
  const { access } = await send(
    'POST',
    '/token/refresh/',
    { refresh: credentials.refreshToken },
    key,
  )
  const own = { ...key, authorization: `Bearer ${access}` }
  const { callback: _, ...incomplete } = NEW
  await send('POST', '/cobru/', incomplete, own)
  await advance('PT2S')
  const payment = await send('POST', '/cobru/', NEW, own)
  const slug = payment.url ?? payment.slug
  await send('GET', `/cobru_detail/${slug}`, undefined, own)
  await send('GET', '/cobru_detail/nowhere0', undefined, own)
  await send('GET', `/cobru_detail/${slug}`, undefined, key)
  const withdrawal = {
    amount: 20000,
    callback: 'https://yourapp.com/callback',
    description: 'Retiro',
    account_holder_name: 'Ana Ensayo',
    account_type: 8,
    key_value: '@LLAVE7984',
  }
  await send('POST', '/withdraw/co/', withdrawal, own)
  for (const by of ['PT20S', 'PT20S', 'PT2M']) {
    await advance(by)
    await send('GET', '/thirdpartywithdraw/', undefined, own)
  }
  await send('GET', '/movements/movements_by_types/?by_cobrus=true', undefined, own)
  await send('GET', '/undocumented/', undefined, own)
}

test('a provider that answers as the emulator does shows nothing, whatever its ids are', async () => {
  const statuses: number[] = []
  const alter: Alter = ({ status }) => {
    statuses.push(status)
  }
  const report = await recordAndReplay('cobru', flow, { alter })
  expect(statuses).toEqual([401, 200, 403, 201, 200, 404, 401, 200, 200, 200, 200, 200, 404])
  expect(report.differences.map(toShort)).toEqual([])
  expect(report.notReplayed).toEqual([])
  expect(report.sessions).toEqual([expect.objectContaining({ exchanges: 13 })])
})

const onCreate =
  (change: (body: Record<string, unknown>, answer: Parameters<Alter>[0]) => void): Alter =>
  (answer) => {
    if (answer.method === 'POST' && answer.path === '/cobru/' && answer.status === 201)
      change(answer.body, answer)
  }

const rename = (body: Record<string, unknown>, from: string, to: string) => {
  body[to] = body[from]
  delete body[from]
}

test.each<[string, Alter, string[]]>([
  [
    'a renamed field, though later requests use it',
    onCreate((body) => rename(body, 'url', 'slug')),
    ['error missing-key createPayment /url', 'warning unknown-field createPayment /slug'],
  ],
  [
    'a field that is left out',
    onCreate((body) => delete body.state),
    ['error missing-key createPayment /state'],
  ],
  [
    'a number for a string',
    onCreate((body) => (body.amount = 50000)),
    ['error type createPayment /amount'],
  ],
  [
    'text for a number',
    onCreate((body) => (body.pk = String(body.pk))),
    ['error type createPayment /pk'],
  ],
  ['null for a string', onCreate((body) => (body.name = null)), ['error type createPayment /name']],
  [
    'JSON in a string as an object',
    onCreate((body) => (body.payment_method_enabled = { pse: true, breb: true })),
    ['error type createPayment /payment_method_enabled'],
  ],
  [
    'JSON in a string that says something else',
    onCreate((body) => (body.payment_method_enabled = '{"pse":true,"breb":"yes"}')),
    ['error type createPayment /payment_method_enabled#/breb'],
  ],
  [
    'an extra field',
    onCreate((body) => (body.risk = 'low')),
    ['warning unknown-field createPayment /risk'],
  ],
  ['another state', onCreate((body) => (body.state = 1)), ['error value createPayment /state']],
  [
    'a state that nobody knows',
    onCreate((body) => (body.state = 9)),
    ['error value createPayment /state'],
  ],
  [
    'another word',
    onCreate((body) => (body.currency_code = 'USD')),
    ['error value createPayment /currency_code'],
  ],
  [
    'another form of a date',
    onCreate((body) => (body.date_created = '06/04/2026 10:00:02')),
    ['error format createPayment /date_created'],
  ],
  [
    'a date without an offset',
    onCreate((body) => (body.date_created = String(body.date_created).slice(0, -6))),
    ['error format createPayment /date_created'],
  ],
  [
    'another number of decimals',
    onCreate((body) => (body.amount = '50000')),
    ['error format createPayment /amount'],
  ],
  [
    'a flag turned round',
    onCreate((body) => (body.client_assume_costs = true)),
    ['error value createPayment /client_assume_costs'],
  ],
  [
    'another status',
    onCreate((_, answer) => (answer.status = 202)),
    ['error status createPayment'],
  ],
  [
    'another content type',
    onCreate((_, answer) => (answer.headers['content-type'] = 'text/html')),
    ['error header createPayment content-type'],
  ],
  [
    'an array for an object',
    onCreate((body, answer) => (answer.body = [body])),
    ['error type createPayment'],
  ],
  [
    'seconds for milliseconds',
    (answer) => {
      if (answer.path.startsWith('/cobru_detail/') && answer.status === 200)
        answer.body.date_expired = Math.floor(answer.body.date_expired / 1000)
    },
    ['error value getPayment /date_expired'],
  ],
  [
    'another error body',
    (answer) => {
      if (answer.status === 404 && answer.path.includes('nowhere0'))
        rename(answer.body, 'detail', 'msg')
    },
    ['error missing-key getPayment /detail', 'warning unknown-field getPayment /msg'],
  ],
  [
    'an operation that is not documented',
    (answer) => {
      if (answer.path === '/undocumented/')
        Object.assign(answer, { status: 200, body: { ok: true } })
    },
    ['error undocumented-operation'],
  ],
])('%s is found, and nothing else', async (_name, alter, expected) => {
  const report = await recordAndReplay('cobru', flow, { alter })
  expect(report.differences.map(toShort), JSON.stringify(report, null, 1)).toEqual(expected)
  expect(report.notReplayed).toEqual([])
})

test('a transition that comes later is found as the state that it should have left', async () => {
  const states: unknown[] = []
  const slower: Alter = ({ path, body }) => {
    if (!path.startsWith('/thirdpartywithdraw/') || !Array.isArray(body)) return
    const [row] = body
    states.push(row.state)
    // Half a minute more until it is processed.
    if (states.length === 2) row.state = states[0]
  }
  const report = await recordAndReplay('cobru', flow, { alter: slower })
  expect(report.differences.map(toShort)).toEqual(['error value listBankWithdrawals /0/state'])
})
