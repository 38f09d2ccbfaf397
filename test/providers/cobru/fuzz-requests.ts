/** Random requests to Cobru: from nearly right to hopeless, in every part. */

import fc from 'fast-check'
import { SAMPLES } from '#types/samples/cobru'
import { ALL_METHODS } from './kit.ts'

export interface RandomRequest {
  method: string
  /** `{slug}`, `{pk}` and `{order}` stand for those of a payment that exists. */
  path: string
  query: string
  headers: Record<string, string>
  credentials: 'both' | 'key' | 'bearer' | 'wrong' | 'none' | 'old'
  body: string | Uint8Array | undefined
}

const PATHS = [
  '/token/refresh/',
  '/token/',
  '/cobru/',
  '/cobru_detail/{slug}',
  '/edit_cobru/',
  '/cobru/estimate/',
  '/cobru/update_to_expired/',
  '/get_banks/1/',
  '/c/get_banks/',
  '/cobru/confirm_daviplata/',
  '/breb_status/{order}/',
  '/pay/{pk}',
  '/{slug}',
  '/{slug}/checkout/',
  '/balance/',
  '/movements/movements_by_types/',
  '/settings/price_trm/',
  '/send/',
  '/cashwithdraw/',
  '/cashwithdraw/123456',
  '/cancelcashwithdraw/',
  '/bank_list_third_party_withdraw/',
  '/bank_list/',
  '/thirdpartywithdraw/',
  '/thirdpartywithdraw/213355',
  '/cancelthirdpartywithdraw/',
  '/get_withdraw/',
  '/cancel_withdraw/',
  '/panel/detail_withdraw_pdf/',
  '/withdraw/co/',
  '/withdraw/br/',
  '/withdraw/ar/',
  '/withdraw/mx/',
  '/third_party_withdraw/create/brl/',
  '/third_party_withdraw/create/ars/',
  '/third_party_withdraw/create/mxn/',
  '/withdraw/',
  '/request_service_reload/',
  '/pines/all_pines/',
  '/pin/',
  '/packages/all_packages/',
  '/packages/buy/',
  '/soat/',
  '/soat/doc_types/',
  '/soat/cities/',
  '/cobru/debit/create_and_reload_card/',
  '/cobru/debit/get_card/',
  '/cobru/debit/get_transactions/',
  '/cobru/debit/freeze_card/',
  '/base/get_constants_key_public/',
  '/register_tc/',
  '/list_tc/',
  '/tc_payment/',
  '/delete_tc/',
  '/celo/',
  '/celo/account/',
  '/celo/transactions/cusd/',
  '/pay_with_celo/',
  '/crypto/rates/',
  '/crypto/buy/',
  '/crypto_currencies_available/',
  '/crypto_status/{order}/BTC',
  '/wompi_status/',
  '/user/',
  '/category/',
  '/subcategory',
  '/request_confirmation/',
  '/verify_email/',
  '/verify_phone/',
  '/base/upload_file/',
  '/authorize_subusers/',
]

const METHODS = ['breb', 'breb_qr', 'bancolombia_qr', 'pse', 'NEQUI', 'daviplata', 'dale', 'baloto']
const LITERALS = [
  ...METHODS,
  'bancolombia_transfer',
  'credit_card',
  'efecty',
  'corresponsal_bancolombia',
  'cobru',
  'cobru_phone',
]

const CREATION = {
  ...SAMPLES.createPayment,
  payment_method_enabled: ALL_METHODS,
  callback: 'http://127.0.0.1:9/hook?orderId=7',
  platform: 'API',
}

const details = fc.record({
  payment: fc.constantFrom(...LITERALS),
  name: fc.constant('Rosa Ensayo'),
  cc: fc.constantFrom<unknown>('1000000001', 1_000_000_001, 7_777_777, '7777777'),
  email: fc.constant('rosa@example.com'),
  document_type: fc.constantFrom('CC', 'TI', 'CE', 'NIT', 'PA', 'PPN'),
  phone: fc.constantFrom<unknown>('3100000002', '3100000001', '3100000003', 3_001_112_233),
  phone_nequi: fc.constant('3001112233'),
  push: fc.boolean(),
  bank: fc.constantFrom<unknown>('1040', 1052, 'x'),
  address: fc.constant('Bogotá, Colombia'),
  credit_card: fc.constantFrom('4111111111111111', '4111111111111112', '4111111111111114'),
  expiration_date: fc.constant('12/30'),
  cvv: fc.constant('123'),
  dues: fc.constantFrom<unknown>(1, '36', 0),
})

