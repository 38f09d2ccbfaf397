/** Filters of a list that compare: `{ query: amount_gte, field: amount, is: at-least }` in `filter`. */

/** `equal` is for instants: a day there means the whole day. Plain names in `filter` are equality. */
interface Comparison {
  query: string
  field: string
  is: 'equal' | 'at-least' | 'at-most'
}

export type ListFilter = string | Comparison

type Query = Readonly<Record<string, string | string[] | undefined>>
type Test = (record: Readonly<Record<string, unknown>>) => boolean
type Match = { key: string; test: Test }

/** What the comparisons that the request asks for leave; undefined when it asks for none. */
export function toMatch(filters: readonly ListFilter[], query: Query): Match | undefined {
  const asked = filters.flatMap((filter) => {
    if (typeof filter === 'string') return []
    const wanted = [query[filter.query]].flat()[0]
    return wanted === undefined ? [] : [{ filter, wanted, test: toTest(filter, wanted) }]
  })
  if (asked.length === 0) return undefined
  const key = JSON.stringify(asked.map(({ filter, wanted }) => [filter, wanted]))
  return { key, test: (record) => asked.every(({ test }) => test(record)) }
}

function toTest({ field, is }: Comparison, wanted: string): Test {
  return (record) => {
    const value = record[field]
    const bounds = typeof value === 'number' ? toExact(wanted) : toPeriod(wanted)
    const found = typeof value === 'number' ? value : Date.parse(String(value))
    if (is === 'at-least') return found >= bounds.first
    if (is === 'at-most') return found <= bounds.last
    return found >= bounds.first && found <= bounds.last
  }
}

function toExact(text: string) {
  return { first: Number(text), last: Number(text) }
}

const DAY_MS = 86_400_000

/** A date is its whole day in UTC, an instant its whole second. Text that is neither matches nothing. */
function toPeriod(text: string) {
  const first = Date.parse(text)
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  return { first, last: first + (isDay ? DAY_MS : 1_000) - 1 }
}
