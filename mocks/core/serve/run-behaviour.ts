/** Stage "runBehaviour": what the operation does. */
import type { Operation } from '../../dialect/types.ts'
import { RequestContext } from '../behaviour/context.ts'
import { expectNoPromise, type Runtime } from '../behaviour/unit-of-work.ts'
import type { Answer } from '../http/exchange.ts'
import type { ServedExchange, Stage } from './stage.ts'

export type Run = (exchange: ServedExchange) => Answer

export const runBehaviour: Stage = (exchange, { run }) => run(exchange)

/** The behaviour of the operation, which has to end at once. */
export function compileRun({ registry }: Runtime, { behaviour, id }: Operation): Run {
  // `loadRegistry` has checked that it is there.
  const run = registry.behaviours.get(behaviour.name)!
  const what = `${id}: the behaviour "${behaviour.name}"`
  return (exchange) => expectNoPromise(what, run(new RequestContext(exchange.unit!, exchange)))
}
