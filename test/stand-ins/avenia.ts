/**
 * Avenia as its documents describe it: signed requests, account reads, Colombian beneficiaries,
 * quotes, payins by PIX until they are paid, webhooks.
 * Source: https://integration-guide.avenia.io, read 2026-11-20.
 */
import { createVerify, generateKeyPairSync } from 'node:crypto'
import {
  type Call,
  makeJwt,
  makeUuid,
  type Reply,
  route,
  type Service,
  type Times,
} from './stand-in.ts'

// biome-ignore lint/suspicious/noExplicitAny: a server reads what a client sends
type Loose = Record<string, any>

const API_KEY = 'dc96d0f8-ac73-4abe-ade3-c6d14e3e22fb'
const USER_ID = '11111111-2222-4333-8444-555555555555'
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

const refuse = (status: number, error: string): Reply => ({ status, body: { error } })
const COP = '/v2/account/beneficiaries/bank-accounts/cop/'
const BANKS = [
  { bankId: 'bank_cop_022', bankName: 'BANCOLOMBIA' },
  { bankId: 'bank_cop_007', bankName: 'BANCOLOMBIA (NEQUI)' },
  ...Array.from({ length: 42 }, (_, index) => ({
    bankId: `bank_cop_${String(index + 100)}`,
    bankName: `BANCO ${index + 1}`,
  })),
]

