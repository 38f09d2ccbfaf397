/**
 * The PHP SDK and the shop module of its author on their profile. PHP throws where a value does not
 * fit the type of the class, so every type of it is looked at.
 * Source: https://github.com/oscar-rey-mosquera/cobru-sdk-php, src/ and tests/CobruSdkTest.php, and
 * https://github.com/oscar-rey-mosquera/cobru, lib/ and controllers/front/payment.php, read 2026-11-30.
 */
import { expect, test } from 'vitest'
import { expectTyped, type Loose, readInbox, sendJson, startProfile } from './clients-kit.ts'
import type { Cobru } from './kit.ts'

/** Parameters of the class `Cobru`, by the key of the answer. */
const COBRU = {
  state: 'int',
  amount: 'float',
  payed_amount: 'float',
  fee_amount: 'float',
  iva_amount: 'float',
  description: 'string',
  reference_cobru: '?string',
  date_created: 'string',
  date_expired: '?int',
  payer_name: '?string',
  payer_id: '?string',
  payer_email: '?string',
  payer_phone: '?string',
  payment_method: '?string',
  url: 'string',
  images: '?array',
  client_assume_costs: 'bool',
  expiration_days: 'int',
  payment_method_enabled: 'string',
  pk: '?int',
  owner: '?string',
  name: '?string',
  fee_iva_amount: '?float',
  platform: '?string',
  callback: '?string',
  fee_iva: '?float',
  not_send_email: '?bool',
  by_topup: '?bool',
  payer_redirect_url: '?string',
  idempotency_key: '?string',
}

const FLAGS = Object.fromEntries(
  [
    ...['dale', 'bancolombia_qr', 'baloto', 'efecty', 'cobru_phone', 'credit_card'],
    ...['bancolombia_transfer', 'corresponsal_bancolombia', 'NEQUI', 'pse', 'BTC', 'CUSD'],
  ].map((flag) => [flag, true]),
)

async function createSdk(cobru: Cobru) {
  const { apiKey, refreshToken } = cobru.sandbox.cobru.credentials
  const key = { 'x-api-key': apiKey }
  const auth = await sendJson(cobru, '/token/refresh/', {
    headers: key,
    body: { refresh: refreshToken },
  })
  const headers = { ...key, Authorization: `Bearer ${auth.body.access}` }
  const read = (data: Loose) => {
    expectTyped(data, COBRU)
    return data
  }
  return {
    /** Fields without a value go out as null: `callback`, `payer_redirect_url`. */
    createCobru: async (over: object = {}) =>
      read(
        (
          await sendJson(cobru, '/cobru/', {
            headers,
            body: {
              amount: 10_000,
              description: 'test',
              expiration_days: 10,
              payment_method_enabled: JSON.stringify(FLAGS),
              platform: 'API',
              callback: null,
              payer_redirect_url: null,
              ...over,
            },
          })
        ).body,
      ),
    cobruDetail: async (url: string) =>
      read((await sendJson(cobru, `/cobru_detail/${url}`, { method: 'GET', headers })).body),
    payCobru: async (url: string, over: object = {}) => {
      const body = {
        name: 'Juan Perez',
        payment: 'credit_card',
        url,
        cc: '1140867070',
        document_type: 'CC',
        phone: '300000000',
        email: 'juan@cobru.co',
        credit_card: '4111111111111111',
        expiration_date: '12/20',
        cvv: '123',
        dues: 1,
        ...over,
      }
      const answer = await sendJson(cobru, `/${url}`, { headers, body })
      // Parsed once by the HTTP client and once more here, whatever it is.
      return read(JSON.parse(answer.body)[1].fields)
    },
    payOut: (body: object) => sendJson(cobru, '/thirdpartywithdraw/', { headers, body }),
  }
}

/** Addresses from which its receiver takes callbacks. */
const COBRU_ADDRESSES = ['35.183.151.137', '52.60.68.103']

/** The shop's receiver: JSON, from a known address, paid, for the total of the order. */
function readCallback({ headers, body }: { headers: Record<string, string>; body: unknown }) {
  if (!COBRU_ADDRESSES.includes(headers['x-forwarded-for'] ?? '')) return 'not from Cobru'
  const data = body as { state: number; url: string; amount: number }
  if (data.state !== 3) return 'not paid'
  return { url: data.url, amount: data.amount }
}

test("the SDK's own test: create with text for URLs, page, detail, payment by card", async () => {
  await using cobru = await startProfile('php-sdk')
  const sdk = await createSdk(cobru)

  const created = await sdk.createCobru({ callback: 'CALLBACK', payer_redirect_url: 'TEST' })
  const page = await cobru.sandbox.cobru.fetch(`/${created.url}`)
  const detail = await sdk.cobruDetail(created.url)
  const paid = await sdk.payCobru(created.url)

  expect(page.status).toBe(200)
  expect(detail.url).toBe(created.url)
  expect(Number(paid.amount)).toBe(10_000)
  expect(paid.state).toBe(3)
})

test.each(['efecty', 'bancolombia_transfer', 'dale', 'corresponsal_bancolombia', 'CUSD'])(
  'a create without URLs, and %s',
  async (payment) => {
    await using cobru = await startProfile('php-sdk')
    const sdk = await createSdk(cobru)
    const { url } = await sdk.createCobru()
    const over = { payment, ...(payment === 'CUSD' ? { document_type: 'CC' } : {}) }
    expect(await sdk.payCobru(url, over)).toMatchObject({ state: 1, payment_method: payment })
  },
)

test('an expired payment is in state 2, as its class says', async () => {
  await using cobru = await startProfile('php-sdk')
  const sdk = await createSdk(cobru)
  const { url } = await sdk.createCobru()
  await cobru.sandbox.trigger('cobru.payment.expire', { url })
  expect(await sdk.cobruDetail(url)).toMatchObject({ state: 2 })
})

test('images come back as an array or null, never as text', async () => {
  await using cobru = await startProfile('php-sdk')
  const sdk = await createSdk(cobru)
  const images = ['https://shop.example/a.png']
  const { url } = await sdk.createCobru({ images })
  expect(await sdk.cobruDetail(url)).toMatchObject({ images })
})

test('the shop module: the magic payer pays after a minute, and its receiver reads the callback', async () => {
  await using cobru = await startProfile('php-sdk')
  const sdk = await createSdk(cobru)
  const callback = cobru.sandbox.inbox.url
  const { url } = await sdk.createCobru({ callback, payer_id: 7777777, amount: 50_000.5 })

  await cobru.sandbox.clock.advance('PT1M')

  const told = (await readInbox(cobru.sandbox)).map(readCallback)
  expect(told).toEqual([{ url, amount: 50_000.5 }])
})

test('pays out, and the payout is read from the list', async () => {
  await using cobru = await startProfile('php-sdk')
  const sdk = await createSdk(cobru)
  const answer = await sdk.payOut({
    amount: 10_000,
    account_holder_name: 'Rosa Ensayo',
    account_type: 0,
    account_holder_document: '1140867070',
    account_holder_document_type: 0,
    account_number: '05559090119',
    bank_name: 1,
  })
  expect(answer).toMatchObject({ status: 200, body: { pk: expect.any(Number) } })
  const rows = (await cobru.api.get('/thirdpartywithdraw/')).body
  expect(rows).toMatchObject([{ pk: answer.body.pk }])
})
