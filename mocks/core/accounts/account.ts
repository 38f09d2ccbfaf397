/** One customer of the providers, at run time: everything that is kept per account beside the store. */
import type { Clock } from '../clock/clock.ts'
import type { createIds } from '../store/ids.ts'
import type { Tracking } from '../store/store.ts'
import type { AccountRules } from './account-rules.ts'

/** The customer of the provider whose credentials the request carried. */
export interface AccountView {
  id: string
  /** What the spec's `x-account` lists: the owner's name, number, … */
  fields: Record<string, unknown>
  credentials: Record<string, string>
}

export interface AccountState {
  readonly id: string
  /** 0 for the default account; no two accounts have the same. */
  readonly ordinal: number
  readonly clock: Clock
  readonly ids: ReturnType<typeof createIds>
  /** Number of the newest request that the sandbox had received when the account was made, or last reset. */
  requestsBefore: number
  /** The unit of work that is open. */
  readonly tracking: Tracking
  /** Quirk → variant, where it differs from the quirk's default. */
  readonly variants: Map<string, string>
  /** Faults, stubs and rules about deliveries that a test has set. */
  readonly rules: AccountRules
  /** Provider → the account as its module sees it. */
  readonly views: Map<string, AccountView>
  /** Provider → credential → value. */
  readonly credentials: Map<string, Record<string, string>>
  /** Provider → fields that answers show. */
  readonly fields: Map<string, Record<string, unknown>>
}
