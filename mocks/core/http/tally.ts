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

/**
 * Its size is bounded by the specs: operations, statuses and variants, never paths or ids. `labels`
 * are the variants that were asked for or acted, each once; default: those that acted.
 */
export function addToTally(
  tally: Tally,
  { provider, operationId, response, quirks }: JournalEntry,
  labels: Iterable<string> = quirks.map(({ id, variant }) => `${id}=${variant}`),
): void {
  if (operationId === undefined) count(tally.unmatched, provider)
  else count(answersOf(tally, provider, operationId), response.status)
  for (const label of labels) count(tally.variants, label)
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
  const operations = open(tally.answers, provider)
  return open(operations, operation)
}

/** The map under a key, made when there is none. */
function open<Key, Inner>(maps: Map<Key, Map<Inner, number>>, key: Key): Map<Inner, number>
function open<Key, A, B>(maps: Map<Key, Map<A, Map<B, number>>>, key: Key): Map<A, Map<B, number>>
function open<Key>(maps: Map<Key, Map<unknown, unknown>>, key: Key): Map<unknown, unknown> {
  let inner = maps.get(key)
  if (inner === undefined) {
    inner = new Map()
    maps.set(key, inner)
  }
  return inner
}

function count<Key>(counts: Map<Key, number>, key: Key, times = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + times)
}
