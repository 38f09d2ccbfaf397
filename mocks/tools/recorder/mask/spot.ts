/** A place in a message, as everything that rewrites messages looks at it. */
import type { Path, Scalar } from '../json-text.ts'
import type { Schemas } from './places.ts'

export interface Spot {
  side: 'request' | 'response'
  in: 'path' | 'query' | 'header' | 'body'
  /** Names on the way to it; the name alone outside bodies. */
  path: Path
  /** Schemas that speak of it; empty where the spec says nothing. */
  schemas: Schemas
}

/** What stands in place of a value; undefined leaves it. */
export type Rewrite = (value: Scalar, spot: Spot) => Scalar | undefined

/** The name that a value stands under; empty when it has none. */
export function fieldOf(path: Path): string {
  return String(path.findLast((part) => typeof part === 'string') ?? '')
}

/** Whether a name speaks of an instant. */
export function isDateName(field: string): boolean {
  return /date|time|expir|created|updated|(^|_)(exp|iat|nbf)$|(_at|At)$/i.test(field)
}
