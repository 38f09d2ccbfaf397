import type { AccountState } from '../accounts/account.ts'
import type { Runtime } from '../behaviour/unit-of-work.ts'
import type { Store } from '../store/store.ts'
import type { Identities } from './proof.ts'

export interface PipelineOptions {
  runtime: Runtime
  store: Store
  identities: Identities
  defaultAccount(): AccountState
  /** Sends these deliveries and returns when each has had its attempt. */
  deliverNow(account: string, ids: readonly string[]): Promise<void>
}
