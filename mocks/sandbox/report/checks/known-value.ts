/** A value comes from where the provider lists it, not out of the client's own memory. */
import { type Check, found, judge, nameOf } from '../check.ts'
import { readTexts } from '../read.ts'
import { isDone, isStranger, only } from '../traffic.ts'

interface Settings {
  operations: string[]
  value: string
  /** Operation → where its answer has such values. */
  from: Record<string, string>
}

export const knownValue: Check<Settings> = (traffic, { operations, value, from }) => {
  const sources = Object.keys(from)
  const listed = only(traffic, sources)
    .filter(isDone)
    .map((seen) => ({ seen, values: new Set(readTexts(from[seen.entry.operationId!]!, seen)) }))
  const used = only(traffic, operations)
    .filter((seen) => !isStranger(seen))
    .flatMap((seen) => readTexts(value, seen).map((text) => ({ seen, text })))
  const isListed = ({ seen, text }: (typeof used)[number]) =>
    listed.some((each) => each.seen.number < seen.number && each.values.has(text))
  const name = nameOf(value)
  // What the journal has dropped may have listed it.
  const strange = traffic.dropped > 0 ? [] : used.filter((each) => !isListed(each))
  const findings = strange.map(({ seen }) =>
    found(
      [seen],
      `Its ${name} was in no answer of ${sources.join(' or ')} before.`,
      `Take ${name} from ${sources.join(' or ')}.`,
    ),
  )
  return judge(findings, used.some(isListed))
}