const CONTACT = { account_phone: '3000000000', account_email: 'rosa@example.com' }

/** Bodies of payouts, cards, services, Celo and users; several operations take each. */
const MONEY = [
  { amount: 0, card_id: undefined },
  { to_user: '3001234567', amount: 1_000, value: 1_000, recipient: '3', operator: 'claro' },
  { amount: 10_000, document: '1', exp_days: 3, method: 'efecty', name: 'Rosa', coupon: 'EXPIRED' },
  {
    ...CONTACT,
    amount: 20_000,
    account_holder_name: 'Rosa Ensayo',
    account_type: 0,
    account_holder_document: '1',
    account_holder_document_type: 'CC',
    account_number: '05559090119',
    bank_name: 902,
    key_value: '@rosa',
    currency_code: 'BRL',
    pix_key: 'a',
    pix_key_type: 'email',
    cpf: '1',
    bank_account: 1,
    callback: 'http://127.0.0.1:9/hook',
    idempotency_key: 'k',
  },
  {
    ...CONTACT,
    amount: 10,
    currency_code: 'MXN',
    clabe: '1'.repeat(18),
    beneficiary: 'Rosa',
    bank_name: 904,
    coupon: 'ENSAYO',
  },
  { ...CONTACT, amount: 10, currency_code: 'ARS', cbu: '1'.repeat(22), bank_name: 3 },
  { id: 123_456, code: 123_456, phone: true, email: true, sub_users: [2093] },
  { id: '213355', pk: 213_355 },
  { id_pin: '387', operator: '56', cell_provider: 'TIGO', code_provider: '203', phone: '3' },
  { card_id: 3_100, freeze: true, amount: '50.5' },
  { number_card: 'QUJD', name_card: 'QUJD', date_expiration: 'QUJD', cvv: 'QUJD' },
  { tc_id: 'x', dues: 1, cobru_url: '{slug}', cvv: 'QUJD', url: '{slug}' },
  { currency: 'CUSD', amount: 0.5, wallet: 'cobru', to: `0x${'a'.repeat(40)}` },
  {
    username: 'rosa',
    first_name: 'Rosa',
    last_name: 'Ensayo',
    email: 'rosa@example.com',
    password: 'x',
    phone: '3',
    document_type: '0',
    document_number: '1',
    brand: 'B',
  },
  { placa: 'A', nombres: 'R', apellidos: 'E', documento: '1', tx_id: '1', type: 'car' },
]

/** Bodies that some operation takes. */
const right = fc.oneof(
  { weight: 3, arbitrary: fc.constant<object>(CREATION) },
  { weight: 3, arbitrary: details },
  { weight: 8, arbitrary: fc.constantFrom<object>(...MONEY) },
  fc.constant({ refresh: 'sandbox-cobru-refresh-token' }),
  fc.constant({ username: '3100000001', password: 'sandbox-cobru-password' }),
  fc.constant({ url: '{slug}', amount: '80000.50', expiration_days: 3, fee_iva: 19 }),
  fc.constant({ URL: '{slug}', OTP: '123456' }),
  fc.constant({ amount: '5000', client_assume_costs: true }),
)

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom<unknown>(
    null,
    '',
    0,
    -0,
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    '1e999',
    '0x10',
    '٣',
    '\u0000',
    '\ud800',
    '../../etc/passwd',
    '{slug}',
    '__proto__',
    'constructor',
    "'; drop table payment --",
    '<script>alert(1)</script>',
    '{"breb":true}',
    '{"__proto__":{"breb":true}}',
    'http://[::1',
    'http://user:pw@127.0.0.1:0/%zz',
    'javascript:alert(1)',
    'x'.repeat(5000),
  ),
)

const keys = fc.oneof(
  fc.constantFrom(
    ...Object.keys(CREATION),
    ...['url', 'URL', 'OTP', 'otp', 'refresh', 'refresh_token', 'idempotency_key', 'images'],
    ...MONEY.flatMap((body) => Object.keys(body)),
    ...['payer_id', 'payment', 'cc', 'document_number', 'json', 'toString', '__proto__', ''],
  ),
  fc.string({ maxLength: 12 }),
)

/** A right body with a few fields removed, replaced or added. */
const mutated = fc
  .tuple(right, fc.array(fc.tuple(keys, fc.option(hostile, { nil: undefined })), { maxLength: 3 }))
  .map(([body, changes]) => JSON.stringify(Object.assign({ ...body }, Object.fromEntries(changes))))

