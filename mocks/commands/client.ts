/** A small client of the control API, for the commands that speak to a running sandbox. */
import type { Health, Snapshot, StateFace } from '../app.ts'
import { toControlUrl } from '../config.ts'
import type {
  AccountView,
  ClockView,
  IncidentView,
  OperationView,
  QuirkView,
  TriggerView,
} from '../control/views.ts'
import { EnsayoError, ERRORS, type ErrorCode } from '../errors.ts'
import type { JournalEntry } from '../http/journal.ts'
import type { Report } from '../report/types.ts'
import type { DeliveryRow } from '../webhooks/types.ts'

export interface ClientOptions {
  /** Base URL of the control port. Default: `ENSAYO_URL`, then http://127.0.0.1:4800. */
  control?: string
  /** Account of every call. Default `default`. */
  account?: string
  env?: Record<string, string | undefined>
}

export interface ProfileView {
  provider: string
  profile: string
  isActive: boolean
  variants: Record<string, string>
}

export type Query = Record<string, string | number | undefined>

export type Client = ReturnType<typeof createClient>

/** Makes a client. Its methods throw what the sandbox answered, or `SANDBOX_UNREACHABLE`. */
export function createClient({ control, account, env = process.env }: ClientOptions = {}) {
  const url = toControlUrl(control, env)
  const call = <T>(method: string, path: string, query: Query = {}, body?: unknown) =>
    request<T>({ url, token: env.ENSAYO_CONTROL_TOKEN, method, path, query, body })
  const scoped = (query: Query = {}): Query => ({ account, ...query })
  return {
    url,
    /** Any route of the account. */
    send: <T>(method: string, path: string, body?: unknown, query?: Query) =>
      call<T>(method, path, scoped(query), body),
    incidents: (query?: Query) => call<IncidentView[]>('GET', 'incidents', scoped(query)),
    health: () => call<Health>('GET', 'health'),
    operations: (query?: Query) => call<OperationView[]>('GET', 'operations', query),
    quirks: (query?: Query) => call<QuirkView[]>('GET', 'quirks', scoped(query)),
    quirk: (id: string) => call<QuirkView>('GET', `quirks/${encodeURIComponent(id)}`, scoped()),
    profiles: (query?: Query) => call<ProfileView[]>('GET', 'profiles', scoped(query)),
    triggers: (query?: Query) => call<TriggerView[]>('GET', 'triggers', query),
    trigger: (name: string, parameters: Record<string, unknown>) =>
      call<unknown>('POST', toTriggerPath(name), scoped(), parameters),
    states: (query?: Query) => call<StateFace[]>('GET', 'provider-states', query),
    accounts: () => call<AccountView[]>('GET', 'accounts'),
    requests: (query?: Query) => call<JournalEntry[]>('GET', 'requests', scoped(query)),
    request: (id: string) => call<JournalEntry>('GET', `requests/${encodeURIComponent(id)}`),
    deliveries: (query?: Query) => call<DeliveryRow[]>('GET', 'webhooks', scoped(query)),
    resend: (id: string) => call<DeliveryRow>('POST', `webhooks/${encodeURIComponent(id)}/resend`),
    report: (kind: Report['kind'], query?: Query) =>
      call<Report>('GET', `report/${kind}`, scoped(query)),
    clock: () => call<ClockView>('GET', 'clock', scoped()),
    setClock: (to: { instant?: string; rate?: number; frozen?: boolean }) =>
      call<ClockView>('PUT', 'clock', scoped(), to),
    advance: (by: string) =>
      call<ClockView & { ran: { timers: number; deliveries: number } }>(
        'POST',
        'clock/advance',
        scoped(),
        { by },
      ),
    takeSnapshot: () => call<Snapshot>('GET', 'snapshot'),
    loadSnapshot: (snapshot: unknown) => call<undefined>('PUT', 'snapshot', {}, snapshot),
    reset: () => call<undefined>('POST', 'reset', {}, account === undefined ? {} : { account }),
  }
}

interface Call {
  url: string
  token: string | undefined
  method: string
  path: string
  query: Query
  body: unknown
}

async function request<T>(call: Call): Promise<T> {
  const response = await send(call)
  const text = await response.text()
  if (response.status === 204) return undefined as T
  const body = parseJson(text)
  if (response.ok && body !== undefined) return body as T
  throw toError(call.url, response.status, body)
}

async function send({ url, token, method, path, query, body }: Call): Promise<Response> {
  const known = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(known.map(([name, value]) => [name, String(value)]))
  const target = `${url}/_ensayo/${path}${search.size === 0 ? '' : `?${search}`}`
  const headers = new Headers()
  if (token) headers.set('authorization', `Bearer ${token}`)
  if (body !== undefined) headers.set('content-type', 'application/json')
  try {
    return await fetch(target, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch (error) {
    throw unreachable(`No sandbox answers at ${url}.`, error)
  }
}

function toTriggerPath(name: string): string {
  const at = name.indexOf('.')
  if (at === -1) {
    throw new EnsayoError(
      'TRIGGER_UNKNOWN',
      `"${name}" is no trigger. Write <provider>.<event>, e.g. cobru.payment.approve; "ensayo list triggers" shows them.`,
    )
  }
  const [provider, event] = [name.slice(0, at), name.slice(at + 1)].map(encodeURIComponent)
  return `triggers/${provider}/${event}`
}

function toError(url: string, status: number, body: unknown): EnsayoError {
  const { code, message } = (body as { ensayo?: { code?: string; message?: string } })?.ensayo ?? {}
  if (code === undefined || message === undefined) {
    return unreachable(`${url} answers (${status}), but it is no Ensayo sandbox.`)
  }
  return new EnsayoError(code in ERRORS ? (code as ErrorCode) : 'INTERNAL', message)
}

function unreachable(what: string, cause?: unknown): EnsayoError {
  return new EnsayoError(
    'SANDBOX_UNREACHABLE',
    `${what} Start one with "ensayo start", or say where it is with --control <url> or ENSAYO_URL.`,
    { cause },
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
