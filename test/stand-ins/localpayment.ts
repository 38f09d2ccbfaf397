/**
 * Localpayment as its documents describe it: tokens, virtual accounts in Colombia, PSE payins,
 * rejected payouts, queries, validations. Payouts are not tried: they would move money.
 * Source: https://docs.localpayment.com and https://docs.v3.localpayment.com, read 2026-11-20.
 */
import {
  type Call,
  makeJwt,
  makeUuid,
  type Reply,
  route,
  type Service,
  type Times,
} from './stand-in.ts'

const USERNAME = 'stand-in-user'
const PASSWORD = 'stand-in-password-1'
const ACCOUNT = '170.170.00000009'

// biome-ignore lint/suspicious/noExplicitAny: a server reads what a client sends
type Loose = Record<string, any>

interface Account {
  externalId: string
  internalId: string
  beneficiary: Loose
  activeAt: number
  /** Given when it becomes active. */
  key: string
  state: 'open' | 'disabled' | 'deleted'
}

interface Payin {
  body: Loose
  internalId: string
  createdAt: number
  isCancelled: boolean
}

const refuse = (code: string, detail: string, status = Number(code)): Reply => ({
  status,
  body: { status: { code, description: 'ERROR', detail } },
})

export function createLocalpayment(times: Times, baseUrl: string): Service {
  const tokens = new Map<string, { until: number; kind: string }>()
  const accounts = new Map<string, Account>()
  const payins = new Map<string, Payin>()
  const counters = new Map<string, number>()
  const used = new Set<string>()

  const issue = (kind: string, ms: number, now: number): string => {
    const token = makeJwt({ token_type: kind, exp: Math.floor((now + ms) / 1_000), user_id: 7 })
    tokens.set(token, { kind, until: now + ms })
    return token
  }

  const createToken = ({ body, now }: Call): Reply => {
    const sent: Loose =
      typeof body === 'string' ? Object.fromEntries(new URLSearchParams(body)) : body
    if (sent?.username !== USERNAME || sent?.password !== PASSWORD) {
      return { status: 401, body: { detail: 'No active account found with the given credentials' } }
    }
    const access = issue('access', times.tokenMs(300_000), now)
    return { status: 200, body: { refresh: issue('refresh', 86_400_000, now), access } }
  }

  const refresh = ({ body, now }: Call): Reply => {
    const known = tokens.get(body?.refresh)
    if (known?.kind !== 'refresh' || known.until <= now) {
      return {
        status: 401,
        body: { detail: 'Token is invalid or expired', code: 'token_not_valid' },
      }
    }
    return {
      status: 200,
      body: {
        access: issue('access', times.tokenMs(300_000), now),
        refresh: issue('refresh', 86_400_000, now),
      },
    }
  }

  const createAccount = ({ body, now }: Call): Reply => {
    const problem = findProblem(body, used)
    const internalId = makeUuid()
    if (problem !== undefined) {
      const status = { code: '300', description: 'REJECTED', detail: problem }
      const errors = [{ code: '300', detail: problem }]
      return { status: 400, body: { externalId: body.externalId, internalId, status, errors } }
    }
    used.add(body.externalId)
    const account: Account = {
      externalId: body.externalId,
      internalId,
      beneficiary: body.beneficiary,
      activeAt: now + times.stateMs(6_000),
      key: '',
      state: 'open',
    }
    accounts.set(account.externalId, account)
    return { status: 201, body: show(account, now) }
  }

  const show = (account: Account, now: number): Loose => {
    const { type, name, lastName = '', document } = account.beneficiary
    const isActive = now >= account.activeAt
    if (isActive && account.key === '') account.key = toKey(name, lastName, counters)
    const bank = isActive ? { bank: { account: { type: 'KEY', number: account.key } } } : {}
    return {
      externalId: account.externalId,
      internalId: account.internalId,
      accountNumber: ACCOUNT,
      country: 'COL',
      currency: 'COP',
      beneficiary: {
        type,
        name,
        fullName: `${name} ${lastName}`.trim(),
        lastName,
        document,
        ...bank,
      },
      status: toStatus(account, isActive),
      errors: [],
    }
  }

  const find = (id: string | undefined): Account | undefined => accounts.get(id ?? '')

  const activate = ({ params, now }: Call): Reply => {
    const account = find(params[0])
    if (account === undefined) return refuse('404', 'Virtual account not found')
    const isAllowed =
      now >= account.activeAt && account.state === (params[1] === 'disable' ? 'open' : 'disabled')
    if (!isAllowed) return refuse('400', 'Invalid operation')
    account.state = params[1] === 'disable' ? 'disabled' : 'open'
    return { status: 200, body: show(account, now) }
  }

  const remove = ({ params, now }: Call): Reply => {
    const account = find(params[0])
    if (account === undefined) return refuse('404', 'Virtual account not found')
    if (now < account.activeAt || account.state === 'deleted')
      return refuse('400', 'Invalid operation')
    account.state = 'deleted'
    return { status: 200, body: show(account, now) }
  }

  const createPayin = ({ body, now }: Call): Reply => {
    const problem = findPayinProblem(body, used)
    const internalId = makeUuid()
    if (problem !== undefined) {
      const [code, detail] = problem
      const status = { code, description: 'Rejected', detail }
      return {
        status: 400,
        body: { externalId: body.externalId, internalId, status, errors: [{ code, detail }] },
      }
    }
    used.add(body.externalId)
    const payin: Payin = { body, internalId, createdAt: now, isCancelled: false }
    payins.set(body.externalId, payin)
    payins.set(internalId, payin)
    return { status: 201, body: showPayin(payin, baseUrl) }
  }

  const withPayin =
    (answer: (payin: Payin) => Reply, missing: string) =>
    ({ params }: Call): Reply => {
      const payin = payins.get(params[0] ?? '')
      return payin === undefined ? refuse('404', missing) : answer(payin)
    }

  return {
    env: {
      LOCALPAYMENT_BASE_URL: baseUrl,
      LOCALPAYMENT_USERNAME: USERNAME,
      LOCALPAYMENT_PASSWORD: PASSWORD,
      LOCALPAYMENT_ACCOUNT_NUMBER: ACCOUNT,
      LOCALPAYMENT_WEBHOOK_SECRET: 'stand-in-webhook-secret',
    },
    guard: ({ path, headers, now }) => {
      if (path.startsWith('/api/token')) return undefined
      const known = tokens.get(headers.get('authorization')?.replace('Bearer ', '') ?? '')
      if (known?.kind === 'access' && known.until > now) return undefined
      const detail = 'Given token not valid for any token type'
      const messages = [
        {
          token_class: 'AccessToken',
          token_type: 'access',
          message: 'Token is invalid or expired',
        },
      ]
      return { status: 401, body: { detail, code: 'token_not_valid', messages } }
    },
    unknown: (_, isOtherMethod) => ({
      status: isOtherMethod ? 405 : 404,
      body: { detail: isOtherMethod ? 'Method not allowed.' : 'Not found.' },
    }),
    routes: [
      { ...route('createToken', 'POST', '/api/token', createToken), path: /^\/api\/token\/?$/ },
      { ...route('refreshToken', 'POST', '', refresh), path: /^\/api\/token\/refresh\/?$/ },
      {
        ...route('createVirtualAccount', 'POST', '', createAccount),
        path: /^\/api\/virtual-account\/?$/,
      },
      route('getVirtualAccount', 'GET', '/api/virtual-account/:id', ({ params, now }) => {
        const account = find(params[0])
        return account
          ? { status: 200, body: show(account, now) }
          : refuse('404', 'Virtual account not found')
      }),
      {
        ...route('setActivation', 'PUT', '', activate),
        path: /^\/api\/virtual-account\/([^/]+)\/activation\/(enable|disable)\/?$/,
      },
      route('deleteVirtualAccount', 'DELETE', '/api/virtual-account/:id', remove),
      { ...route('createPayin', 'POST', '', createPayin), path: /^\/api\/payin\/?$/ },
      route(
        'cancelPayin',
        'PATCH',
        '/api/transactions/:id/status',
        withPayin((payin) => {
          if (payin.isCancelled) return refuse('400', 'Invalid operation')
          payin.isCancelled = true
          return { status: 200, body: toShort(payin) }
        }, 'Payin not found'),
      ),
      route('listTransactions', 'GET', '/api/transactions/list/filter', ({ query }) => {
        const isInstant = (name: string) =>
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/.test(query.get(name) ?? '')
        if (!isInstant('since') || !isInstant('until')) return refuse('400', 'Invalid operation')
        const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('size') ?? 10)]
        const all = [...new Set(payins.values())]
          .reverse()
          .map((payin) => showPayin(payin, baseUrl))
        const details = all.slice((page - 1) * size, page * size)
        return {
          status: 200,
          body: {
            totalElements: all.length,
            totalPages: Math.ceil(all.length / size),
            page,
            size,
            details,
          },
        }
      }),
      route(
        'getTransactionStatus',
        'GET',
        '/api/transactions/:id/status',
        withPayin((payin) => ({ status: 200, body: toShort(payin) }), 'Payin not found'),
      ),
      route(
        'getTransaction',
        'GET',
        '/api/transactions/:id',
        withPayin(
          (payin) => ({ status: 200, body: showPayin(payin, baseUrl) }),
          'Transaction not found',
        ),
      ),
      route('getBalance', 'GET', '/api/accounts/:number/balance', ({ params }) =>
        params[0] === ACCOUNT
          ? { status: 200, body: { accountNumber: ACCOUNT, currency: 'COP', amount: 5_000_000.5 } }
          : { status: 403, body: { detail: 'You do not have permission to perform this action.' } },
      ),
      {
        ...route('listPaymentMethods', 'GET', '', () => ({ status: 200, body: [METHODS] })),
        path: /^\/api\/resources\/payment-methods\/?$/,
      },
      route('validateDocument', 'POST', '/api/validation/document', ({ body }) => {
        const isValid = isDocument(body?.document)
        return isValid
          ? { status: 200, body: { code: '200', description: 'Valid id and type document' } }
          : {
              status: 400,
              body: {
                code: '300',
                description: 'Invalid param + Payer.document.[id or type] + [Is Invalid]',
              },
            }
      }),
    ],
  }
}

