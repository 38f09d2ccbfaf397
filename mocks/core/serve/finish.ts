/** The end of a request: it is written down, and what it caused is let go. */
import type { JournalEntry } from '../http/journal-entry.ts'
import type { Served } from './served.ts'
import { toJournalEntry } from './to-journal-entry.ts'

/** Writes the journal. */
export function finish(served: Served, rendered: JournalEntry['response']): void {
  const { exchange, options } = served
  const { account } = exchange
  const entry = toJournalEntry(exchange, rendered, options.real.monotonicMs())
  // What was under way when its account was removed or reset is not one of the next one's, whatever its id.
  const isOf = options.identities.findById(account.id) === account
  if (isOf) options.journal.add(entry, exchange.reads)
  options.onFinished(entry)
}

/** Lets what the request caused go once its answer has left: a callback never overtakes it. */
export function letGo({ exchange, env, options }: Served): void {
  const { account, wakeAt, awaitingAnswer } = exchange
  if (wakeAt !== undefined) options.wake(account.id, wakeAt)
  if (awaitingAnswer.length === 0) return
  const release = options.expectRelease(account, awaitingAnswer)
  const { outgoing } = env
  // A client that has left already gets no `close` any more, and a silent answer leaves late or never.
  const { fault } = exchange
  const isSilent = fault === 'timeout' || (typeof fault === 'object' && 'silentMs' in fault)
  if (outgoing === undefined || outgoing.destroyed || outgoing.closed || isSilent)
    options.real.setTimer(0, release, { keepsAlive: true })
  else outgoing.once('close', release)
}
