/** What a Localpayment that departs from its documents might do. */
import {
  drop,
  good,
  media,
  put,
  refusing,
  rename,
  status,
  strange,
  variant,
  wrap,
} from './departing.ts'
import type { Departure } from './stand-in.ts'

const ACCOUNTS = 'createVirtualAccount getVirtualAccount setActivation deleteVirtualAccount'
const isCompany = ({ body }: { body: { beneficiary?: { type?: string } } }) =>
  body?.beneficiary?.type === 'COMPANY'

export const localpayment: readonly Departure[] = [
  variant('localpayment.http.create-status', 'createVirtualAccount createPayin', (reply) => {
    if (reply.status === 201) reply.status = 200
  }),
  variant('localpayment.http.rejection-status', 'createVirtualAccount createPayin', (reply) => {
    if (reply.status === 400) reply.status = 200
  }),
  variant(
    'localpayment.paths.trailing-slash',
    'listPaymentMethods',
    refusing(({ path }) => path.endsWith('/'), 404, { detail: 'Not found.' }),
  ),
  variant(
    'localpayment.auth.token-form',
    'createToken',
    refusing(({ headers }) => /form/.test(headers.get('content-type') ?? ''), 415, {
      detail: 'Unsupported media type "application/x-www-form-urlencoded" in request.',
    }),
  ),
  variant('localpayment.auth.refresh-answer', 'refreshToken', drop('refresh')),
  variant(
    'localpayment.external-id.alphabet',
    'createPayin',
    refusing(
      ({ body }) => /-/.test(body?.externalId ?? ''),
      400,
      toRejected('300', 'Invalid param + [externalId] + verification failed'),
    ),
  ),
  variant('localpayment.va.activation-time', 'getVirtualAccount', slow(22_000)),
  variant('localpayment.va.error-path', 'createVirtualAccount', (reply) => {
    if (reply.status === 400)
      reply.body = JSON.parse(
        JSON.stringify(reply.body).replaceAll('[document.id]', '[beneficiary.document.id]'),
      )
  }),
  variant(
    'localpayment.va.deleted-code',
    'deleteVirtualAccount getVirtualAccount',
    good(({ body }) => {
      if (body.status.description === 'DELETED') body.status.code = '900'
    }),
  ),
  variant(
    'localpayment.va.enabled-detail',
    'setActivation',
    put('status.detail', (detail) =>
      detail.replace(
        'Virtual account active and ready for payments',
        'Virtual account has been created',
      ),
    ),
  ),
  variant('localpayment.va.last-name', 'createVirtualAccount', (reply, call) => {
    if (reply.status === 400 && /lastName/.test(JSON.stringify(reply.body)) && !isCompany(call)) {
      Object.assign(reply, { status: 201, body: toOpen(call.body) })
    }
  }),
  {
    ...variant(
      'localpayment.payin.pse-flow',
      'createPayin',
      good(({ body }, call) => {
        call.body.paymentMethod.flow = 'DIRECT'
        body.paymentMethod.flow = 'DIRECT'
      }),
    ),
    // The other flow is taken, and the documented one refused.
    before: ({ body }) => {
      const { paymentMethod } = body ?? {}
      if (paymentMethod === undefined || paymentMethod.type === 'Cash') return
      paymentMethod.flow = paymentMethod.flow === 'DIRECT' ? 'REDIRECT' : 'NEITHER'
    },
  },
  variant(
    'localpayment.document.pass-length',
    'validateDocument',
    refusing(({ body }) => body?.document?.type === 'PASS', 200, {
      code: '200',
      description: 'Valid id and type document',
    }),
  ),
  variant('localpayment.status.shape', 'getTransactionStatus', (reply) => {
    const { code, description, detail } = reply.body.status
    reply.body.status = { status: description, code: Number(code), description: detail }
  }),
  variant(
    'localpayment.key.accents',
    'getVirtualAccount',
    put('beneficiary.bank.account.number', (key) => key.replace('JoseNandu', 'Josand')),
  ),
  strange(
    'status',
    'a creation answers 202',
    'createVirtualAccount',
    'createVirtualAccount 202',
    status(202),
  ),
  strange(
    'status',
    'a deletion answers 409',
    'deleteVirtualAccount',
    'deleteVirtualAccount 409',
    (reply) => {
      reply.status = 409
    },
  ),
  strange(
    'shape',
    'a virtual account has no internal id',
    'createVirtualAccount',
    'createVirtualAccount /internalId',
    drop('internalId'),
  ),
  strange(
    'shape',
    'a token is called otherwise',
    'createToken',
    'credentials',
    rename('access', 'token'),
  ),
  strange(
    'shape',
    'the detail stands in a list',
    'getTransaction',
    'getTransaction',
    wrap((body) => [body]),
  ),
  strange(
    'shape',
    'a list has no total',
    'listTransactions',
    'listTransactions /totalElements',
    drop('totalElements'),
  ),
  strange(
    'type',
    'the code of a status is a number',
    'createVirtualAccount',
    'createVirtualAccount /status/code',
    put('status.code', Number),
  ),
  strange('type', 'the balance is text', 'getBalance', 'getBalance /amount', put('amount', String)),
  strange(
    'value',
    'the currency is in lower case',
    'getBalance',
    'getBalance /currency',
    put('currency', () => 'cop'),
  ),
  strange(
    'value',
    'a cancelled payin has another code',
    'cancelPayin',
    'cancelPayin /status/code',
    put('status.code', () => '901'),
  ),
  strange(
    'format',
    'an id is not a UUID',
    ACCOUNTS,
    '/internalId',
    put('internalId', () => '12345'),
  ),
  strange(
    'format',
    'an amount has two decimals as text',
    'getTransaction',
    'getTransaction /amount',
    put('amount', (amount) => Number(amount).toFixed(2)),
  ),
  strange(
    'header',
    'the methods come as plain text',
    'listPaymentMethods',
    'listPaymentMethods content-type',
    media('text/plain'),
  ),
  strange(
    'time',
    'a virtual account takes two minutes to become active',
    'getVirtualAccount',
    'getVirtualAccount active',
    slow(120_000),
  ),
  strange(
    'value',
    'an account is in a state that no document knows',
    'createVirtualAccount',
    'createVirtualAccount /status/code',
    put('status.code', () => '777'),
  ),
]

function toRejected(code: string, detail: string) {
  const status = { code, description: 'Rejected', detail }
  return {
    externalId: 'x',
    internalId: '6f5986b9-4897-4ad7-8fe9-cedbe7c5bb33',
    status,
    errors: [{ code, description: detail }],
  }
}

function toOpen(body: Record<string, unknown>) {
  const status = { code: '100', description: 'INPROGRESS', detail: 'Virtual account in progress' }
  const { externalId, accountNumber, beneficiary } = body
  return {
    externalId,
    internalId: '6f5986b9-4897-4ad7-8fe9-cedbe7c5bb33',
    accountNumber,
    country: 'COL',
    currency: 'COP',
    beneficiary: { ...(beneficiary as object), fullName: 'x', lastName: '' },
    status,
    errors: [],
  }
}

/** Shows an account as in progress for so long after it was first read. */
function slow(ms: number) {
  const seen = new Map<string, number>()
  return good(({ body }, { params, now }) => {
    if (body.status.code !== '200') return
    const since = seen.get(params[0]!) ?? now
    seen.set(params[0]!, since)
    if (now - since >= ms) return
    body.status = { code: '100', description: 'INPROGRESS', detail: 'Virtual account in progress' }
    delete body.beneficiary.bank
  })
}
