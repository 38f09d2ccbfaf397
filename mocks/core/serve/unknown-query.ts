/** A list that ignores a query says so: whoever filters by a name that does not exist gets everything. */
import { didYouMean } from '../../base/errors.ts'
import type { Operation } from '../../dialect/types.ts'
import type { Answer, Exchange } from '../http/exchange.ts'

/** Adds a hint about queries that the spec of a list does not have. */
export function hintAtUnknownQueries(
  exchange: Exchange,
  { behaviour, parameters }: Operation,
  { status }: Answer,
): void {
  const { paged, list } = behaviour.options
  const isList = behaviour.name === 'resource.list' || paged === true || list === true
  if (!isList || status >= 400) return
  const known = parameters.flatMap(({ in: place, name }) => (place === 'query' ? [name] : []))
  for (const name of Object.keys(exchange.request.query).filter((each) => !known.includes(each))) {
    const cure = didYouMean(name, known) || ` Known are: ${known.join(', ') || 'none'}.`
    const before = exchange.hint === undefined ? '' : `${exchange.hint} `
    exchange.hint = `${before}The query "${name}" is not known here and narrows nothing.${cure}`
  }
}
