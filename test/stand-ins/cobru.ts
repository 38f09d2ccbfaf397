/**
 * Cobru as its documents describe it: tokens, payments, estimate, balance, movements.
 * The rest of its products this account does not have.
 * Source: https://docs.cobru.co, read 2026-11-20.
 */
import {
  type Call,
  makeId,
  makeJwt,
  type Reply,
  route,
  type Service,
  type Times,
} from './stand-in.ts'

const API_KEY = 'stand-in-api-key-0001'
const REFRESH = 'stand-in-refresh-token-0001'

interface Payment {
  pk: number
  amount: number
  state: number
  url: string
  createdAt: number
  expiresAt: number
  sent: Record<string, unknown>
}

const refuse = (status: number, body: unknown): Reply => ({ status, body })
const NO_TOKEN = refuse(401, {
  detail: 'Given token not valid for any token type',
  code: 'token_not_valid',
})
const NO_KEY = refuse(403, { detail: 'Authentication credentials were not provided.' })

export function createCobru(times: Times, baseUrl: string): Service {
  const payments = new Map<string, Payment>()
  const tokens = new Map<string, number>()
  let lastPk = 27_150
  const find = (url: unknown): Payment | undefined => payments.get(String(url))

  const create = ({ body, now }: Call): Reply => {
    if (body?.callback === undefined) {
      return refuse(403, { error: 'Error en la creacion del cobru.' })
    }
    if (
      body.payment_method_enabled !== undefined &&
      typeof body.payment_method_enabled !== 'string'
    ) {
      return refuse(400, { payment_method_enabled: ['Not a valid string.'] })
    }
    if (body.payer_redirect_url === undefined) {
      return refuse(403, { error: 'Error en la creacion del cobru.' })
    }
    for (const field of ['amount', 'description', 'expiration_days', 'payment_method_enabled']) {
      if (body[field] === undefined) return refuse(400, { [field]: ['This field is required.'] })
    }
    if (String(body.description).length > 240) {
      return refuse(400, { description: ['Ensure this field has no more than 240 characters.'] })
    }
    if (Number.isNaN(Number(body.amount)))
      return refuse(400, { amount: ['A valid number is required.'] })
    lastPk++
    const days = Number(body.expiration_days)
    const payment: Payment = {
      pk: lastPk,
      amount: Number(body.amount),
      state: 0,
      url: makeId(8),
      createdAt: now,
      expiresAt: endOfDay(now) + days * 86_400_000,
      sent: body,
    }
    payments.set(payment.url, payment)
    return { status: 201, body: toCreated(payment) }
  }

  const edit = ({ body }: Call): Reply => {
    const payment = find(body?.url)
    if (payment === undefined) return refuse(404, { detail: 'Not found.' })
    if (body.amount !== undefined) payment.amount = Number(body.amount)
    if (body.description !== undefined) payment.sent.description = body.description
    if (body.expiration_days !== undefined) payment.sent.expiration_days = body.expiration_days
    const { description } = payment.sent
    const { fee, vat } = toFees(payment.amount)
    return {
      status: 200,
      body: {
        description,
        url: payment.url,
        amount: payment.amount,
        payed_amount: payment.amount - fee,
        iva_amount: vat,
        fee_amount: fee,
        date_created: payment.createdAt,
      },
    }
  }

  const expire = ({ body }: Call): Reply => {
    const payment = find(body?.url)
    if (payment === undefined) return refuse(404, { detail: 'Not found.' })
    if (payment.state !== 0) return refuse(400, { result: 'error' })
    payment.state = 5
    return { status: 200, body: { result: 'OK' } }
  }

  const estimate = ({ body }: Call): Reply => {
    const amount = Number(body?.amount)
    if (!(amount > 0)) return refuse(400, { amount: ['A valid number is required.'] })
    const fee = Math.round(amount * 0.059)
    const vat = Number((fee * 0.19).toFixed(2))
    return {
      status: 200,
      body: {
        cobru_amount: amount,
        cobru_fee: fee,
        iva: vat,
        cobru_payed_amount: amount - fee - vat,
      },
    }
  }

  const movements = ({ query }: Call): Reply => {
    const flags = ['by_cobrus', 'by_withdraws', 'by_sends', 'by_other_payments']
    const set = flags.filter((flag) => query.get(flag) === 'true')
    if (set.length === 0) return refuse(400, { message: 'BAD REQUEST', error: true, code: 400 })
    const rows = set[0] === 'by_cobrus' ? [...payments.values()].reverse().map(toRow) : []
    const [size, page] = [Number(query.get('per_page') ?? 10), Number(query.get('page_num') ?? 1)]
    return { status: 200, body: { data: rows.slice((page - 1) * size, page * size), status: 200 } }
  }

  return {
    env: {
      COBRU_BASE_URL: baseUrl,
      COBRU_API_KEY: API_KEY,
      COBRU_REFRESH_TOKEN: REFRESH,
    },
    guard: ({ headers, path, now }, found) => {
      if (found === undefined) return undefined
      if (headers.get('x-api-key') !== API_KEY) return NO_KEY
      if (path === '/token/refresh/') return undefined
      const token = headers.get('authorization')?.replace('Bearer ', '') ?? ''
      return (tokens.get(token) ?? 0) > now ? undefined : NO_TOKEN
    },
    unknown: ({ method }, isOtherMethod) =>
      isOtherMethod
        ? refuse(405, { detail: `Method "${method}" not allowed.` })
        : {
            status: 404,
            body: '<!DOCTYPE html><html>Not found</html>',
            headers: { 'content-type': 'text/html' },
          },
    routes: [
      route('refreshToken', 'POST', '/token/refresh/', ({ body, now }) => {
        if (body?.refresh === undefined)
          return refuse(400, { refresh: ['This field is required.'] })
        if (body.refresh !== REFRESH) {
          return refuse(401, { detail: 'Token is invalid or expired', code: 'token_not_valid' })
        }
        const until = now + 3_600_000
        const access = makeJwt({ token_type: 'access', exp: Math.floor(until / 1_000), user_id: 7 })
        tokens.set(access, now + times.tokenMs(3_600_000))
        return { status: 200, body: { access } }
      }),
      route('createPayment', 'POST', '/cobru/', create),
      route('getPayment', 'GET', '/cobru_detail/:url', ({ params }) => {
        const payment = find(params[0])
        return payment
          ? { status: 200, body: toDetail(payment) }
          : refuse(404, { detail: 'Not found.' })
      }),
      route('editPayment', 'POST', '/edit_cobru/', edit),
      route('expirePayment', 'POST', '/cobru/update_to_expired/', expire),
      route('estimatePayment', 'POST', '/cobru/estimate/', estimate),
      route('getBalance', 'GET', '/balance/', () => ({
        status: 200,
        body: {
          balance: '14179.25',
          balance_cop: '14179.25',
          balance_usd: '9995.00',
          balance_ars: '10000.00',
          balance_mxn: '96536.31',
          balance_brl: '89772737.20',
          pendingBalance: '23.90',
          saved: 200,
          profits: 0,
        },
      })),
      route('listMovements', 'GET', '/movements/movements_by_types/', movements),
    ],
  }
}

