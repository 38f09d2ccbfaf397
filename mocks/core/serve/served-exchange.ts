/** What the stages hand from one to the next. */
import type { UnitOfWork } from '../behaviour/unit-of-work.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import type { RawBody } from '../http/parse.ts'
import type { Proof } from './proof.ts'

export interface ServedExchange extends Exchange {
  /** The body as it came; undefined when it is too large. */
  raw: RawBody | undefined
  /** What the credentials prove, in the order of the endpoint's readers. */
  proofs: readonly Proof[]
  /** Open from the moment the account is known until its answer is checked. */
  unit: UnitOfWork | undefined
  /** Remembers the answer under the caller's key. */
  remember: ((answer: Answer) => void) | undefined
  /** Deliveries that leave before the answer. */
  beforeAnswer: readonly string[]
  /** Whether the answer is ours instead of the provider's, so that nothing may have happened. */
  isUndone: boolean
}
