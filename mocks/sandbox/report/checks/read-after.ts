/** What was created is read again: the answer of a create is not its end. */
import { type Check, found, judge } from '../check.ts'
import { readTexts } from '../read.ts'
import type { SeenRequest } from '../seen.ts'
import { isDone, only } from '../traffic.ts'

/** Operation → where the request says what it reads; `true`: it reads all, as a list does. */
export type ReadSettings = Record<string, string | true>

interface Settings {
  operations: string[]
  /** Where the answer has the id. */
  id: string
  reads: ReadSettings
}

export const readAfter: Check<Settings> = (traffic, settings) => {
  const made = only(traffic, settings.operations).filter(isDone)
  const unread = made.filter((seen) => {
    const ids = readTexts(settings.id, seen)
    return !traffic.requests.some(
      (each) => each.number > seen.number && isDone(each) && reads(settings.reads, each, ids),
    )
  })
  const cure = `Read it until it is final: ${Object.keys(settings.reads).join(' or ')}.`
  return judge(
    unread.map((seen) => found([seen], 'It was never read after it was created.', cure)),
    made.length > 0,
  )
}

/** Whether a request reads one of these ids. */
export function reads(settings: ReadSettings, seen: SeenRequest, ids: readonly string[]): boolean {
  const by = settings[seen.entry.operationId ?? '']
  if (by === undefined) return false
  return by === true || readTexts(by, seen).some((value) => ids.includes(value))
}
