/**
 * An operation made ready to be served: whatever its stages need was worked out once
 * (`compile-endpoint.ts`), so that nothing is looked up by name, pointer or pattern while a request runs.
 */
import type {
  Bucket,
  IdempotencyRepeat,
  IdempotencyRule,
  Operation,
  RecordReference,
} from '../../dialect/types.ts'
import type { AccountState } from '../accounts/account.ts'
import type { ActiveVariants } from '../accounts/variants.ts'
import type { Runtime } from '../behaviour/unit-of-work.ts'
import type { Departing } from '../departures/quirks.ts'
import type { Answer } from '../http/exchange.ts'
import type { ParsedRequest } from '../http/parse.ts'
import type { FindDeparture } from '../http/respond.ts'
import type { Violation } from '../http/violations.ts'
import type { Store, Transaction } from '../store/store.ts'
import type { Identities, Proof } from './proof.ts'
import type { ServedExchange } from './served-exchange.ts'

/** What every endpoint of a provider shares. */
export interface ServeParts {
  runtime: Runtime
  store: Store
  identities: Identities
  /** Where other processes change accounts, too: brings up to date who a request may be from. */
  shared?: SharedIdentities | undefined
  isStrict: boolean
  hasHints: boolean
  onOffSpec(problem: string): void
  /** Why an address for callbacks will not be called; undefined when it will. */
  whyNotCalled(url: string): string | undefined
}

export interface SharedIdentities {
  /** Forgets what was looked for in vain so far. */
  begin(): void
  /** Looks elsewhere for what was looked for in vain since; undefined when that was nothing. */
  seek(): Promise<void> | undefined
  /** Whose a request is that names nobody. */
  defaultAccount(): AccountState
  /** Whether it is still the account of its id. */
  isCurrent(account: AccountState): boolean
}

export interface Endpoint extends Departing, Readers {
  parts: ServeParts
  /** Undefined where no operation matched. */
  operation: Operation | undefined
  /** Whether it asks for no credentials, so that nobody's are missing. */
  isPublic: boolean
  findCaller(request: ParsedRequest): AccountState | undefined
  record: FindRecord | undefined
  limit: Limit | undefined
  findViolations: FindViolations
  idempotency: Idempotency | undefined
  /** Undefined where the request names no address for callbacks. */
  findCallbacks: FindCallbacks | undefined
  run: Run
  findDeparture: FindDeparture
  /** The `x-ensayo-*` headers that are the same on every answer. */
  headers: Record<string, string>
}

/** What a scheme finds; `before` are the proofs of the readers before it. */
export type ProofReader = (request: ParsedRequest, before: readonly Proof[]) => Proof

export interface Readers {
  readers: readonly ProofReader[]
  /** Alternatives of the operation's security, as positions among the readers. */
  alternatives: readonly (readonly number[])[]
}

export interface FindRecord {
  reference: RecordReference
  /** Its stored name. */
  collection: string
  readId(request: ParsedRequest): string | undefined
  /** The account that holds it, for requests that carry no credentials. */
  findOwner(request: ParsedRequest, identities: Identities): AccountState | undefined
}

export interface Limit {
  /** Undefined where there is none. */
  findBucket(active: ActiveVariants): Bucket | undefined
  collection: string
  /** Name in `x-errors`. */
  error: string
  /** Told that it was reached. */
  onRefuse?: () => void
}

/** The addresses for callbacks in the body of a request. */
export type FindCallbacks = (body: unknown, tx?: Transaction) => string[]

/** Every violation of a request; empty when it is valid. */
export type FindViolations = (request: ParsedRequest) => readonly Violation[]

export interface Idempotency {
  rule: IdempotencyRule
  collection: string
  operationId: string
  readKey(request: ParsedRequest): string | undefined
  findRepeat(active: ActiveVariants): IdempotencyRepeat
}

export type Run = (exchange: ServedExchange) => Answer