/** 23:59:59 of the day in Bogota. */
function endOfDay(now: number): number {
  const local = now - 5 * 3_600_000
  return Math.floor(local / 86_400_000) * 86_400_000 + 86_399_000 + 5 * 3_600_000
}

function toFees(amount: number): { fee: number; vat: number } {
  const fee = Math.round(amount * 0.0479)
  return { fee, vat: Number((fee * 0.19).toFixed(2)) }
}

function toBogota(ms: number): string {
  return `${new Date(ms - 5 * 3_600_000).toISOString().replace('Z', '')}828-05:00`
}

function toCreated({ pk, amount, state, url, createdAt, sent }: Payment) {
  const { fee, vat } = toFees(amount)
  return {
    pk,
    amount: amount.toFixed(2),
    state,
    date_created: toBogota(createdAt),
    payment_method: null,
    url,
    owner: '3114242222',
    name: 'Neero SAS',
    payed_amount: (amount - fee).toFixed(2),
    client_assume_costs: sent.client_assume_costs ?? false,
    payment_method_enabled: sent.payment_method_enabled,
    expiration_days: Number(sent.expiration_days),
    fee_amount: fee,
    fee_iva_amount: Math.round(vat),
    platform: sent.platform ?? 'desconocido',
    callback: sent.callback,
    payer_redirect_url: sent.payer_redirect_url,
    fee_iva: 0.19,
    iva_amount: 0,
    not_send_email: false,
    by_topup: false,
    bank_withdraw: null,
    franchise: null,
    wallet_bitcoin: null,
    amount_bitcoin: null,
    currency: null,
    idempotency_key: sent.idempotency_key ?? `3114242222_${makeId(32)}`,
    currency_code: 'COP',
    description: sent.description,
  }
}

function toDetail({ pk, amount, state, url, createdAt, expiresAt, sent }: Payment) {
  const { fee, vat } = toFees(amount)
  return {
    pk,
    fee_amount: fee,
    payer_id: null,
    payer_name: null,
    payment_method: null,
    state,
    payer_email: null,
    payment_method_enabled: sent.payment_method_enabled,
    date_payed: '',
    url,
    amount,
    expiration_days: Number(sent.expiration_days),
    payer_phone: null,
    iva_amount: vat,
    date_expired: expiresAt,
    date_created: createdAt,
    images: null,
    description: sent.description,
    payed_amount: amount - fee,
    client_assume_costs: sent.client_assume_costs ?? false,
    currency_code: 'COP',
  }
}

function toRow(payment: Payment) {
  const { pk, amount, state, url, createdAt, expiresAt, sent } = payment
  return {
    account_number: '',
    amount: amount.toFixed(2),
    amount_bitcoin: null,
    amount_saved_transaction: 0,
    by_saved_transaction: false,
    by_topup: false,
    client_assume_costs: false,
    cus: '',
    date_created: createdAt,
    date_expired: expiresAt,
    date_payed: 0,
    description: sent.description,
    document_type: 'CC',
    expiration_days: Number(sent.expiration_days),
    fee_amount: '0.00',
    fee_iva: 0,
    fee_iva_amount: '0.00',
    franchise: null,
    images: null,
    img: 'http://placehold.it/50x50',
    iva_amount: '0.00',
    payed_amount: '0.00',
    payer_email: '',
    payer_id: '',
    payer_name: '',
    payer_phone: '',
    payment_method: null,
    payment_method_enabled: sent.payment_method_enabled,
    pk,
    qr_bitcoin: null,
    qr_bitcoin_ln: null,
    reference_cobru: String(pk),
    state,
    tax_amount_retefuente: '0.00',
    tax_amount_reteica: '0.00',
    tax_amount_reteiva: '0.00',
    type: 'cobru',
    url,
    url_bitcoin: null,
    url_bitcoin_ln: null,
    wallet: null,
  }
}
