/** The two shapes on the page of `pipeline.ts`. */
import type { Answer } from '../http/exchange.ts'
import type { Endpoint } from './endpoint.ts'
import type { ServedExchange } from './served-exchange.ts'

/** Answers, or lets the next one be asked. */
export type Stage = (exchange: ServedExchange, endpoint: Endpoint) => Answer | undefined

/** Makes of an answer the one that leaves. */
export type Finish = (exchange: ServedExchange, endpoint: Endpoint, answer: Answer) => Answer
