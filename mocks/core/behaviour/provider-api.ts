/** The types of the provider API: what a behaviour, a reaction and a payload builder work with. */

import type { Operation, Transition } from '../../dialect/types.ts'
import type { AccountView } from '../accounts/account.ts'
import type { ParsedRequest } from '../http/parse.ts'
import type { Violation } from '../http/violations.ts'
import type { Ids } from '../store/ids.ts'
import type { Page, PageQuery, Query, StoredRecord } from '../store/store.ts'

export type { AccountView } from '../accounts/account.ts'

/** What an operation answers. `body` is JSON unless `contentType` says otherwise. */
export interface Outcome {
  status: number
  /** A function is called once the unit of work is over: it draws a page or a file, and may wait. */
  body?: unknown
  headers?: Record<string, string>
  /** For pages and files; `body` is then a string, or a function that makes one. */
  contentType?: string
  /** Our explanation, for header, log and journal; never part of the body. */
  hint?: string
}

/** Records of one collection inside the running transaction. */
export interface Collection<T extends StoredRecord> {
  get(id: string): T | undefined
  list(query?: Query<T>): T[]
  count(where?: Partial<T>): number
  /** A page of a list and its total, also by a test of its own. What was asked for lately costs the page, however much there is. */
  page(query: PageQuery<T>): Page<T>
  /** Starts the record's lifecycle, if its schema declares one. Throws when the id is taken. */
  insert(record: T): T
  /** Changes fields other than the lifecycle's. Throws when there is no such record. */
  update(id: string, changes: Partial<T>): T
  delete(id: string): boolean
  /** Takes a declared transition: changes the state, sets its timers, sends its notification. Throws when the record is not in one of its `from` states. */
  transition(id: string, name: string, changes?: Partial<T>): T
  /** Whether `transition` would be allowed now. */
  allows(record: T, name: string): boolean
}

export interface QuirkReader {
  /** Name of the active variant. Throws on an id the spec does not have. */
  variant(id: string): string
  /** Whether the active variant is the one named. */
  is(id: string, variant: string): boolean
  /** What a `value` variant says; durations come as ISO 8601 text, use `durationMs`. */
  value<T = unknown>(id: string): T
  /** A `value` variant that is a duration, in milliseconds. */
  durationMs(id: string): number
  /**
   * What stands under the active variant's name, or `otherwise` where nothing does. Throws on a name
   * that is not a variant of the quirk, and where neither says anything.
   * @example quirk.choose('acme.list.order', { newest: 'desc', oldest: 'asc' })
   */
  choose<T>(id: string, choices: Readonly<Record<string, T>>, otherwise?: T): T
  /** Says that a quirk shaped this exchange, where procedure and not YAML did it: journal, header and hint follow. */
  note(id: string): void
}

export interface TokenRequest {
  /** Kind that a security scheme's `x-credential: { token: … }` asks for. */
  kind: string
  lifeMs: number
  /** Further claims of the JWT. `exp`, `iat`, `jti` and `token_type` are added. */
  claims?: Record<string, unknown>
  /** HS256 unless given. */
  algorithm?: 'HS256' | 'RS256'
}

export interface Tokens {
  /** Mints a signed, decodable JWT that the engine accepts until it expires. */
  issue(request: TokenRequest): string
  /** The token as issued, whether or not it is still alive. */
  find(kind: string, token: string): { expiresAt: number } | undefined
}

/** One notification on its way to one URL, with every try at delivering it. */
export interface DeliveryView {
  id: string
  notification: string
  url: string
  /** Exactly what is sent. */
  body: string
  createdAt: number
  /** `status` is undefined when no answer came. */
  attempts: readonly { at: number; status: number | undefined }[]
}

/** What a behaviour, a reaction and a payload builder all have. */
export interface BaseContext {
  provider: string
  account: AccountView
  /** Epoch ms on the account's clock. */
  now: number
  /** How fast that clock runs against real time; 0 while frozen. */
  rate: number
  ids: Ids
  quirk: QuirkReader
  tokens: Tokens
  collection<T extends StoredRecord>(name: string): Collection<T>
  /**
   * Plays a reaction later, on the account's clock. `cancelTimers(subject)` removes it; so does a
   * transition of a record when the subject is that record's `<collection>:<id>`. The subject is the reaction's
   * name unless given.
   */
  after(delayMs: number, reaction: string, payload: unknown, subject?: string): void
  cancelTimers(subject: string): void
  /** Sends a notification of the spec about a record; leaves with the transaction's commit. */
  notify(notification: string, record: StoredRecord): void
  /** What was or is to be sent to this account, oldest first; the sandbox keeps a bounded number. */
  deliveries(): DeliveryView[]
}

