/** Two requests that belong together say the same. */
import { type Check, found, judge, nameOf } from '../check.ts'
import { readTexts } from '../read.ts'
import { isDone, isStranger, only } from '../traffic.ts'

interface Side {
  operations: string[]
  /** What ties the two together. */
  join: string
  value: string
}

interface Settings {
  first: Side
  second: Side
}

export const sameValue: Check<Settings> = (traffic, { first, second }) => {
  const firsts = only(traffic, first.operations).filter(isDone)
  const pairs = only(traffic, second.operations)
    .filter((seen) => !isStranger(seen))
    .flatMap((seen) => {
      const joins = readTexts(second.join, seen)
      const before = firsts.findLast(
        (each) =>
          each.number < seen.number &&
          readTexts(first.join, each).some((value) => joins.includes(value)),
      )
      return before === undefined ? [] : [{ before, seen }]
    })
  const findings = pairs.flatMap(({ before, seen }) => {
    const [a, b] = [readTexts(first.value, before)[0], readTexts(second.value, seen)[0]]
    if (a === b) return []
    // Which values they are is the client's own; reports are kept and passed on.
    const [one, other] = [
      a === undefined ? 'absent' : 'given',
      b === undefined ? 'absent' : 'given',
    ]
    const saw = `${nameOf(second.value)}: ${one} in the first, ${one === other ? 'another' : other} in the second.`
    return [found([before, seen], saw, `Send the same ${nameOf(second.value)} in both.`)]
  })
  return judge(findings, pairs.length > 0)
}
