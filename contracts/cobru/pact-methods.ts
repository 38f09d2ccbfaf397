/**
 * How the payer pays: one method each, and what goes wrong. These requests carry no credentials: the
 * slug is enough. Source: https://docs.cobru.co/en/docs/api/cobrus/payment-details, read 2026-11-20.
 */
import type { Interaction } from '../kit/pact/interaction.ts'
import { eachLike, fromState, like, regex } from '../kit/pact/matchers.ts'
import { HEADERS, PAYER, pathOf } from './pact-kit.ts'

const EMV_QR = regex(/^000201[\s\S]+6304[0-9A-F]{4}$/, '00020101021226330014CO.COM.CRB6304142E')

const ORDER_ID = regex(/^mm_[A-Za-z0-9]+$/, 'mm_YbtViBXIJYtrl121')

interface OrderText {
  /** What a client reads of the order, and how it looks. */
  order: Record<string, { like: RegExp; example: unknown }>
  /** State of the payment. */
  state?: number
}

/**
 * Django's serialised records, order first, as text that holds JSON: a client parses it a second time.
 * The text is held against what the client looks for in it, in any order.
 */
function orderText({ order, state = 1 }: OrderText) {
  const wanted = Object.entries(order).map(
    ([
      name,
      {
        like: { source },
      },
    ]) => `"${name}":${source}`,
  )
  const models = ['"model":"api\\.paymentorder"', `"model":"api\\.cobru".*"state":${state}\\b`]
  const ahead = [...models, ...wanted].map((source) => `(?=.*${source})`).join('')
  const fields = Object.fromEntries(
    Object.entries(order).map(([name, { example }]) => [name, example]),
  )
  const example = [
    { model: 'api.paymentorder', pk: 51000, fields },
    { model: 'api.cobru', pk: 27150, fields: { url: '3gofdf6f', state } },
  ]
  return regex(new RegExp(`^${ahead}\\[.*\\]$`), JSON.stringify(example))
}

const word = (text: string) => ({ like: new RegExp(`"${text}"`), example: text })
const digits = (example: number) => ({ like: /\d+/, example })

function pay(
  uponReceiving: string,
  body: Record<string, unknown>,
  willRespondWith: Interaction extends infer Each
    ? Each extends { willRespondWith: infer Answer }
      ? Answer
      : never
    : never,
  given = 'a payment exists',
): Interaction {
  return {
    given,
    uponReceiving,
    withRequest: {
      method: 'POST',
      path: pathOf('/'),
      headers: HEADERS,
      body: { ...PAYER, ...body },
    },
    willRespondWith,
  }
}

const started: Interaction[] = [
  pay(
    'the choice of Bre-B',
    { payment: 'breb' },
    {
      status: 200,
      body: orderText({
        order: {
          method: word('breb'),
          state: word('PENDIENTE'),
          GOrdenId: { like: /"mm_[A-Za-z0-9]+"/, example: 'mm_YbtViBXIJYtrl121' },
          qr_value: {
            like: /"000201[^"]+6304[0-9A-F]{4}"/,
            example: '00020101021226330014CO.COM.CRB6304142E',
          },
          key_value: { like: /"@[^"]+"/, example: '@ensayo1790' },
        },
      }),
    },
  ),
  pay(
    'the choice of a Bre-B QR code',
    { payment: 'breb_qr' },
    // The same code under other names, and in an object.
    { status: 200, body: { payment_details: { qr_bitcoin: EMV_QR, GOrdenId: ORDER_ID } } },
  ),
  pay(
    'the choice of PSE',
    { payment: 'pse', bank: '1040', address: 'Calle 1 # 2-3' },
    {
      status: 200,
      body: orderText({
        order: {
          method: word('pse'),
          checkout: { like: /"https?:\/\/[^"]+"/, example: 'https://bank.example/' },
        },
      }),
    },
  ),
  pay(
    'the choice of Nequi',
    { payment: 'NEQUI', phone_nequi: '3000000000', push: false },
    {
      status: 200,
      body: orderText({
        order: {
          method: word('NEQUI'),
          ref: { like: /"bancadigital-[^"]+"/, example: 'bancadigital-C001-0640' },
        },
      }),
    },
  ),
  pay(
    'the choice of Efecty',
    { payment: 'efecty' },
    {
      status: 200,
      body: orderText({
        order: { method: word('efecty'), ref: digits(167551394), project_code: digits(112766) },
      }),
    },
  ),
  pay(
    'the choice of Daviplata',
    { payment: 'daviplata' },
    { status: 200, body: { result: 'OTP_REQUIRED' } },
  ),
]

