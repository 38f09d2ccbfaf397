/** A process among those that share a database: its parts, as they work on one another. */
import type { RealTime } from '../../../core/clock/system.ts'
import type { ServeParts } from '../../../core/serve/endpoint.ts'
import type { Identities } from '../../../core/serve/proof.ts'
import type { KeeperStatus } from '../../../core/store/kept.ts'
import type { Database } from '../../../core/store/postgres/database.ts'
import type { Lanes } from '../../../core/store/postgres/lanes.ts'
import type { Log } from '../../../core/store/postgres/log.ts'
import type { Session } from '../../../core/store/postgres/session.ts'
import type { Keeper } from '../../../core/store/store.ts'
import type { DeliveryRow } from '../../../core/webhooks/types.ts'
import type { Engine } from '../engine.ts'
import type { Parts } from '../parts.ts'
import type { AccountTexts } from './account-text.ts'
import type { SharedInbox } from './inbox.ts'
import type { Members } from './members.ts'

export interface SharedKeeper extends Keeper, KeeperStatus {
  pending: number
}

/** What is there before the engine is. */
export interface Connected {
  database: Database
  keeper: SharedKeeper
  lanes: Lanes
  log: Log
  session: Session
  texts: AccountTexts
  numbers: Parts['numbers']
  real: RealTime
  /** Accounts that are to be read again, and looked at. */
  lost: Set<string>
  /** Accounts whose clock another process advances. */
  paused: Set<string>
  /** Accounts of which it could not be said that this process does not advance them any more. */
  unsaid: Set<string>
  /** What is being kept that nobody waits for. */
  saving: Set<Promise<unknown>>
  /** A fact of the whole sandbox, as it was when this process began. */
  meta(name: string): string | undefined
  onError(error: unknown): void
}

export interface Shared extends Connected {
  parts: Parts
  members: Members
  /** The account that is being changed at this very moment, and what is to be looked for once that is kept. */
  changing: { account: string; wakes: (number | undefined)[] } | undefined
  /** Set once the inboxes are made. */
  inbox: SharedInbox
  isLocated(collection: string): boolean
}

/** How the engine is wired to what is shared. */
export interface Sharing extends Connected {
  createInbox(maxMessages: number): SharedInbox
  /** Who a request is from, found elsewhere where it is not known here. */
  identify(plain: Identities): Pick<ServeParts, 'identities' | 'shared'>
  /** Says to the others that something was sent. */
  tell(delivery: DeliveryRow): void
  begin(engine: Engine, parts: Parts, located: Iterable<string>): Promise<Engine>
}