function toStatus({ state }: Account, isActive: boolean): Loose {
  if (state === 'deleted')
    return { code: '400', description: 'DELETED', detail: 'Virtual account deleted' }
  if (state === 'disabled')
    return { code: '300', description: 'DISABLED', detail: 'Virtual account disabled' }
  return isActive
    ? {
        code: '200',
        description: 'COMPLETED',
        detail: 'Virtual account active and ready for payments',
      }
    : { code: '100', description: 'INPROGRESS', detail: 'Virtual account in progress' }
}

const DIGITS = [41, 37, 29, 23, 19, 17, 13, 7, 3]

/** The NIT's last digit follows from the others. */
function isNit(id: string): boolean {
  const found = /^(\d{9})-?(\d)$/.exec(id)
  if (found === null) return false
  const sum = [...found[1]!].reduce(
    (total, digit, index) => total + Number(digit) * DIGITS[index]!,
    0,
  )
  const rest = sum % 11
  return Number(found[2]) === (rest < 2 ? rest : 11 - rest)
}

function isDocument(document: Loose | undefined): boolean {
  const type = String(document?.type).toUpperCase()
  const id = String(document?.id)
  if (type === 'NIT') return isNit(id)
  if (type === 'CC') return /^\d{6,10}$/.test(id)
  if (type === 'CE') return /^\d{6,7}$/.test(id)
  if (type === 'TI') return /^\d{10,11}$/.test(id)
  return type === 'PASS' && /^[A-Za-z0-9]{4,12}$/.test(id)
}

