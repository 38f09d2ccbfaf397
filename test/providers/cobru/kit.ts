/** A strict Cobru in process on a frozen clock, with the requests that most tests begin with. */

import { expect } from 'vitest'
import { SAMPLES } from '#types/samples/cobru'
import type { Account, OwnSandbox, Sandbox, SandboxOptions } from '../../fixtures/any-names.ts'
import { createSandbox } from '../../fixtures/any-names.ts'

/** 10:00 in Bogota. */
export const START_AT = Date.parse('2026-04-06T15:00:00Z')

type Options = Omit<SandboxOptions<'cobru'>, 'providers'>
type Headers = Record<string, string>

export interface Answer<Body = unknown> {
  status: number
  /** Parsed where it is JSON, else undefined; twice where a text holds JSON, as clients of POST /{url} do. */
  body: Body
  text: string
  headers: globalThis.Headers
}

/** A created payment, as the 201 shows it. */
export interface Created {
  pk: number
  state: number
  amount: string
  fee_amount: number
  iva_amount: number
  payed_amount: number
  payment_method_enabled: string
  url: string
  [key: string]: unknown
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers freely and compare what they read
type Loose = any

export interface CobruApi {
  /** POST with credentials; a string is sent as it is, anything else as JSON. Headers go over the usual ones. */
  post(path: string, body?: unknown, headers?: Headers): Promise<Answer<Loose>>
  get(path: string, headers?: Headers): Promise<Answer<Loose>>
  /** Any request, without credentials unless they are given. */
  send(path: string, init?: RequestInit): Promise<Answer<Loose>>
}

export interface Cobru extends AsyncDisposable {
  sandbox: OwnSandbox<'cobru'>
  api: CobruApi
  /** `x-api-key`, bearer and content type of an authorised JSON request. */
  headers: Headers
  /** The access token inside `headers`. */
  token: string
  /** Creates a payment and demands a 201; `undefined` in an override leaves the field out. */
  create(overrides?: Record<string, unknown>): Promise<Created>
}

/** Every method there is, as the string that Cobru wants. */
export const ALL_METHODS = JSON.stringify({
  breb: true,
  breb_qr: true,
  pse: true,
  efecty: true,
  corresponsal_bancolombia: true,
  NEQUI: true,
  dale: true,
  bancolombia_transfer: true,
  daviplata: true,
  credit_card: true,
  cobru: true,
})

/** A create that every source accepts. Its callback goes to the inbox. */
export function toCreateBody(
  sandbox: Pick<Account<'cobru'>, 'inbox'>,
  overrides: Record<string, unknown> = {},
): Record<string, unknown> {
  const own = { platform: 'API', payment_method_enabled: ALL_METHODS, callback: sandbox.inbox.url }
  return { ...SAMPLES.createPayment, ...own, ...overrides }
}

/**
 * Starts a sandbox and asks for its first token.
 * @example await using cobru = await createCobru({ variants: { 'cobru.auth.token-ttl': '900s' } })
 */
export async function createCobru(options: Options = {}): Promise<Cobru> {
  const sandbox = await createSandbox({
    providers: ['cobru'],
    strict: true,
    startAt: START_AT,
    timeRate: 0,
    ...options,
  })
  const send = async (path: string, init?: RequestInit): Promise<Answer<Loose>> =>
    toAnswer(await sandbox.cobru.fetch(path, init))
  const { headers, token } = await authorise(sandbox.cobru)
  const post: CobruApi['post'] = (path, body = {}, over = {}) =>
    send(path, {
      method: 'POST',
      headers: { ...headers, ...over },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return {
    sandbox,
    headers,
    token,
    api: { post, send, get: (path, over = {}) => send(path, { headers: { ...headers, ...over } }) },
    create: async (overrides) => {
      const answer = await post('/cobru/', toCreateBody(sandbox, overrides))
      expect(answer, answer.text).toMatchObject({ status: 201 })
      return answer.body as Created
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  }
}

/** Asks for a token and makes the headers of an authorised request. */
export async function authorise({
  fetch,
  credentials,
}: Pick<Sandbox<'cobru'>['cobru'], 'fetch' | 'credentials'>): Promise<{
  headers: Headers
  token: string
}> {
  const base = { 'content-type': 'application/json', 'x-api-key': credentials.apiKey! }
  const answer = await fetch('/token/refresh/', {
    method: 'POST',
    headers: base,
    body: JSON.stringify({ refresh: credentials.refreshToken }),
  })
  // The answer of a refresh; a test of tokens compares it whole.
  const { access: token } = (await answer.json()) as { access: string }
  return { token, headers: { ...base, authorization: `Bearer ${token}` } }
}

async function toAnswer(response: Response): Promise<Answer<Loose>> {
  const text = await response.text()
  return { status: response.status, body: parse(text), text, headers: response.headers }
}

function parse(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'string' ? (parse(body) ?? body) : body
  } catch {
    return undefined
  }
}

/** Every order says this on `docs`; a test of orders looks for what is said besides. */
const USUAL = 'cobru.pay.double-encoded=json-string'
const USUAL_HINT = /^Parse the body again when the first parse gives text\./

/** What an answer says about itself; quirks as `id=variant`. */
export function hintsOf({ headers }: Pick<Answer, 'headers'>): { quirks: string[]; hint: string } {
  const quirks = headers.get('x-ensayo-quirk')?.split(', ') ?? []
  const hint = headers.get('x-ensayo-hint') ?? ''
  return {
    quirks: quirks.filter((quirk) => quirk !== USUAL),
    hint: USUAL_HINT.test(hint) ? '' : hint,
  }
}
