/**
 * Requests as the older portal prints them: only base URL and credentials are ours. On the variants
 * that follow it the answer has the printed keys with the printed types. Current pages: pages.test.ts.
 */
import { expect, test } from 'vitest'
import { authorise, type Cobru, createCobru } from './kit.ts'
import { BANK, done, OLDER_BANK } from './money.ts'

const text = expect.any(String)
const number = expect.any(Number)
const decimal = expect.stringMatching(/^\d+\.\d\d$/)
const hash = expect.stringMatching(/^0x[0-9a-f]{64}$/)
const record = {
  pk: number,
  state: 0,
  amount: decimal,
  payed_amount: decimal,
  fee: number,
  gmf: decimal,
}
/** What these pages describe, where the current ones differ. */
const PORTAL_VARIANTS = { ...OLDER_BANK, 'cobru.user.status': '201-envelope' }

interface Example {
  /** File of the older portal. */
  section: string
  /** `GET /path` or `POST /path`. */
  request: string
  body?: string
  status?: number
  /** What the printed answer shows. */
  answer: unknown
  before?: (cobru: Cobru) => Promise<unknown>
}

const PORTAL: Example[] = [
  { section: '3-cobru', request: 'GET /settings/price_trm/', answer: { price: 4145.49237 } },
  {
    section: '3-cobru',
    request: 'POST /crypto_currencies_available/',
    body: '{ "amount": 20000 }',
    answer: expect.arrayContaining([{ currency: 'XPAY', amount: '20000.00' }]),
  },
  {
    section: '5-retiros',
    request: 'POST /withdraw/',
    body: '{ "amount": 30000, "bank_account": 1 }',
    status: 201,
    answer: { amount: 30_000, pk: number, success: true },
  },
  {
    section: '5-retiros',
    request: 'GET /withdraw/',
    before: ({ api }) => api.post('/withdraw/', { amount: 30_000, bank_account: 1 }),
    answer: [
      {
        state: 0,
        account_number: text,
        amount: 30_000,
        payed_amount: 24_050,
        date_created: text,
        date_consigned: null,
      },
    ],
  },
  {
    section: '6.0.0-intro-withdraw',
    request: 'GET /bank_list/',
    answer: expect.arrayContaining([{ id: '1', name: text, country: 'COL', currency: 'COP' }]),
  },
  {
    section: '6.0.0-intro-withdraw',
    request: 'GET /get_withdraw/?pk=213355',
    before: ({ api }) => done(api, '/thirdpartywithdraw/', BANK),
    answer: { id: '213355', amount: number, status: 'Pendiente', created_at: text },
  },
  {
    section: '6.0.0-intro-withdraw',
    request: 'POST /cancel_withdraw/',
    body: '{ "id": "213355" }',
    before: ({ api }) => done(api, '/thirdpartywithdraw/', BANK),
    answer: { message: 'Retiro cancelado exitosamente.' },
  },
  {
    section: '6.0.0.1-transferencia',
    request: 'POST /withdraw/co/',
    body: '{ "amount": 2000, "callback": "https://webhook.site/x", "description": "retiro de breb", "account_holder_name": "Ed Test", "account_type": 8, "key_value": "@LLAVE7984" }',
    answer: record,
  },
  {
    section: '6.1-bankWithdrawBR',
    request: 'POST /withdraw/br/',
    body: '{ "amount": 200.75, "longitude": "74.0060", "latitude": "40.7128", "account_phone": "1234567890", "account_email": "example@mail.com", "callback": "https://miapp.com/callback", "idempotency_key": "unique-key-1234", "description": "Retiro por servicio X", "platform": "App", "currency_code": "BRL", "pix_key": "pixkey@example.com", "pix_key_type": "email", "cpf": "55566644488" }',
    answer: record,
  },
  {
    section: '6.2-bankWithdrawARG',
    request: 'POST /withdraw/ar/',
    body: '{ "amount": 500.00, "longitude": "74.0060", "latitude": "40.7128", "account_phone": "1234567890", "account_email": "example@mail.com", "callback": "https://miapp.com/callback", "idempotency_key": "unique-key-1234", "description": "Retiro por servicio Y", "platform": "Móvil", "currency_code": "ARS", "bank_name": 3, "cbu": "1234567890123456789012" }',
    answer: record,
  },
  {
    section: '6.3-bankWithdrawMX',
    request: 'POST /withdraw/mx/',
    body: '{ "amount": 1000.00, "longitude": "74.0060", "latitude": "40.7128", "account_phone": "1234567890", "account_email": "example@mail.com", "callback": "https://miapp.com/callback", "idempotency_key": "unique-key-1234", "description": "Retiro en moneda local", "platform": "API", "currency_code": "MXN", "clabe": "123456789012345678", "beneficiary": "Test Test" }',
    answer: record,
  },
  {
    section: '6-transferencia',
    request: 'GET /bank_list_third_party_withdraw/',
    answer: [
      { id: 1, name: 'BBVA Colombia' },
      { id: 2 },
      { id: 3 },
      { id: 4 },
      { id: 22, name: 'Itau' },
    ],
  },
  {
    section: '6-transferencia',
    request: 'GET /thirdpartywithdraw/?idempotency_key=k',
    before: ({ api }) => done(api, '/thirdpartywithdraw/', { ...BANK, idempotency_key: 'k' }),
    answer: {
      count: 1,
      next: null,
      previous: null,
      results: [{ ...record, date_created: [number], date_payed: [0] }],
    },
  },
  {
    section: '7-service',
    request: 'GET /pines/all_pines/',
    answer: expect.arrayContaining([36, 39, 56]),
  },
  {
    section: '7-service',
    request: 'GET /pines/all_pines/?operator=56',
    answer: [
      { description: 'Netflix 1', id: 33, id_pin: '387', operator: 56, time: null, valor: 20_000 },
    ],
  },
  {
    section: '7-service',
    request: 'GET /packages/all_packages/',
    answer: { data: ['CLARO', 'TIGO'] },
  },
  {
    section: '7-service',
    request: 'GET /soat/doc_types/',
    answer: { result: [{ cod_tipo_doc: '1', abreviatura: 'CC' }, { cod_tipo_doc: '2' }] },
  },
  {
    section: '8-celo',
    request: 'GET /pay_with_celo/?amount=30000',
    answer: {
      amount: '30000',
      trm: number,
      celo_exchange_fee: 2,
      amount_usd: number,
      exchange_fee: number,
      total: number,
    },
  },
  {
    section: '8-celo',
    request: 'GET /crypto/rates/',
    answer: [{ currency: 'CUSD', usd: 1.03, cop: number }],
  },
  {
    section: '8-celo',
    request: 'POST /crypto/buy/',
    body: '{ "currency":"CUSD", "amount": 0.5, "longitude":"20320323", "latitude":"832882383", "wallet":"cobru" }',
    answer: { success: true, details: { success: true, transaction: hash } },
  },
  {
    section: '8-celo',
    request: 'POST /celo/',
    body: '{ "to":"0xc0665cdf91abdf023e1437dc90a7f1a38fd3a346", "amount":1.1 }',
    before: ({ sandbox }) => sandbox.trigger('cobru.celo.receive', { amount: 2 }),
    answer: { success: true, tx: hash },
  },
  {
    section: '12-whitelabel',
    request: 'GET /subcategory?category_id=66',
    answer: { error: false, message: [{ id: 556 }, { id: 555 }, { id: 554 }] },
  },
  {
    section: '12-whitelabel',
    request: 'POST /user/',
    body: '{ "username": "09906786442", "first_name": "Test Testeo", "last_name": "Apellido Testeo", "email": "Teste@testecobruuuuu.com", "password": "12345678", "phone": "09906786442", "document_type": "0", "document_number": "11111122223", "country_code": "+57", "gender": 2, "date_birth": "2001-08-08", "type_person": 1, "date_expiration": "2019-08-08", "subcategory": 745, "profile_picture": "url_profile", "documents": [ { "id": 2, "url": "url_documento" }, { "id": 1, "url": "url_documento" }, { "id": 3, "url": "url_documento" } ], "category": 99, "platform": "ios", "referal_code": "", "brand": "MY_BRAND" }',
    status: 201,
    answer: {
      error: false,
      message: { gender: null, gender_legal: null, id: number, username: 'MY_BRAND-09906786442' },
      status: 201,
    },
  },
  {
    section: '4-envios',
    request: 'POST /send/',
    body: '{ "toUser": "3001234567", "amount": 99000 }',
    answer: { pk: number },
  },
]

test.each(PORTAL)(
  '$section: $request gets the printed answer',
  async ({ request, body, status = 200, answer, before }) => {
    await using cobru = await createCobru({ variants: PORTAL_VARIANTS })
    await before?.(cobru)
    const [method = '', path = ''] = request.split(' ')
    const sent = method === 'GET' ? await cobru.api.get(path) : await cobru.api.post(path, body)
    expect(sent, sent.text).toMatchObject({ status, body: answer })
  },
)

test('the money of one account suffices for every printed payout in a row', async () => {
  await using cobru = await createCobru({ variants: PORTAL_VARIANTS })
  for (const { request, body, before } of PORTAL) {
    const [method = '', path = ''] = request.split(' ')
    await before?.(cobru).catch(() => undefined)
    const sent = method === 'GET' ? await cobru.api.get(path) : await cobru.api.post(path, body)
    expect(sent.text).not.toContain('not enough balance')
  }
  expect((await authorise(cobru.sandbox.cobru)).token).toBeTruthy()
})
