/** What a test expects to have happened. When it has not, the error shows the end of the journal. */

import { EnsayoError } from '../../base/errors.ts'
import type { JournalEntry, JournalFilter } from '../../core/http/journal-entry.ts'
import type { WantedDeliveries } from '../../core/webhooks/expect.ts'
import type { DeliveryRow, InboxMessage } from '../../core/webhooks/types.ts'
import type { Engine } from '../engine/engine.ts'
import { toExcerpt } from './excerpt.ts'
import { filterMessages, type MessageFilter } from './inbox.ts'
import { compareCount, type WantedCount } from './verify.ts'

/** The requests that match. Throws `EXPECTATION_UNMET` when there are not as many as wanted. */
export async function expectRequests(
  engine: Engine,
  account: string,
  filter: JournalFilter,
  wanted: WantedCount,
): Promise<JournalEntry[]> {
  const found = engine.requests(account, filter)
  await expectCount(engine, account, { what: 'Requests', filter, wanted, found })
  return found
}

/** The same of the inbox, once nothing that is due is under way. */
export async function expectMessages(
  engine: Engine,
  account: string,
  filter: MessageFilter,
  wanted: WantedCount,
): Promise<InboxMessage[]> {
  await engine.settle(account)
  const found = filterMessages(engine.inbox(account), filter)
  await expectCount(engine, account, { what: 'Inbox', filter, wanted, found })
  return found
}

/** The same of deliveries. */
export async function expectDeliveries(
  engine: Engine,
  account: string,
  wanted: WantedDeliveries,
): Promise<DeliveryRow[]> {
  await engine.settle(account)
  const { count, atLeast, atMost, ...filter } = wanted
  const { deliveries: found } = await engine.expectDeliveries(account, wanted)
  const what = 'Deliveries'
  await expectCount(engine, account, { what, filter, wanted: { count, atLeast, atMost }, found })
  return found
}

/** Throws `EXPECTATION_UNMET` with an excerpt of the account's journal unless the count is as wanted. */
async function expectCount(
  engine: Engine,
  account: string,
  expected: { what: string; filter: object; wanted: WantedCount; found: readonly unknown[] },
): Promise<void> {
  const { ok, message } = compareCount(expected.found.length, expected.wanted)
  if (ok) return
  const excerpt = toExcerpt({
    account: engine.account(account),
    entries: engine.requests(account),
    rows: await engine.deliveries(account),
    others: engine.requests(undefined),
    specs: engine.providers,
  })
  const which = toWords(expected.filter)
  throw new EnsayoError('EXPECTATION_UNMET', `${expected.what}${which}: ${message}\n${excerpt}`)
}

/** ` with operationId createPayment, status 201`. */
function toWords(filter: object): string {
  const words = Object.entries(filter).map(([name, value]) => `${name} ${toText(value)}`)
  return words.length === 0 ? '' : ` with ${words.join(', ')}`
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
