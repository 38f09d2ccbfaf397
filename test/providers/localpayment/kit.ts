/** A strict Localpayment in process on a frozen clock, with the requests that most tests begin with. */
import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { SAMPLES } from '#types/samples/localpayment'
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

const { createVirtualAccount: ACCOUNT, createPayin: PAYIN, simulatePayin: SIMULATION } = SAMPLES
const PAYOUT = SAMPLES.createPayouts[0]!

export const VA_ID = ACCOUNT.externalId
export const PAYOUT_ID = PAYOUT.externalId
export const KEY = SIMULATION.beneficiary.bank.account.number
export const CASH_ID = PAYIN.cash.externalId

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
    pse: (over = {}) => ({ ...PAYIN.pse, accountNumber, ...over }),
    cash: (over = {}) => ({ ...PAYIN.cash, accountNumber, ...over }),
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
