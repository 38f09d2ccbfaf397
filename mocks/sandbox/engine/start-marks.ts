/** What an account was started with, kept among its records: with them it is kept, reset and snapshot. Shared ones are started by one process at a time. */
import type { StoredRecord } from '../../core/store/store.ts'
import type { Engine } from './engine.ts'
import type { Parts } from './parts.ts'

/** Reserved collection, with at most one record. */
const STARTS = '_start'
const ID = 'start'

interface Start extends StoredRecord {
  readonly mark: string
}

export function createStartMarks(parts: Parts): Pick<Engine, 'alone' | 'startMark' | 'markStart'> {
  return {
    alone: (work) => work(),
    startMark: (account) => parts.store.read(account).get<Start>(STARTS, ID)?.mark,
    markStart: async (account, mark) => {
      await parts.store.transaction(account, (tx) => {
        const record: Start = { id: ID, mark }
        if (tx.get(STARTS, ID)) tx.update(STARTS, record)
        else tx.insert(STARTS, record)
      })
    },
  }
}
