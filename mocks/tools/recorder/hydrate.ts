/** A recorded exchange with its dates back in their places. */
import { fromDateNumber, fromDatePlaceholder } from './dates.ts'
import type { Exchange } from './exchange.ts'
import { type Path, rewriteAnyJson, rewriteJson, type Scalar } from './json-text.ts'
import { PLACEHOLDERS } from './placeholders.ts'

/** The answer as it was: dates in place of their placeholders. */
export function hydrate(exchange: Exchange, startedMs: number): Exchange {
  const toDates = (value: Scalar, path: Path): Scalar | undefined => {
    const field = String(path.findLast((part) => typeof part === 'string') ?? '')
    if (typeof value === 'bigint') return undefined
    if (typeof value === 'number') return fromDateNumber(value, field, startedMs)
    const inner = rewriteJson(value, (within, at) => toDates(within, [...path, ...at]))
    if (inner !== undefined) return inner
    if (/^\d{13}$/.test(value)) {
      const moved = fromDateNumber(Number(value), field, startedMs)
      if (moved !== undefined) return String(moved)
    }
    return fromDatePlaceholder(value, startedMs)
  }
  const body = rewriteAnyJson(exchange.response.body, toDates) ?? exchange.response.body
  const path = exchange.request.path.replace(PLACEHOLDERS, 'x')
  return {
    ...exchange,
    request: { ...exchange.request, path },
    response: { ...exchange.response, body },
  }
}
