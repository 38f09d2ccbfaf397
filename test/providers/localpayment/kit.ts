/** A strict Localpayment in process on a frozen clock, with the requests that most tests begin with. */
import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { InboxMessage } from '../../../mocks/index.ts'
import {
  type Account,
  createSandbox,
  type OwnSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../../fixtures/any-names.ts'

/** 10:00 in Bogota. */
export const START_AT = Date.parse('2026-02-25T15:00:00Z')

export const VA_ID = 'a1b2c3d4-5e6f-7890-abcd-ef1234567890'
export const PAYOUT_ID = 'b2c3d4e5-6f7a-8901-bcde-f12345678901'
export const KEY = '@LPTechColomb0001'
export const CASH_ID = 'e5f6a7b8-9c0d-4e1f-8a2b-3c4d5e6f7a8b'

type Options = Omit<SandboxOptions<'localpayment'>, 'providers'>

// biome-ignore lint/suspicious/noExplicitAny: tests read answers freely and compare what they read
export type Loose = any

export interface Answer {
  status: number
  body: Loose
  headers: Headers
}

export interface Api {
  /** Any request, with the bearer unless other headers are given. */
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
  get(path: string): Promise<Answer>
  post(path: string, body: unknown): Promise<Answer>
  put(path: string): Promise<Answer>
  patch(path: string, body?: unknown): Promise<Answer>
  delete(path: string): Promise<Answer>
}

export interface Localpayment extends AsyncDisposable {
  sandbox: OwnSandbox<'localpayment'>
  api: Api
  accountNumber: string
  /** Logs in again and uses the new token from then on. */
  login(): Promise<{ access: string; refresh: string }>
  /** A virtual account's body; `undefined` in an override leaves the field out. */
  account(overrides?: Loose): Loose
  payout(overrides?: Loose): Loose
  simulation(overrides?: Loose): Loose
  pse(overrides?: Loose): Loose
  cash(overrides?: Loose): Loose
  /** Creates the virtual account and waits until it is active. */
  activate(overrides?: Loose): Promise<Loose>
  balance(): Promise<number>
  statusOf(id: string): Promise<{ code: string; description: string; detail: string }>
  /** Registers the inbox for all notifications. */
  listen(types?: string): Promise<void>
  /** What reached the inbox until now. */
  messages(): Promise<InboxMessage[]>
}

/**
 * Starts a sandbox and logs in.
 * @example await using localpayment = await createLocalpayment({ variants: { 'localpayment.payout.envelope': 'array' } })
 */
export async function createLocalpayment(options: Options = {}): Promise<Localpayment> {
  const sandbox = await createSandbox({
    providers: ['localpayment'],
    strict: true,
    startAt: START_AT,
    timeRate: 0,
    ...options,
  })
  return openLocalpayment(sandbox, sandbox)
}

/** The same for one account of a sandbox. */
export async function openLocalpayment(
  sandbox: OwnSandbox<'localpayment'>,
  owner: Account<'localpayment'> | Sandbox<'localpayment'>,
): Promise<Localpayment> {
  const { username, password, accountNumber = '' } = owner.localpayment.credentials
  let bearer = ''
  const api = toApi(owner, () => bearer)
  const login = async () => {
    const { body } = await api.send('POST', '/api/token/', { username, password }, {})
    bearer = body.access
    return body
  }
  await login()
  const account = (over: Loose = {}) => ({ ...ACCOUNT, accountNumber, ...over })
  const messages = async () => {
    await owner.settle()
    return owner.inbox.list()
  }
  return {
    sandbox,
    api,
    accountNumber,
    login,
    account,
    payout: (over = {}) => ({ ...PAYOUT, accountNumber, ...over }),
    simulation: (over = {}) => ({ ...SIMULATION, accountNumber, ...over }),
    pse: (over = {}) => ({ ...PSE, accountNumber, ...over }),
    cash: (over = {}) => ({ ...CASH, accountNumber, ...over }),
    activate: async (over) => {
      const body = account(over)
      const made = await api.post('/api/virtual-account', body)
      expect(made.body).toMatchObject({ status: { code: '100' } })
      await owner.clock.advance('PT6S')
      return (await api.get(`/api/virtual-account/${body.externalId}`)).body
    },
    balance: async () => (await api.get(`/api/accounts/${accountNumber}/balance`)).body.amount,
    statusOf: async (id) => (await api.get(`/api/transactions/${id}/status`)).body.status,
    listen: async (types) => {
      const parameters = types === undefined ? {} : { types }
      await owner.trigger('localpayment.webhook.register', { url: owner.inbox.url, ...parameters })
    },
    messages,
    [Symbol.asyncDispose]: () => sandbox.close(),
  }
}

const ACCOUNT = {
  country: 'COL',
  externalId: VA_ID,
  beneficiary: {
    type: 'COMPANY',
    name: 'TechColombia SAS',
    document: { type: 'NIT', id: '901275418-3' },
  },
}

const COMPANY = {
  type: 'COMPANY',
  name: 'TechColombia SAS',
  document: { type: 'NIT', id: '901275418-3' },
}

const PAYOUT = {
  externalId: PAYOUT_ID,
  country: 'COL',
  currency: 'COP',
  amount: 50000,
  paymentMethod: { type: 'BankTransfer', code: '0062', flow: 'DIRECT' },
  beneficiary: {
    type: 'INDIVIDUAL',
    name: 'Ana',
    lastName: 'Ensayo',
    document: { type: 'CC', id: '1088338888' },
    email: 'ana@example.com',
    bank: { account: { alias: '@anaEnsayo0001' } },
  },
  sender: { ...COMPANY, email: 'pagos@example.com' },
  merchant: COMPANY,
  conceptCode: '0001',
  comment: 'Pago Bre-B Colombia',
}

const SIMULATION = {
  externalId: 'cf194632-7ec4-4a44-9b92-9bbacad5349a',
  paymentMethod: { type: 'BankTransfer', code: '2006', flow: 'DIRECT' },
  country: 'COL',
  currency: 'COP',
  amount: 1000,
  beneficiary: { bank: { account: { number: KEY } } },
  payer: COMPANY,
}

const PSE = {
  externalId: 'd4e5f6a7-8b9c-4d0e-9f1a-2b3c4d5e6f70',
  country: 'COL',
  currency: 'COP',
  amount: 120000,
  paymentMethod: { type: 'BankTransfer', code: '1936', flow: 'REDIRECT' },
  merchant: COMPANY,
  sender: COMPANY,
}

const CASH = {
  externalId: CASH_ID,
  country: 'COL',
  currency: 'COP',
  amount: 120000,
  paymentMethod: { type: 'Cash', code: '1940', flow: 'DIRECT' },
  merchant: COMPANY,
  payer: COMPANY,
  conceptCode: '0003',
  comment: 'Pago en efectivo',
}

function toApi(owner: Pick<Account<'localpayment'>, 'localpayment'>, bearer: () => string): Api {
  const send: Api['send'] = async (method, path, body, headers) => {
    const response = await owner.localpayment.fetch(path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(headers ?? { authorization: `Bearer ${bearer()}` }),
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: parse(text), headers: response.headers }
  }
  return {
    send,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    put: (path) => send('PUT', path),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The recipe of the documents: HMAC-SHA256 over the raw body, hexadecimal. */
export function toSignature(secret: string, rawBody: string): string {
  return createHmac('sha256', Buffer.from(secret, 'utf8')).update(rawBody, 'utf8').digest('hex')
}

/**
 * A test of one variant. The title starts with `<quirk id> = <variant>:`, which the sandbox is started with.
 */
export function quirkTest(title: string, run: (localpayment: Localpayment) => Promise<void>): void {
  const [, id = '', variant = ''] = /^(\S+) = ([^\s:]+):/.exec(title) ?? []
  test(title, async () => {
    await using localpayment = await createLocalpayment({ variants: { [id]: variant } })
    await run(localpayment)
  })
}

/** UUIDs that tests may use up, the same in every run. */
export function uuid(count: number): string {
  return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`
}
