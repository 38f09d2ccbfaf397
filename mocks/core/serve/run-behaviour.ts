/** Stage "runBehaviour": what the operation does. */
import type { Operation } from '../../dialect/types.ts'
import { RequestContext } from '../behaviour/context.ts'
import { orRefusal } from '../behaviour/refusal.ts'
import { expectNoPromise, type Runtime } from '../behaviour/unit-of-work.ts'
import type { Run } from './endpoint.ts'
import type { Stage } from './stage.ts'

export const runBehaviour: Stage = (exchange, { run }) => run(exchange)

/** The behaviour of the operation, which has to end at once. */
export function compileRun({ registry }: Runtime, { behaviour, id }: Operation): Run {
  // `loadRegistry` has checked that it is there.
  const run = registry.behaviours.get(behaviour.name)!
  const what = `${id}: the behaviour "${behaviour.name}"`
  return (exchange) => {
    const context = new RequestContext(exchange.unit!, exchange)
    return expectNoPromise(
      what,
      orRefusal(() => run(context)),
    )
  }
}
