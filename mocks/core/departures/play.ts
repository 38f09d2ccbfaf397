import type { Operation, Quirk, Spec, Variant } from '../../dialect/types.ts'
import type { Answer, Exchange } from '../http/exchange.ts'

export interface QuirkContext {
  spec: Spec
  exchange: Exchange
  operation: Operation | undefined
  quirk: Quirk
  variant: Variant
  /** The answer so far, at stage `response`. */
  answer: Answer | undefined
}

/** What a kind may do: answer at once, or change the exchange and let it go on. */
export type QuirkPlay = (context: QuirkContext) => Answer | undefined
