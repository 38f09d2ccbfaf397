/** A field is JSON inside a string, not JSON itself. */
import { type Check, found, judge, nameOf } from '../check.ts'
import { readAll } from '../read.ts'
import { isDone, only } from '../traffic.ts'

interface Settings {
  operations: string[]
  field: string
}

export const textJson: Check<Settings> = (traffic, { operations, field }) => {
  const name = nameOf(field)
  const cure = `Send ${name} as a string that holds a JSON object, e.g. with JSON.stringify.`
  const sent = only(traffic, operations).map((seen) => ({ seen, value: readAll(field, seen)[0] }))
  const findings = sent
    .filter(({ value }) => value !== undefined && !holdsObject(value))
    .map(({ seen, value }) => found([seen], `${name} was ${describe(value)}.`, cure))
  return judge(
    findings,
    sent.some(({ seen, value }) => holdsObject(value) && isDone(seen)),
  )
}

function holdsObject(value: unknown): boolean {
  if (typeof value !== 'string') return false
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
  } catch {
    return false
  }
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return 'a string that holds no JSON object'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
