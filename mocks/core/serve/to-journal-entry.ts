/** An exchange as the journal keeps it. */
import type { Exchange } from '../http/exchange.ts'
import { EFFECTS, type JournalEntry } from '../http/journal-entry.ts'

/** `endedMs`: real milliseconds now, on the clock of `startedMs`. */
export function toJournalEntry(
  exchange: Exchange,
  response: JournalEntry['response'],
  endedMs: number,
): JournalEntry {
  const { request, operation } = exchange
  const entry: JournalEntry = {
    id: exchange.id,
    account: exchange.account.id,
    provider: exchange.provider,
    operationId: operation?.id,
    evidence: exchange.evidence,
    at: exchange.at,
    durationMs: endedMs - exchange.startedMs,
    request: {
      method: request.method,
      path: request.target,
      headers: request.headers,
      body: request.rawBody,
    },
    response,
    quirks: exchange.quirks,
    hint: exchange.hint,
    violations: exchange.violations,
    problems: exchange.problems,
    isTruncated: false,
    [EFFECTS]: exchange.effects,
  }
  if (exchange.isUnclaimed) entry.isUnclaimed = true
  if (exchange.faults.length > 0) entry.faults = exchange.faults
  if (exchange.stub !== undefined) entry.stub = exchange.stub
  if (exchange.credential !== undefined) entry.credential = exchange.credential
  return entry
}
