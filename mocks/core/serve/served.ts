/** What belongs to one request on its way through `serve.ts`, and what all of them share. */
import type { AccountState } from '../accounts/account.ts'
import type { RealTime } from '../clock/system.ts'
import type { Journal } from '../http/journal.ts'
import type { JournalEntry } from '../http/journal-entry.ts'
import type { Endpoint, ServeParts } from './endpoint.ts'
import type { RequestEnv } from './open-exchange.ts'
import type { ServedExchange } from './served-exchange.ts'

export interface ServeOptions extends ServeParts {
  real: RealTime
  journal: Journal
  defaultAccount(): AccountState
  nextRequestId(): string
  /** Says that something of the account is due at an instant. */
  wake(account: string, dueAt: number): void
  /** Sends these deliveries and returns when each has had its attempt. */
  deliverNow(account: string, ids: readonly string[]): Promise<void>
  /** Says that an answer is about to leave; what is returned is called once it has. */
  expectRelease(account: AccountState, ids: readonly string[]): () => void
  /** Waits for an instant on an account's clock, or until the client has gone. */
  waitUntil(account: string, instant: number, gone: AbortSignal): Promise<void>
  onFinished(entry: JournalEntry): void
  onInternalError(error: unknown): void
}

/** What belongs to one request on its way through this page. */
export interface Served {
  exchange: ServedExchange
  endpoint: Endpoint
  request: Request
  env: RequestEnv
  options: ServeOptions
}
