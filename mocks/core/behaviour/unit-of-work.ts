/** One unit of work: a transaction with everything that commits in it, and what follows the commit. */

import type { Schemas } from '../../dialect/schemas.ts'
import type { Spec } from '../../dialect/types.ts'
import type { AccountState } from '../accounts/account.ts'
import type { TokenMint } from '../accounts/tokens.ts'
import type { Transaction } from '../store/store.ts'
import type { BaseContext } from './provider-api.ts'
import type { Registry } from './registry.ts'

/** A provider at run time. */
export interface Runtime {
  spec: Spec
  schemas: Schemas
  registry: Registry
  tokens: TokenMint
  /** Makes what procedure in the provider's module works with. */
  contextOf(work: Work): BaseContext
  /** Told the id of a quirk whose value is read, or that shapes a notification. */
  onQuirk?: ((quirk: string) => void) | undefined
}

export interface Work {
  runtime: Runtime
  account: AccountState
  tx: Transaction
  /** Epoch ms on the account's clock; the same for everything in the transaction. */
  now: number
  /** Journal id of the request, if one caused it. */
  causedBy: string | undefined
  /** Earliest instant at which a row of this work is due. */
  dueAt: number | undefined
  /** Delivery rows that wait until the answer has left. */
  held: string[]
  /** Those that must leave before the answer. */
  beforeAnswer: string[]
  /** Told when procedure says that a quirk shaped what happens. */
  note(quirk: string): void
  /** Told of every variant that procedure asks for. */
  read?(quirk: string, variant: string): void
}

/** Remembers that something is due, so that the scheduler can be woken once after the commit. */
export function noteDue(work: Work, dueAt: number | undefined): void {
  if (dueAt !== undefined && (work.dueAt === undefined || dueAt < work.dueAt)) work.dueAt = dueAt
}

/** Providers cannot see each other's records: collections are stored under their provider's name. */
export function toStoredName(work: Pick<Work, 'runtime'>, collection: string): string {
  return `${work.runtime.spec.name}/${collection}`
}