function findProblem(body: Loose, used: ReadonlySet<string>): string | undefined {
  for (const field of ['externalId', 'accountNumber', 'country', 'beneficiary']) {
    if (!body?.[field]) return `Empty mandatory param + [${field}]`
  }
  if (used.has(body.externalId)) return 'Invalid param + [externalId] + already exists'
  if (body.accountNumber !== ACCOUNT) return 'Invalid param + [accountNumber] + verification failed'
  if (body.country !== 'COL') return 'Invalid param + [country] + verification failed'
  for (const field of ['type', 'name', 'document']) {
    if (!body.beneficiary[field]) return `Empty mandatory param + [beneficiary.${field}]`
  }
  if (body.beneficiary.type === 'INDIVIDUAL' && !body.beneficiary.lastName) {
    return 'Empty mandatory param + [beneficiary.lastName]'
  }
  return isDocument(body.beneficiary.document)
    ? undefined
    : 'Invalid param + [document.id] + verification failed'
}

function findPayinProblem(body: Loose, used: ReadonlySet<string>): [string, string] | undefined {
  for (const field of [
    'externalId',
    'country',
    'currency',
    'paymentMethod',
    'accountNumber',
    'merchant',
    'sender',
  ]) {
    if (!body?.[field]) return ['300', `Empty mandatory param + [${field}]`]
  }
  if (used.has(body.externalId)) return ['300', 'Invalid param + [externalId] + already exists']
  if (!(body.amount > 0)) return ['300', 'Invalid param + [amount] + verification failed']
  if (body.paymentMethod.flow !== 'REDIRECT')
    return ['300', 'Invalid param + [paymentMethod.flow] + verification failed']
  return undefined
}

