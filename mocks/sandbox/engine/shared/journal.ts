/** The journal where several processes answer: each shows what all of them did. */
import type { Journal } from '../../../core/http/journal.ts'
import type { JournalEntry } from '../../../core/http/journal-entry.ts'
import type { Log, LogEntry } from '../../../core/store/postgres/log.ts'

interface Written {
  entry: JournalEntry
  reads: string[]
}

export interface SharedJournal extends Journal {
  /** Puts in an entry that another process has written. */
  adopt(entry: LogEntry): JournalEntry
}

/** Makes the journal of a process of one that knows its own requests alone. */
export function shareJournal(
  journal: Journal,
  log: () => Log,
  /** Nobody waits for what cannot be written anyway. */
  isDown: () => boolean,
): SharedJournal {
  let last: Promise<void> | undefined
  const add: Journal['add'] = (entry, reads) => {
    journal.add(entry, reads)
    const kept = journal.find(entry.id) ?? entry
    const value: Written = { entry: kept, reads: [...(reads ?? [])] }
    last = log().append({
      account: entry.account,
      kind: 'journal',
      number: toNumber(entry),
      toValue: () => value,
    })
  }
  return Object.assign(Object.create(journal) as Journal, {
    add,
    shown: () => (isDown() ? undefined : last),
    adopt({ value }: LogEntry) {
      // Written by `add`.
      const { entry, reads } = value as Written
      journal.add(entry, new Set(reads))
      return entry
    },
    list: ((account, filter = {}) => {
      const { limit, ...rest } = filter
      const found = journal.list(account, rest).sort((a, b) => toNumber(a) - toNumber(b))
      return limit === undefined ? found : found.slice(-limit)
    }) satisfies Journal['list'],
  })
}

function toNumber({ id }: JournalEntry): number {
  return Number(id.slice(id.indexOf('_') + 1))
}
