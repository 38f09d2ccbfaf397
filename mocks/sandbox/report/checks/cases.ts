/** Cases that a provider asks to be tried; it is enough that each was seen once. */
import type { Check } from '../check.ts'
import type { SeenRequest } from '../seen.ts'
import { isDone, only } from '../traffic.ts'

interface Case {
  title: string
  operations: string[]
  status?: number | number[]
  when?: string
  /** Any of these stands in the body of the answer. */
  says?: string[]
}

interface Settings {
  cases: Case[]
}

export const cases: Check<Settings> = (traffic, { cases: wanted }) => {
  const missing = wanted.filter(
    ({ operations, status, when, says }) =>
      !only(traffic, operations).some(
        (seen) => hasStatus(seen, status) && hasText(seen, says) && traffic.matches(when, seen),
      ),
  )
  if (missing.length === 0) return { verdict: 'met', findings: [] }
  const seen = wanted.length - missing.length
  const note = `${seen} of ${wanted.length} seen. Missing: ${missing.map(({ title }) => title).join('; ')}.`
  return { verdict: 'not-seen', findings: [], note }
}

/** Any 2xx unless a status is named. */
function hasStatus(seen: SeenRequest, status: number | number[] | undefined): boolean {
  if (status === undefined) return isDone(seen)
  return [status].flat().includes(seen.entry.response.status)
}

function hasText({ entry }: SeenRequest, says: string[] | undefined): boolean {
  return says === undefined || says.some((text) => entry.response.body.includes(text))
}