export function createAvenia(times: Times, baseUrl: string): Service {
  const beneficiaries = new Map<string, Loose>()
  const quotes = new Map<string, Loose>()
  const tickets = new Map<string, Loose>()
  const webhooks = new Map<string, Loose>()
  const instant = (ms = times.now()) => new Date(ms).toISOString().replace('Z', '000Z')

  const isSigned = ({ headers, method, target, rawBody, now }: Call): boolean => {
    const timestamp = headers.get('x-api-timestamp') ?? ''
    if (headers.get('x-api-key') !== API_KEY || Math.abs(Number(timestamp) - now) > 300_000)
      return false
    return createVerify('RSA-SHA256')
      .update(`${timestamp}${method}${target}${rawBody}`)
      .verify(publicKey, headers.get('x-api-signature') ?? '', 'base64')
  }

  const BANK_FIELDS = [
    'beneficiaryType',
    'beneficiaryEmail',
    'beneficiaryAddress',
    'phoneNumber',
    'accountType',
    'bankAccountNumber',
    'documentNumber',
    'documentType',
    'bankId',
    'bankName',
  ]

  const findBad = (body: Loose): string | undefined => {
    for (const field of ['alias', 'beneficiaryName']) if (!body[field]) return field
    if (body.alias.length > 100) return 'alias'
    const given = BANK_FIELDS.filter((field) => body[field] !== undefined)
    if (body.breBKey === undefined && given.length === 0) return 'breBKey or bank fields'
    if (
      body.breBKey !== undefined &&
      !/^(@[A-Z0-9]{4,}|\+57\d{10}|\d{6,10}|[^@\s]+@[^@\s]+)$/i.test(body.breBKey)
    )
      return 'breBKey'
    if (given.length === 0) return undefined
    for (const field of BANK_FIELDS) if (body[field] === undefined) return field
    if (!/^\d{6,18}$/.test(body.bankAccountNumber)) return 'bankAccountNumber'
    if (!/^\d{6,10}$/.test(body.documentNumber)) return 'documentNumber'
    if (!['NATIONAL_ID', 'RUC_NIT', 'PASSPORT', 'RESIDENT_ID'].includes(body.documentType))
      return 'documentType'
    if (!['CHECKING', 'SAVINGS'].includes(body.accountType)) return 'accountType'
    if (!BANKS.some(({ bankId }) => bankId === body.bankId)) return 'bankId'
    return body.beneficiaryAddress.country === 'CO' ? undefined : 'beneficiaryAddress.country'
  }

  const createBeneficiary = ({ body }: Call): Reply => {
    const bad = findBad(body ?? {})
    if (bad !== undefined) return refuse(400, `${bad} is invalid`)
    const isTaken = [...beneficiaries.values()].some(({ alias }) => alias === body.alias)
    if (isTaken) return refuse(400, 'alias is invalid')
    const { beneficiaryEmail: _, beneficiaryAddress: __, phoneNumber: ___, ...shown } = body
    const id = makeUuid()
    beneficiaries.set(id, { id, userId: USER_ID, description: '', ...shown, createdAt: instant() })
    return { status: 200, body: { id } }
  }

  const listBeneficiaries = ({ query }: Call): Reply => {
    const [after, before] = ['createdAfter', 'createdBefore'].map(
      (name) => Number(query.get(name) ?? Number.NaN) * 1_000,
    )
    const bankAccounts = [...beneficiaries.values()].filter(
      ({ alias, createdAt }) =>
        (!query.has('alias') || alias === query.get('alias')) &&
        !(Date.parse(createdAt) < after!) &&
        !(Date.parse(createdAt) > before!),
    )
    return { status: 200, body: { bankAccounts } }
  }

  const PRICES: Record<string, [string, number]> = {
    'BRL-BRLA': ['BRLBRLA', 1],
    'BRLA-USDT': ['USDTBRLA', 5.7895],
    'BRLA-COP': ['BRLACOP', 1 / 720],
    'USDC-COP': ['USDCCOP', 1 / 4_000],
    'COP-BRLA': ['BRLACOP', 720],
    'BRLA-BRLA': ['BRLABRLA', 1],
  }

  const quote = ({ query }: Call): Reply => {
    const get = (name: string) => query.get(name) ?? ''
    for (const name of [
      'inputCurrency',
      'inputPaymentMethod',
      'outputCurrency',
      'outputPaymentMethod',
    ]) {
      if (get(name) === '') return refuse(400, `${name} is invalid`)
    }
    for (const name of ['inputThirdParty', 'outputThirdParty']) {
      if (!['true', 'false'].includes(get(name))) return refuse(400, `${name} is invalid`)
    }
    const price = PRICES[`${get('inputCurrency')}-${get('outputCurrency')}`]
    if (price === undefined) return refuse(400, 'outputCurrency is invalid')
    if (get('inputPaymentMethod') === 'INTERNAL' && get('blockchainSendMethod') === '') {
      return refuse(400, 'blockchainSendMethod is invalid')
    }
    const isByInput = query.has('inputAmount')
    if (isByInput === query.has('outputAmount'))
      return refuse(400, 'inputAmount or outputAmount is invalid')
    const amount = Number(get(isByInput ? 'inputAmount' : 'outputAmount'))
    if (!(amount > 0))
      return refuse(400, `${isByInput ? 'inputAmount' : 'outputAmount'} is invalid`)
    const inFee = get('inputPaymentMethod') === 'PIX' ? 0.2 : 0
    const text = (value: number) => String(Number(value.toFixed(6)))
    const input = isByInput ? amount : amount * price[1] + inFee
    const output = isByInput ? (amount - inFee) / price[1] : amount
    const fee = (type: string, value: number) => ({
      type,
      description: type,
      amount: text(value),
      currency: get('inputCurrency'),
      rebatable: type === 'In Fee',
    })
    const quoteToken = makeJwt({ exp: Math.floor(times.now() / 1_000) + 15 })
    const body = {
      quoteToken,
      inputCurrency: get('inputCurrency'),
      inputPaymentMethod: get('inputPaymentMethod'),
      inputAmount: text(input),
      outputCurrency: get('outputCurrency'),
      outputPaymentMethod: get('outputPaymentMethod'),
      outputAmount: text(output),
      markupAmount: '0',
      markupCurrency: '',
      ...(query.has('blockchainSendMethod')
        ? { blockchainSendMethod: get('blockchainSendMethod') }
        : {}),
      inputThirdParty: get('inputThirdParty') === 'true',
      outputThirdParty: get('outputThirdParty') === 'true',
      appliedFees: [
        fee('Markup Fee', 0),
        fee('In Fee', inFee),
        fee('Conversion Fee', 0),
        fee('Out Fee', 0),
        fee('Gas Fee', 0),
      ],
      basePrice: text(price[1]),
      pairName: price[0],
    }
    quotes.set(quoteToken, { body, until: times.now() + 15_000 })
    return { status: 200, body }
  }

  const createTicket = ({ body, now }: Call): Reply => {
    const known = quotes.get(body?.quoteToken)
    if (known === undefined || known.until < now) return refuse(400, 'quoteToken is invalid')
    const duration = body.customDuration ?? 86_400
    const isSame = known.body.inputCurrency === known.body.outputCurrency
    if (
      body.customDuration !== undefined &&
      (duration < 300 || duration > (isSame ? 259_200 : 600))
    ) {
      return refuse(400, 'customDuration is invalid')
    }
    if (known.body.inputPaymentMethod !== 'PIX') return refuse(400, 'insufficient balance')
    quotes.delete(body.quoteToken)
    const id = makeUuid()
    const { quoteToken: _, ...shown } = known.body
    const expiresAt = instant(now + duration * 1_000)
    tickets.set(id, {
      id,
      workspaceId: USER_ID,
      userId: USER_ID,
      status: 'UNPAID',
      reason: '',
      failureReason: '',
      createdAt: instant(),
      updatedAt: instant(),
      expiresAt,
      externalId: body.externalId ?? '',
      quote: { id: makeUuid(), ticketId: id, ...shown },
      brazilianFiatReceiverInfo: {},
    })
    const expiration = expiresAt.replace('Z', '000Z')
    return {
      status: 200,
      body: { id, brCode: '00020126580014br.gov.bcb.pix5204000053039865802BR', expiration },
    }
  }

  const withTicket =
    (answer: (ticket: Loose) => Reply) =>
    ({ params }: Call): Reply => {
      const ticket = tickets.get(params[0] ?? '')
      return ticket ? answer(ticket) : refuse(404, 'ticket not found')
    }

  const cancel = (ticket: Loose): Reply => {
    if (ticket.status !== 'UNPAID') return refuse(400, 'ticket is invalid')
    Object.assign(ticket, { status: 'FAILED', failureReason: 'CANCELED', updatedAt: instant() })
    return { status: 200, body: {} }
  }

  const createWebhook = ({ body }: Call): Reply => {
    if (!URL.canParse(body?.webhookUrl ?? '')) return refuse(400, 'webhookUrl is invalid')
    const known = ['TICKET', 'KYC', 'LIMIT-UPDATE', 'DEPOSIT', '*']
    if (
      !body.subscriptions?.length ||
      !body.subscriptions.every((each: string) => known.includes(each))
    ) {
      return refuse(400, 'subscriptions is invalid')
    }
    const webhookId = makeUuid()
    webhooks.set(webhookId, {
      id: webhookId,
      webhookUrl: body.webhookUrl,
      subscriptions: body.subscriptions,
      createdAt: instant(),
      updatedAt: instant(),
    })
    return { status: 200, body: { webhookId } }
  }

  const ITEMS = ['BRLA', 'USDC', 'USDT', 'USDM']
  return {
    env: {
      AVENIA_BASE_URL: baseUrl,
      AVENIA_EMAIL: 'stand-in@example.com',
      AVENIA_PASSWORD: 'stand-in-password',
      AVENIA_API_KEY: API_KEY,
      AVENIA_PRIVATE_KEY: privateKey,
    },
    guard: (call, found) => {
      if (call.path.startsWith('/v2/auth/') || found?.name === 'getPublicKey') return undefined
      return isSigned(call) ? undefined : refuse(401, 'unauthorized')
    },
    unknown: (_, isOtherMethod) =>
      refuse(isOtherMethod ? 405 : 404, isOtherMethod ? 'method not allowed' : 'not found'),
    routes: [
      route('getAccountInfo', 'GET', '/v2/account/account-info', () => ({
        status: 200,
        body: {
          id: USER_ID,
          accountInfo: {
            id: USER_ID,
            accountType: 'INDIVIDUAL',
            name: 'Stand In',
            identityStatus: 'CONFIRMED',
          },
          wallets: [],
          pixKey: '',
          brCode: '',
          createdAt: instant(),
        },
      })),
      route('getBalances', 'GET', '/v2/account/balances', () => ({
        status: 200,
        body: { balances: Object.fromEntries(ITEMS.map((name) => [name, '0'])) },
      })),
      route('listSupportedBanks', 'GET', `${COP}supported-banks`, () => ({
        status: 200,
        body: { banks: BANKS },
      })),
      route('createCopBeneficiary', 'POST', COP, createBeneficiary),
      route('listCopBeneficiaries', 'GET', COP, listBeneficiaries),
      route('getCopBeneficiary', 'GET', `${COP}:id`, ({ params }) => {
        const bankAccount = beneficiaries.get(params[0] ?? '')
        return bankAccount
          ? { status: 200, body: { bankAccount } }
          : refuse(404, 'beneficiary not found')
      }),
      route('deleteCopBeneficiary', 'DELETE', `${COP}:id`, ({ params }) =>
        beneficiaries.delete(params[0] ?? '')
          ? { status: 200, body: {} }
          : refuse(404, 'beneficiary not found'),
      ),
      route('createQuote', 'GET', '/v2/account/quote/fixed-rate', quote),
      route('createTicket', 'POST', '/v2/account/tickets/', createTicket),
      route('listTickets', 'GET', '/v2/account/tickets/', ({ query }) => {
        const all = [...tickets.values()]
          .reverse()
          .filter((ticket) =>
            ['status', 'externalId'].every(
              (name) => !query.has(name) || ticket[name] === query.get(name),
            ),
          )
        return { status: 200, body: { tickets: all } }
      }),
      route(
        'getTicket',
        'GET',
        '/v2/account/tickets/:id',
        withTicket((ticket) => ({ status: 200, body: { ticket } })),
      ),
      route('cancelTicket', 'PATCH', '/v2/account/tickets/:id/cancel', withTicket(cancel)),
      route('createWebhook', 'POST', '/v2/notifications/webhooks/', createWebhook),
      route('listWebhooks', 'GET', '/v2/notifications/webhooks/', () => ({
        status: 200,
        body: { webhooks: [...webhooks.values()] },
      })),
      route('getWebhook', 'GET', '/v2/notifications/webhooks/:id', ({ params }) => {
        const webhook = webhooks.get(params[0] ?? '')
        return webhook ? { status: 200, body: { webhook } } : refuse(404, 'webhook not found')
      }),
      route('deleteWebhook', 'DELETE', '/v2/notifications/webhooks/:id', ({ params }) =>
        webhooks.delete(params[0] ?? '')
          ? { status: 200, body: {} }
          : refuse(404, 'webhook not found'),
      ),
    ],
  }
}
