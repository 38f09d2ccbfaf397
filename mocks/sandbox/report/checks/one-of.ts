/** Exactly one of several flags of a query is set. */
import { type Check, found, judge } from '../check.ts'
import { isStranger, only } from '../traffic.ts'

interface Settings {
  operations: string[]
  names: string[]
}

export const oneOf: Check<Settings> = (traffic, { operations, names }) => {
  const asked = only(traffic, operations).filter((seen) => !isStranger(seen))
  const findings = asked.flatMap((seen) => {
    const set = names.filter((name) => isSet(seen.query[name]))
    if (set.length === 1) return []
    const saw = set.length === 0 ? 'None of the flags was set.' : `Set together: ${set.join(', ')}.`
    return [found([seen], saw, `Set exactly one of ${names.join(', ')} in each request.`)]
  })
  return judge(findings, asked.length > 0)
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'False'].includes(value)
}
