/** Every creation carries a key of its own, and a repeat the same one. */
import { type Check, found, judge, nameOf, toCanonical } from '../check.ts'
import { readTexts } from '../read.ts'
import { hasFailed, isDone, isStranger, only } from '../traffic.ts'
import type { Finding } from '../types.ts'

interface Settings {
  operations: string[]
  key: string
}

export const idempotencyKey: Check<Settings> = (traffic, { operations, key }) => {
  const name = nameOf(key)
  const sent = only(traffic, operations)
    .filter((seen) => !isStranger(seen))
    .map((seen) => ({
      seen,
      key: readTexts(key, seen)[0],
      body: `${seen.entry.operationId} ${toCanonical(seen.body, [name])}`,
    }))
  const findings = sent.flatMap((each, at): Finding[] => {
    const { seen } = each
    if (each.key === undefined || each.key === '')
      return [found([seen], `It carries no ${name}.`, `Send a ${name} of its own with each.`)]
    const before = sent.slice(0, at)
    const other = before.find(
      (past) => past.key === each.key && past.body !== each.body && isDone(past.seen),
    )
    if (other !== undefined) {
      const saw = `Its ${name} was used before, for another body.`
      return [found([other.seen, seen], saw, `Make a new ${name} for each new order.`)]
    }
    const failed = before.at(-1)
    if (failed && failed.body === each.body && failed.key !== each.key && hasFailed(failed.seen)) {
      const saw = `It repeats what failed with ${failed.seen.entry.response.status || 'no answer'} under another ${name}.`
      return [
        found([failed.seen, seen], saw, `Repeat with the same ${name}; else it may count twice.`),
      ]
    }
    return []
  })
  return judge(findings, sent.length > 0)
}
