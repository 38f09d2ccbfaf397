/** An exchange as the journal keeps it. */
import type { Exchange } from '../http/exchange.ts'
import type { JournalEntry } from '../http/journal-entry.ts'

/** `endedMs`: real milliseconds now, on the clock of `startedMs`. */
export function toJournalEntry(
  exchange: Exchange,
  response: JournalEntry['response'],
  endedMs: number,
): JournalEntry {
  const { request, operation } = exchange
  return {
    id: exchange.id,
    account: exchange.account.id,
    ...(exchange.isUnclaimed ? { isUnclaimed: true } : {}),
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
    ...(exchange.faults.length === 0 ? {} : { faults: exchange.faults }),
    ...(exchange.stub === undefined ? {} : { stub: exchange.stub }),
    hint: exchange.hint,
    violations: exchange.violations,
    ...(exchange.credential === undefined ? {} : { credential: exchange.credential }),
    problems: exchange.problems,
    isTruncated: false,
  }
}