export interface RefuseOptions {
  /** Our explanation, in place of the error's own. */
  hint?: string | undefined
  /** Id of the quirk that refuses; header, journal and hint name it. */
  quirk?: string | undefined
  /** In place of the error's own, where a quirk decides it. */
  status?: number | undefined
  /** In place of the error's own. */
  body?: unknown
}

/** What `x-record` may find: a record, or nothing where the spec names no error for that. */
export type MaybeRecord = StoredRecord | undefined

export interface BehaviourContext<Body = unknown, Rec extends MaybeRecord = MaybeRecord>
  extends BaseContext {
  operation: Operation
  request: ParsedRequest & { body: Body }
  /**
   * The record that the operation's `x-record` points at. With `missing` in the spec it is there, for
   * the engine has refused before; without, the type is `… | undefined`.
   */
  record: Rec
  /** What validation found, when the operation says `x-violations: behaviour`; the body is then as it came. */
  violations: readonly Violation[]
  /** Options beside `name` in `x-behaviour`. */
  options: Record<string, unknown>
  /**
   * Ends the behaviour: the answer is an error of the spec's `x-errors`, its template filled with
   * `parameters`. What was changed before stays changed. It never returns, so that nobody forgets it;
   * `return` in front of it is for the reader.
   * @example return refuse('notEnough', { amount }, { hint: 'Pay in first.', quirk: 'acme.limits' })
   */
  refuse(error: string, parameters?: Record<string, unknown>, options?: RefuseOptions): never
  /** A named example of the operation's response (the first one without a name). */
  example(status: number, name?: string): Outcome
  /** Base URL of this provider as the client reached it, no trailing slash. */
  baseUrl: string
}

export interface ReactionContext<Payload = unknown, Rec extends MaybeRecord = MaybeRecord>
  extends BaseContext {
  /** What `after` was given, or the arguments of a trigger. */
  payload: Payload
  /**
   * The record that the trigger's `record` names. It is there unless the parameter that names it is
   * optional; a timer whose record is gone, or cannot change so any more, does nothing.
   */
  record: Rec
}

export interface NotificationContext<Rec extends StoredRecord = StoredRecord> extends BaseContext {
  record: Rec
  /** The transition that caused it, when one did. */
  transition: Transition | undefined
}

/** What making a provider state can do: only what a client or the outside world could do, so that no impossible record comes about. */
export interface StateContext {
  /** Those given, over the defaults. */
  parameters: Record<string, unknown>
  account: AccountView
  /** URL that catches what is delivered to the account. */
  inboxUrl: string
  /** Epoch ms on the account's clock. */
  now(): number
  /** Sends a request with the account's own credentials and returns the body of the answer. Throws when it is refused. */
  // biome-ignore lint/suspicious/noExplicitAny: each state knows the answers of its own provider
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<any>
  /** Plays a trigger of this provider, named without it. */
  trigger(event: string, parameters?: Record<string, unknown>): Promise<unknown>
  /** Lets time pass: `PT6M`. */
  advance(by: string): Promise<void>
}

export interface StateParameter {
  description: string
  /** What it is when nobody says; without one it is left out. */
  default?: unknown
}

export interface StateSetting {
  title: string
  parameters?: Record<string, StateParameter>
  /** Names of the values it gives, each with what it is. Named like a parameter of a path, a value takes that parameter's place. */
  values?: Record<string, string>
  setUp(context: StateContext): Promise<Record<string, unknown> | undefined>
}

/** Runs to its end at once: what returns a promise is refused. */
export type Handler<Context, Result> = (context: Context) => Result

// Each definition knows the body, record or payload of its own operation; the registry holds them all.
// biome-ignore-start lint/suspicious/noExplicitAny: see above
export type Definition =
  | { kind: 'behaviour'; name: string; run: Handler<BehaviourContext<any, any>, Outcome> }
  | { kind: 'reaction'; name: string; run: Handler<ReactionContext<any, any>, unknown> }
  | { kind: 'payload'; name: string; run: Handler<NotificationContext<any>, unknown> }
  | ({ kind: 'state'; name: string } & StateSetting)
// biome-ignore-end lint/suspicious/noExplicitAny: see above
