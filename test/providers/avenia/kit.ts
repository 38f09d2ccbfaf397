/** A strict Avenia in process on a frozen clock, with the requests that most tests begin with. */

import { expect } from 'vitest'
import { SAMPLES } from '#types/samples/avenia'
import type { Account, OwnSandbox, SandboxOptions } from '../../fixtures/any-names.ts'
import { createSandbox } from '../../fixtures/any-names.ts'

export const START_AT = Date.parse('2026-04-06T15:00:00.250Z')
export const NIL = '00000000-0000-0000-0000-000000000000'
export const COP = '/v2/account/beneficiaries/bank-accounts/cop/'
export const TICKETS = '/v2/account/tickets/'
export const WEBHOOKS = '/v2/notifications/webhooks/'

type Options = Omit<SandboxOptions<'avenia'>, 'providers'>
type Headers = Record<string, string>

// biome-ignore lint/suspicious/noExplicitAny: tests read answers freely and compare what they read
export type Loose = any

export interface Answer {
  status: number
  /** Parsed where it is JSON, else undefined. */
  body: Loose
  text: string
  headers: globalThis.Headers
}

export interface Api {
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
  patch(path: string, body?: unknown): Promise<Answer>
  put(path: string, body?: unknown): Promise<Answer>
  delete(path: string): Promise<Answer>
  /** Any request, without credentials unless they are given. */
  send(path: string, init?: RequestInit): Promise<Answer>
  headers: Headers
}

export interface Avenia extends AsyncDisposable {
  sandbox: OwnSandbox<'avenia'>
  api: Api
}

/** Starts a sandbox and logs in. */
export async function createAvenia(options: Options = {}): Promise<Avenia> {
  const sandbox = await createSandbox({
    providers: ['avenia'],
    strict: true,
    startAt: START_AT,
    timeRate: 0,
    ...options,
  })
  return { sandbox, api: await logIn(sandbox), [Symbol.asyncDispose]: () => sandbox.close() }
}

/** Logs in as an account in two steps. */
export async function logIn(account: Pick<Account<'avenia'>, 'avenia' | 'trigger'>): Promise<Api> {
  const { email, password } = account.avenia.credentials
  const send = async (path: string, init?: RequestInit): Promise<Answer> =>
    toAnswer(await account.avenia.fetch(path, init))
  await send('/v2/auth/login', toJson('POST', { email, password }))
  const { emailToken } = (await account.trigger('avenia.login.token')) as { emailToken: string }
  const pair = await send('/v2/auth/validate-login', toJson('POST', { email, emailToken }))
  return toApi(send, { authorization: `Bearer ${pair.body.accessToken}` })
}

function toApi(send: Api['send'], headers: Headers): Api {
  const call = (method: string) => (path: string, body?: unknown) =>
    send(path, toJson(method, body, headers))
  return {
    headers,
    send,
    get: call('GET'),
    post: call('POST'),
    patch: call('PATCH'),
    put: call('PUT'),
    delete: call('DELETE'),
  }
}

/** A request with a JSON body, or without any. */
export function toJson(method: string, body?: unknown, headers: Headers = {}): RequestInit {
  if (body === undefined) return { method, headers }
  return {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  return { status: response.status, body: parse(text), text, headers: response.headers }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What an answer says about itself; quirks as `id=variant`. */
export function hintsOf({ headers }: Answer): { quirks: string[]; hint: string } {
  const quirks = headers.get('x-ensayo-quirk')
  return { quirks: quirks?.split(', ') ?? [], hint: headers.get('x-ensayo-hint') ?? '' }
}

/** All bank fields, with some replaced; `undefined` leaves a field out. */
export function toBank(overrides: Record<string, unknown> = {}) {
  return { ...SAMPLES.createCopBeneficiary.bank, ...overrides }
}

/** A registration by key alone. */
export function toKey(overrides: Record<string, unknown> = {}) {
  return { ...SAMPLES.createCopBeneficiary.breB, ...overrides }
}

/** Creates and demands the id. */
export async function created(answer: Promise<Answer>): Promise<string> {
  const { status, body, text } = await answer
  expect(status, text).toBeLessThan(300)
  return body.id ?? body.webhookId
}

/** Path of a quote; by default 100 reais of PIX to BRLA. */
export function quotePath(overrides: Record<string, string | undefined> = {}): string {
  const query = {
    inputCurrency: 'BRL',
    inputPaymentMethod: 'PIX',
    outputCurrency: 'BRLA',
    outputPaymentMethod: 'INTERNAL',
    outputAmount: '100',
    inputThirdParty: 'false',
    outputThirdParty: 'false',
    ...overrides,
  }
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return `/v2/account/quote/fixed-rate?${new URLSearchParams(given)}`
}

/** From a token in the balance to pesos. */
export const toCop = (method: string, outputAmount: string) => ({
  inputCurrency: 'USDC',
  inputPaymentMethod: 'INTERNAL',
  outputCurrency: 'COP',
  outputPaymentMethod: method,
  outputAmount,
})

/** From pesos to a token in the balance. */
export const fromCop = (method: string, inputAmount: string) => ({
  inputCurrency: 'COP',
  inputPaymentMethod: method,
  inputAmount,
  outputAmount: undefined,
  outputCurrency: 'USDC',
})

/** Quotes and spends the quote; answers the create. */
export async function order(
  api: Api,
  quote: Record<string, string | undefined> = {},
  body: Record<string, unknown> = {
    ticketBlockchainOutput: { beneficiaryWalletId: NIL },
  },
): Promise<Answer> {
  const { body: priced, text, status } = await api.get(quotePath(quote))
  expect(status, text).toBe(200)
  return api.post(TICKETS, { quoteToken: priced.quoteToken, ...body })
}

/** Reads a ticket. */
export const readTicket = async (api: Api, id: string): Promise<Loose> =>
  (await api.get(`${TICKETS}${id}`)).body.ticket

/** Reads balances. */
export const balances = async (api: Api, query = ''): Promise<Record<string, string>> =>
  (await api.get(`/v2/account/balances${query}`)).body.balances
