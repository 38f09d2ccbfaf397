/** Exchanges as people are shown them outside recordings, in reports and exports: nothing in them is somebody's. */
import type { Spec } from '../../dialect/types.ts'
import { toDateShape } from './dates.ts'
import type { Exchange } from './exchange.ts'
import { createMask } from './mask/mask.ts'
import { createSeal, sealExchange } from './mask/seal.ts'
import { fieldOf, type Rewrite } from './mask/spot.ts'
import { walkExchange } from './mask/walk-exchange.ts'
import { createBook, type PlaceholderBook } from './placeholder-book.ts'
import { redactExchange } from './redact.ts'

export interface ShieldOptions {
  spec: Spec
  /** Values that must go wherever they stand. */
  secrets?: readonly string[]
  /** Of what is shown together: the same value is the same placeholder. Default: a new one. */
  book?: PlaceholderBook
  /** The notification that the request is. */
  notification?: string | undefined
}

/** A copy by the rule of recordings, but with dates as they are where the spec knows of them. */
export function shieldExchange(
  exchange: Exchange,
  { spec, secrets = [], book = createBook(), notification }: ShieldOptions,
): Exchange {
  const mask = createMask(spec, book)
  const value: Rewrite = (found, spot) => {
    // Said by a sandbox of ours, to people.
    if (spot.in === 'header' && fieldOf(spot.path).startsWith('x-ensayo-')) return undefined
    const isDate = typeof found === 'string' && toDateShape(found) !== undefined
    return isDate && spot.schemas.length > 0 ? undefined : mask.value(found, spot)
  }
  const sealed = sealExchange(exchange, createSeal())
  const redacted = redactExchange(sealed, { secrets, book, testValues: spec.testValues })
  const rules = { request: value, response: value, key: mask.key, segment: mask.segment }
  if (notification === undefined) return walkExchange(spec, redacted, rules)
  const schema = spec.notifications.get(notification)?.schema
  return walkExchange(spec, redacted, rules, schema === undefined ? [] : [schema])
}