/** `@LP`, the first eleven letters of the name without spaces, and a counter. */
function toKey(name: string, lastName: string, counters: Map<string, number>): string {
  const plain = `${name}${lastName}`.normalize('NFD').replace(/[^A-Za-z0-9]/g, '')
  const start = `@LP${plain.slice(0, 11)}`
  counters.set(start, (counters.get(start) ?? 0) + 1)
  return `${start}${String(counters.get(start)).padStart(4, '0')}`
}

function toPayinStatus({ isCancelled }: Payin): Loose {
  return isCancelled
    ? { code: '900', description: 'CANCELLED', detail: 'The payin was cancelled' }
    : { code: '100', description: 'INPROGRESS', detail: 'The payin is in progress' }
}

function toShort(payin: Payin): Loose {
  const { externalId } = payin.body
  return { externalId, internalId: payin.internalId, status: toPayinStatus(payin) }
}

function showPayin(payin: Payin, baseUrl: string): Loose {
  const { body, internalId, createdAt } = payin
  const instant = (ms: number) => new Date(ms).toISOString()
  return {
    transactionType: 'PayIn',
    externalId: body.externalId,
    internalId,
    paymentMethod: body.paymentMethod,
    country: body.country,
    currency: body.currency,
    amount: body.amount,
    accountNumber: body.accountNumber,
    redirectUrl: `${baseUrl}/pse/${internalId}`,
    date: {
      creationDate: instant(createdAt),
      processedDate: null,
      expirationDate: instant(createdAt + 7 * 86_400_000),
    },
    status: toPayinStatus(payin),
    merchant: body.merchant,
    sender: body.sender,
    errors: [],
  }
}

const COLOMBIA = {
  id: 8,
  code: '170',
  name: 'Colombia',
  isoCode3: 'COL',
  localCurrency: { code: '170', name: 'Peso Colombiano', isoCode3: 'COP' },
}

const METHODS = {
  accountCode: ACCOUNT,
  accountNumber: ACCOUNT,
  payinPaymentMethods: [
    {
      id: 1,
      code: '1936',
      name: 'PSE',
      description: 'PSE',
      paymentMethodType: 'BankTransfer',
      country: COLOMBIA,
    },
  ],
  payoutPaymentMethods: [
    {
      id: 2,
      code: '0062',
      name: 'Bre-B Key',
      description: 'Bre-B',
      paymentMethodType: 'BankTransfer',
      country: COLOMBIA,
    },
  ],
}
