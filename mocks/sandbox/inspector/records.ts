/** What an account remembers, and which records a request speaks of. */
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import { DELIVERIES, type StoredRecord, TIMERS, type Timed } from '../../core/store/store.ts'
import type { Engine } from '../engine/engine.ts'

/** `<provider>/<collection>` → records, oldest first. */
export type Records = Record<string, readonly KeptRecord[]>

export type KeptRecord = StoredRecord & Timed & { readonly [field: string]: unknown }

/** Something that waits for its instant on the clock of the account. */
export interface DueThing {
  at: number
  what: string
  /** The record that it concerns, where it is one. */
  record?: { collection: string; id: string }
  delivery?: string
}

/** Every record of the account, without the engine's own rows. */
export async function readRecords(engine: Engine, account: string): Promise<Records> {
  const all = await readAll(engine, account)
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => name !== TIMERS && name !== DELIVERIES),
  )
}

/** What is due, soonest first: transitions of records, reactions, notifications. */
export async function listDue(engine: Engine, account: string): Promise<DueThing[]> {
  const {
    [TIMERS]: timers = [],
    [DELIVERIES]: deliveries = [],
    ...records
  } = await readAll(engine, account)
  const transitions = Object.entries(records).flatMap(([collection, rows]) =>
    rows.flatMap(({ id, timers: own = {} }) =>
      Object.entries(own).map(([what, at]) => ({ at, what, record: { collection, id } })),
    ),
  )
  const rows = [
    ...timers.map(({ dueAt = Number.NaN, reaction }) => ({ at: dueAt, what: String(reaction) })),
    ...deliveries.map(({ dueAt = Number.NaN, notification, id }) => ({
      at: dueAt,
      what: String(notification),
      delivery: id,
    })),
  ]
  return [...transitions, ...rows]
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at)
}

/** Records whose id the request or its answer names, newest first. */
export function findRecordsIn(
  records: Records,
  entry: JournalEntry,
): { collection: string; id: string }[] {
  const text = `${entry.request.path}\n${entry.request.body}\n${entry.response.body}`
  return Object.entries(records)
    .filter(([collection]) => collection.startsWith(`${entry.provider}/`))
    .flatMap(([collection, rows]) =>
      rows
        .filter((row) => namesOfRecord(row).some((name) => mentions(text, name)))
        .map(({ id }) => ({ collection, id })),
    )
    .toReversed()
    .slice(0, MOST_RECORDS)
}

const MOST_RECORDS = 8

/** Of a notification's subject, `<provider>:<id>`. */
export function idOfSubject(subject: string): string {
  return subject.slice(subject.indexOf(':') + 1)
}

/** Where the record of that id is, if the provider has one. */
export function findRecord(
  records: Records,
  provider: string,
  id: string,
): { collection: string; id: string } | undefined {
  const found = Object.entries(records).find(
    ([name, rows]) => name.startsWith(`${provider}/`) && rows.some((row) => row.id === id),
  )
  return found && { collection: found[0], id }
}

/** By what a record is called: its id, when that is not an everyday word or number. */
export function namesOfRecord({ id }: StoredRecord): string[] {
  return id.length >= 6 ? [id] : []
}

/** Whether the name stands in the text as a whole, not inside a longer word. */
export function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isWordPart(text[at - 1]) && !isWordPart(text[at + name.length])) return true
  }
  return false
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_-]/u.test(character)
}

async function readAll(
  engine: Engine,
  account: string,
): Promise<Record<string, readonly KeptRecord[]>> {
  engine.account(account)
  const { store } = await engine.snapshot()
  // Holds because a record of the store is JSON with an id; `dueAt` and `timers` are as the engine wrote them.
  return (store[account] ?? {}) as unknown as Record<string, readonly KeptRecord[]>
}