const refused: Interaction[] = [
  pay(
    'the choice of PSE without an address',
    { payment: 'pse', bank: '1040' },
    { status: 400, body: { address: eachLike('This field is required.') } },
  ),
  pay(
    'the choice of Nequi in lower case',
    { payment: 'nequi', phone_nequi: '3000000000' },
    { status: 400, body: { error: true, msg: 'unknown payment method' } },
  ),
  pay(
    'the choice of a method for a payment that has been paid',
    { payment: 'breb' },
    { status: 400, body: { result: 'COBRU_IS_PAYED' } },
    'a payment has been paid',
  ),
]

const around: Interaction[] = [
  {
    uponReceiving: 'a request for the banks of PSE',
    withRequest: { method: 'GET', path: '/get_banks/1/', headers: HEADERS },
    willRespondWith: {
      status: 200,
      body: eachLike({ bankName: like('BANCO AGRARIO'), bankCode: regex(/^\d+$/, '1040') }),
    },
  },
  {
    given: 'a payment has been started',
    uponReceiving: 'a request for the state of a Bre-B order',
    withRequest: {
      method: 'GET',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own syntax
      path: fromState('/breb_status/${GOrdenId}/', '/breb_status/mm_YbtViBXIJYtrl121/'),
      headers: HEADERS,
    },
    willRespondWith: { status: 200, body: { state: 'PENDING' } },
  },
]

/** Keys in upper case, here and nowhere else. */
const CONFIRM = { method: 'POST', path: '/cobru/confirm_daviplata/', headers: HEADERS } as const

const ASKED_FOR_CODE = { state: 'a payment has been started', params: { method: 'daviplata' } }

// biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own syntax
const URL = fromState('${url}', '3gofdf6f')

const daviplata: Interaction[] = [
  {
    given: ASKED_FOR_CODE,
    uponReceiving: 'the code of a Daviplata payment',
    withRequest: { ...CONFIRM, body: { URL, OTP: '123456' } },
    willRespondWith: { status: 200, body: { result: 'OK' } },
  },
  {
    given: ASKED_FOR_CODE,
    uponReceiving: 'a wrong code of a Daviplata payment',
    withRequest: { ...CONFIRM, body: { URL, OTP: '000000' } },
    willRespondWith: { status: 400, body: { result: 'error' } },
  },
  {
    given: ASKED_FOR_CODE,
    uponReceiving: 'the code of a Daviplata payment under keys in lower case',
    withRequest: { ...CONFIRM, body: { url: URL, otp: '123456' } },
    willRespondWith: {
      status: 400,
      body: { URL: ['This field is required.'], OTP: ['This field is required.'] },
    },
  },
]

/** Numbers of the networks' own test ranges. */
const CARD = { payment: 'credit_card', expiration_date: '12/30', cvv: '123', dues: 1 }

const cards: Interaction[] = [
  pay(
    'the choice of a card that is approved',
    { ...CARD, credit_card: '4111111111111111' },
    {
      status: 200,
      body: orderText({ order: { method: word('credit_card') }, state: 3 }),
    },
  ),
  pay('the choice of a card without its number', CARD, {
    status: 400,
    body: { credit_card: eachLike('This field is required.') },
  }),
]

export const methods: Interaction[] = [...started, ...refused, ...daviplata, ...cards, ...around]
