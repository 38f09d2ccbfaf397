/**
 * Clients of the older portal's years on `legacy`: form values as text, logins by password, neither
 * phone nor e-mail on bank withdrawals.
 * Source: https://github.com/AlvaroRios1022/gurux, home/controller/ and home/js/cobru.js, read 2026-11-30.
 */
import { expect, test } from 'vitest'
import { type Loose, readInbox, sendJson, startProfile } from './clients-kit.ts'
import type { Cobru } from './kit.ts'

const FLAGS =
  '{"baloto": true, "efecty": true, "pse": true, "credit_card": false, "NEQUI": true, "BTC": false, "BCH": false, "DAI": false, "DASH": false }'

/** A login before every call, as the client does. */
function createClient(cobru: Cobru, pair = false) {
  const { apiKey, apiToken, apiSecretKey, username, password } = cobru.sandbox.cobru.credentials
  const key = pair
    ? { 'Api-Token': apiToken, 'Api-Secret-Key': apiSecretKey }
    : { 'x-api-key': apiKey }
  const send = async (path: string, method = 'POST', body?: object) => {
    const login = await sendJson(cobru, '/token/', { headers: key, body: { username, password } })
    const headers = { ...key, Authorization: `Bearer ${login.body.access}` }
    return (await sendJson(cobru, path, { method, headers, body })).body as Loose
  }
  return {
    get: (path: string) => send(path, 'GET'),
    post: (path: string, body: object) => send(path, 'POST', body),
  }
}

test.each([false, true])(
  'reads the balance and what is pending, older pair of headers: %s',
  async (pair) => {
    await using cobru = await startProfile('legacy')
    const { error, balance, pendingBalance } = await createClient(cobru, pair).get('/balance/')
    expect(error).toBeUndefined()
    expect([balance, pendingBalance]).toEqual(['2000000.00', '0.00'])
  },
)

test('takes a bank from the list and pays out with what a form gives', async () => {
  await using cobru = await startProfile('legacy')
  const client = createClient(cobru)
  const [bank] = await client.get('/bank_list_third_party_withdraw/')

  const { pk } = await client.post('/thirdpartywithdraw/', {
    amount: '10123.30',
    account_holder_name: 'Rosa Ensayo',
    account_type: '0',
    account_holder_document: '1082626262',
    account_holder_document_type: '0',
    account_number: '05559090119',
    bank_name: String(bank.id),
  })

  expect(await client.get(`/thirdpartywithdraw/${pk}`)).toMatchObject({
    pk,
    state: 0,
    amount: '10123.30',
    account_bank: 'BBVA Colombia',
    account_phone: '',
    account_email: '',
    date_rejected: [0],
  })
})

test.each(['efecty', 'baloto'])('has cash handed out by %s', async (method) => {
  await using cobru = await startProfile('legacy')
  const answer = await createClient(cobru).post('/cashwithdraw/', {
    method,
    document: '213232323',
    amount: '10000',
    exp_days: 1,
    name: 'Rosa Ensayo',
    coupon: '',
  })
  expect(answer).toMatchObject({ status: 'ok', amount: 9700 })
})

test('sends to a phone and knows success by `pk`, recharges by `result` and `message`', async () => {
  await using cobru = await startProfile('legacy')
  const client = createClient(cobru)
  const sent = await client.post('/send/', { to_user: '3001234567', amount: '5000' })
  const recharge = { value: '5000', recipient: '3001234567', operator: 'claro' }
  expect(sent.pk).toEqual(expect.any(Number))
  expect(await client.post('/request_service_reload/', recharge)).toEqual({
    result: 'ok',
    message: 'Recarga exitosa',
  })
})

test('creates with form values and only a callback, is paid, told once in older keys, and consults', async () => {
  await using cobru = await startProfile('legacy')
  const client = createClient(cobru)
  const { pk, url } = await client.post('/cobru/', {
    amount: '50000',
    description: 'Venta',
    expiration_days: '7',
    client_assume_costs: false,
    payment_method_enabled: FLAGS,
    platform: 'API',
    callback: cobru.sandbox.inbox.url,
    payer_redirect_url: null,
    iva: '0',
  })
  const payer = { name: 'Rosa', cc: 1082626262, email: 'rosa@example.com', document_type: 'CC' }
  const order = await client.post(`//${url}`, {
    ...payer,
    phone: 300000000,
    payment: 'efecty',
    bank: null,
  })
  await cobru.sandbox.trigger('cobru.payment.approve', { url })

  expect(JSON.parse(order)).toMatchObject([{ fields: { method: 'efecty' } }, { fields: { url } }])
  expect((await readInbox(cobru.sandbox)).map(({ body }) => body)).toMatchObject([
    { payed: true, url, state: 3, amount: 50000 },
  ])
  expect(await client.get(`/cobru_detail/${url}`)).toMatchObject({
    pk,
    state: 3,
    amount: 50000,
    client_assume_costs: false,
  })
})