const broken = fc.oneof(
  fc.tuple(mutated, fc.nat(400)).map(([text, length]) => text.slice(0, length)),
  fc.tuple(mutated, fc.string({ maxLength: 6 })).map(([text, tail]) => text + tail),
  fc.integer({ min: 1, max: 20_000 }).map((depth) => '['.repeat(depth)),
  fc.integer({ min: 1, max: 3000 }).map((n) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`),
  fc.constantFrom(
    '{"amount":1e999}',
    `{"amount":${'9'.repeat(400)}}`,
    '{"amount":-0.0000000000000000001}',
    '{"__proto__":{"amount":1},"amount":5}',
    '{"amount":1,"amount":2}',
    '\ufeff{}',
    'NaN',
    'undefined',
    '"\\ud800"',
    'amount=5&amount=6&%zz=%',
    'method=efecty&action=pay',
    'action=submit&method=pse&name=%F0%28',
    'lang=en&otp=123456&action=otp',
  ),
)

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  // UTF-16, Latin-1 and a broken sequence inside a string.
  mutated.map((text) => new Uint8Array(Buffer.from(text, 'utf16le'))),
  mutated.map((text) => new Uint8Array(Buffer.from(text.replace('Orden', 'Ordén'), 'latin1'))),
  fc.constant(new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])),
)

const tooLarge = fc.constantFrom(1024 * 1024, 1024 * 1024 + 1).map((size) => 'x'.repeat(size))

const body = fc.oneof(
  { weight: 40, arbitrary: right.map((value) => JSON.stringify(value)) },
  { weight: 40, arbitrary: mutated },
  { weight: 20, arbitrary: broken },
  { weight: 8, arbitrary: bytes },
  { weight: 8, arbitrary: hostile.map((value) => JSON.stringify(value)) },
  { weight: 8, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: tooLarge },
)

const PAYOUTS = [
  '/cashwithdraw/',
  '/thirdpartywithdraw/',
  '/withdraw/co/',
  '/withdraw/br/',
  '/send/',
]

const path = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...PATHS) },
  { weight: 6, arbitrary: fc.constantFrom('/cobru/', '/{slug}', '/edit_cobru/') },
  { weight: 6, arbitrary: fc.constantFrom(...PAYOUTS) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...PATHS),
        fc.constantFrom('/', '%00', '%2F', '%zz', '//', ';a=1', '%F0%28', '.', '\u00e9', '~'),
        fc.nat(20),
      )
      .map(([base, extra, at]) => base.slice(0, at) + extra + base.slice(at))
      .map((text) => (text.startsWith('/') ? text : `/${text}`)),
  },
  { weight: 2, arbitrary: fc.webPath().map((text) => `/${text}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('/', '/*', '/:url', `/${'a'.repeat(8000)}`, '/__proto__'),
  },
)

const headerText = fc.stringMatching(/^[\x21-\x7e]{0,30}$/)
const odd = fc.dictionary(
  fc.constantFrom('accept', 'accept-language', 'x-forwarded-for', 'content-length', 'x-y', 'range'),
  headerText,
  { maxKeys: 2 },
)
const contentType = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'APPLICATION/JSON',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data',
      'application/json; charset=utf-16',
      '*/*',
      ';',
    ),
  },
  headerText,
)

export const randomRequest: fc.Arbitrary<RandomRequest> = fc.record({
  method: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('POST', 'GET') },
    fc.constantFrom('PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'post'),
  ),
  path,
  query: fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    fc.constantFrom(
      '?by_cobrus=true',
      '?by_withdraws=true&per_page=5',
      '?by_sends=true&page_num=2',
      '?by_other_payments=true&by_cobrus=1',
      '?card_id=3100&per_page=1',
      '?pk=213355&withdraw_id=213355&idempotency_key=k&page=1',
      '?amount=30000&placa=A&type=car&operator=56',
      '?country=CO&category_id=66&dpto=5&cell_provider=TIGO&tc_id=x',
      '?page=0&per_page=x&amount=-1&country=XX',
    ),
    fc.constantFrom('?lang=en&retry=1', '?lang=%zz&name=%F0', '?&&=&a', '?__proto__=1&name=<b>'),
    fc.webQueryParameters().map((text) => `?${text}`),
  ),
  headers: fc
    .tuple(odd, contentType)
    .map(([others, type]) => ({ ...others, ...(type === '' ? {} : { 'content-type': type }) })),
  credentials: fc.oneof(
    { weight: 16, arbitrary: fc.constant<RandomRequest['credentials']>('both') },
    fc.constantFrom<RandomRequest['credentials']>('key', 'bearer', 'wrong', 'none', 'old'),
  ),
  body,
})
