/** Everything that the methods of the engine work on. */
import type { Accounts } from '../../core/accounts/accounts.ts'
import type { Choices } from '../../core/accounts/choose.ts'
import type { Runtime } from '../../core/behaviour/unit-of-work.ts'
import type { Scheduler } from '../../core/clock/scheduler.ts'
import type { Waits } from '../../core/clock/waits.ts'
import type { Journal } from '../../core/http/journal.ts'
import type { KeeperStatus } from '../../core/store/kept.ts'
import type { Store } from '../../core/store/store.ts'
import type { AwaitingAnswer } from '../../core/webhooks/awaiting-answer.ts'
import type { Dispatcher } from '../../core/webhooks/dispatcher.ts'
import type { Inbox } from '../../core/webhooks/inbox.ts'
import type { Addresses, EngineEvent, ProviderFace } from './engine.ts'

/** Everything that the faces of the engine work on. */
export interface Parts {
  version: string
  maxAccounts: number
  runtimes: Map<string, Runtime>
  providers: Map<string, ProviderFace>
  choices: Choices
  accounts: Accounts
  store: Store
  /** How what makes it last is doing; undefined: memory alone. */
  keeper: KeeperStatus | undefined
  scheduler: Scheduler
  waits: Waits
  dispatcher: Dispatcher
  awaitingAnswer: AwaitingAnswer
  inbox: Inbox
  journal: Journal
  /** Kept per account, in the journal and of finished deliveries. */
  maxEntries: number
  /** Accounts removed since the start, or since everything was reset. */
  removedAccounts: number
  /** Of requests: what comes next, and the newest that was given. */
  numbers: { next(): number; newest(): number }
  counts: { requests: number; offSpec: number; internalErrors: number }
  listeners: Set<(event: EngineEvent) => void>
  /** Where everything listens; `server.ts` replaces it. */
  addresses: Addresses
}
