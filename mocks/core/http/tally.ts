/** What came of each operation, counted as it happens, so that reports are exact whatever the journal drops. */
import type { JournalEntry } from './journal-entry.ts'

export interface Tally {
  /** Provider → operation → status → how often it was answered. */
  answers: Map<string, Map<string, Map<number, number>>>
  /** `<quirk>=<variant>` → requests it shaped or was asked for in. */
  variants: Map<string, number>
  /** Provider → requests that no operation matched. */
  unmatched: Map<string, number>
}

export function createTally(): Tally {
  return { answers: new Map(), variants: new Map(), unmatched: new Map() }
}

/** Its size is bounded by the specs: operations, statuses and variants, never paths or ids. */
export function addToTally(tally: Tally, entry: JournalEntry, reads: Iterable<string> = []): void {
  const { provider, operationId, response, quirks } = entry
  if (operationId === undefined) count(tally.unmatched, provider)
  else count(answersOf(tally, provider, operationId), response.status)
  const variants = new Set(reads)
  for (const { id, variant } of quirks) variants.add(`${id}=${variant}`)
  for (const variant of variants) count(tally.variants, variant)
}

/** Adds the second to the first. */
export function mergeTally(into: Tally, from: Tally): Tally {
  for (const [provider, operations] of from.answers) {
    for (const [operation, statuses] of operations) {
      for (const [status, times] of statuses)
        count(answersOf(into, provider, operation), status, times)
    }
  }
  for (const [variant, times] of from.variants) count(into.variants, variant, times)
  for (const [provider, times] of from.unmatched) count(into.unmatched, provider, times)
  return into
}

function answersOf(tally: Tally, provider: string, operation: string): Map<number, number> {
  const operations = tally.answers.get(provider) ?? new Map<string, Map<number, number>>()
  tally.answers.set(provider, operations)
  const statuses = operations.get(operation) ?? new Map<number, number>()
  operations.set(operation, statuses)
  return statuses
}

function count<Key>(counts: Map<Key, number>, key: Key, times = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + times)
}
