/** Stage "journal": what came in, what went out, and why. Bounded per account; the oldest go first. */
import type { JournalEntry, JournalFilter } from './journal-entry.ts'
import { addToTally, createTally, type Tally } from './tally.ts'

export interface Journal {
  /** `reads`: variants that were asked for or acted, `id=variant`; default: those that acted. */
  add(entry: JournalEntry, reads?: ReadonlySet<string>): void
  /** Resolves when everybody can see what was added last; undefined when that is at once. */
  shown?(): Promise<void> | undefined
  /** Oldest first. */
  list(account: string | undefined, filter?: JournalFilter): JournalEntry[]
  find(id: string): JournalEntry | undefined
  /** Entries ever added. */
  readonly total: number
  /** Entries that the bound has dropped, per account. */
  dropped(account: string): number
  /** Entries that the bound has dropped since the start, of all accounts. */
  readonly totalDropped: number
  /** Counts of everything ever added, whatever the bound has dropped since. */
  tally(account: string): Tally
  clear(account?: string): void
}

/** Characters of a body that are kept. */
const MAX_BODY = 64 * 1024

interface Ring {
  entries: JournalEntry[]
  /** Where the oldest stands once the ring is full. */
  start: number
  dropped: number
  /** How many of all that were ever added may be found by their id; the others have to be indexed first. */
  indexed: number
  tally: Tally
}

export function createJournal(maxEntries: number): Journal {
  const rings = new Map<string, Ring>()
  const byId = new Map<string, JournalEntry>()
  let total = 0
  let totalDropped = 0

  /** Ids are looked up seldom, and entries come often: those that came since are added when one is asked for. */
  const indexNew = (ring: Ring): void => {
    const { entries, start, dropped } = ring
    const added = dropped + entries.length
    for (let at = Math.max(ring.indexed, dropped); at < added; at++) {
      const entry = entries[(start + at - dropped) % entries.length]!
      byId.set(entry.id, entry)
    }
    ring.indexed = added
  }
  const inOrder = (ring: Ring): JournalEntry[] => [
    ...ring.entries.slice(ring.start),
    ...ring.entries.slice(0, ring.start),
  ]
  const all = (account: string | undefined): JournalEntry[] => {
    if (account !== undefined) return rings.has(account) ? inOrder(rings.get(account)!) : []
    return [...rings.values()].flatMap(inOrder).sort((a, b) => toNumber(a.id) - toNumber(b.id))
  }

  return {
    add: (entry, reads) => {
      total++
      let ring = rings.get(entry.account)
      if (ring === undefined) {
        ring = createRing()
        rings.set(entry.account, ring)
      }
      addToTally(ring.tally, entry, reads)
      const kept = cutBodies(entry)
      if (ring.entries.length < maxEntries) {
        ring.entries.push(kept)
        return
      }
      if (ring.dropped < ring.indexed) byId.delete(ring.entries[ring.start]!.id)
      ring.dropped++
      totalDropped++
      ring.entries[ring.start] = kept
      ring.start = (ring.start + 1) % maxEntries
    },
    list: (account, filter = {}) => {
      const found = all(account).filter((entry) => matches(entry, filter))
      return filter.limit === undefined ? found : found.slice(-filter.limit)
    },
    find: (id) => {
      for (const ring of rings.values()) indexNew(ring)
      return byId.get(id)
    },
    get total() {
      return total
    },
    get totalDropped() {
      return totalDropped
    },
    dropped: (account) => rings.get(account)?.dropped ?? 0,
    tally: (account) => rings.get(account)?.tally ?? createTally(),
    clear: (account) => {
      for (const { id } of all(account)) byId.delete(id)
      if (account === undefined) rings.clear()
      else rings.delete(account)
    },
  }
}

function createRing(): Ring {
  return { entries: [], start: 0, dropped: 0, indexed: 0, tally: createTally() }
}

/** Whether an entry is one that the filter asks for. */
export function matches(entry: JournalEntry, filter: JournalFilter): boolean {
  return (
    (filter.provider === undefined || entry.provider === filter.provider) &&
    (filter.operationId === undefined || entry.operationId === filter.operationId) &&
    (filter.method === undefined || entry.request.method === filter.method.toUpperCase()) &&
    (filter.status === undefined || entry.response.status === filter.status) &&
    (filter.path === undefined || entry.request.path.startsWith(filter.path)) &&
    (filter.quirk === undefined || entry.quirks.some((quirk) => quirk.id === filter.quirk)) &&
    (filter.fault === undefined || hasFault(entry, filter.fault)) &&
    (filter.stub === undefined || entry.stub === filter.stub)
  )
}

function hasFault({ faults = [] }: JournalEntry, name: string): boolean {
  return faults.some(({ id, kind, incident }) => [id, kind, incident].includes(name))
}

function cutBodies(entry: JournalEntry): JournalEntry {
  if (entry.request.body.length <= MAX_BODY && entry.response.body.length <= MAX_BODY) return entry
  return {
    ...entry,
    request: { ...entry.request, body: entry.request.body.slice(0, MAX_BODY) },
    response: { ...entry.response, body: entry.response.body.slice(0, MAX_BODY) },
    isTruncated: true,
  }
}

function toNumber(id: string): number {
  return Number(id.slice(id.indexOf('_') + 1))
}
