/** How well something is known, and which of two is known less well. */
import type { Evidence } from './types.ts'

/** From best to weakest. */
export const EVIDENCE: readonly Evidence[] = [
  'observed',
  'documented',
  'legacy',
  'client',
  'named',
  'assumed',
]

/** The weaker of two: what is made of both is known no better than that. */
export function toWeaker(a: Evidence | undefined, b: Evidence): Evidence {
  return a !== undefined && EVIDENCE.indexOf(a) > EVIDENCE.indexOf(b) ? a : b
}
