/** What nothing matched: the provider's own 404 or 405, and a hint that names what is near. */

import type { Operation, Spec } from '../../dialect/types.ts'
import type { Runtime } from '../behaviour/unit-of-work.ts'
import { meetFaults } from '../departures/faults.ts'
import { runQuirks } from '../departures/quirks.ts'
import { type Answer, addHint, type Exchange } from '../http/exchange.ts'
import { renderError } from '../http/render-error.ts'
import { findAccount, readProofs } from './authenticate.ts'
import type { Identities } from './proof.ts'
import { describeNearest, findAllowed } from './router.ts'

/** The provider's own 404 or 405; the hint names what is near. */
export async function answerUnmatched(
  exchange: Exchange,
  { runtime, identities }: { runtime: Runtime; identities: Identities },
): Promise<Answer> {
  const { spec } = runtime
  const { method, path } = exchange.request
  const proofs = await readProofs(spec, unmatchedOf(spec), exchange.request, identities)
  const account = findAccount(proofs)
  exchange.account = account ?? exchange.account
  exchange.isUnclaimed = account === undefined
  exchange.at = exchange.account.clock.now()
  const failed = meetFaults(exchange, spec)
  if (failed) return failed
  const early = runQuirks(
    'authentication',
    spec,
    runtime.schemas,
    exchange,
    undefined,
    unmatchedOf(spec),
  )
  addHint(exchange, describeNearest(spec, method, path))
  if (early) return early
  const allowed = findAllowed(spec, path)
  const answer = toRefusal(spec, allowed, method, path)
  const quirks = unmatchedOf(spec)
  return runQuirks('response', spec, runtime.schemas, exchange, answer, quirks) ?? answer
}

/** 404, or 405 with the methods that the path takes. */
function toRefusal(spec: Spec, allowed: readonly string[], method: string, path: string): Answer {
  if (allowed.length === 0 || allowed.includes(method)) {
    return renderError(spec, 'notFound', { method, path })
  }
  const answer = renderError(spec, 'methodNotAllowed', { method, path })
  return { ...answer, headers: { ...answer.headers, allow: allowed.join(', ') } }
}

const unmatched = new WeakMap<Spec, Operation>()

/** Stands in where no operation matched: any scheme may say whose journal it belongs to, and the document's own quirks hold. */
function unmatchedOf(spec: Spec): Operation {
  const known = unmatched.get(spec)
  if (known) return known
  const operation: Operation = {
    id: 'unmatched',
    provider: spec.name,
    method: 'GET',
    path: '',
    title: 'No operation matched',
    tags: [],
    source: spec.source,
    behaviour: { name: 'none', options: {} },
    parameters: [],
    requestBody: undefined,
    responses: new Map(),
    security: [[...spec.securitySchemes.keys()]],
    quirks: [...spec.quirks.values()].filter((quirk) => quirk.operationId === undefined),
    record: undefined,
    idempotency: undefined,
    caller: undefined,
    carries: [],
    violations: { error: 'validation' },
    pointer: '',
  }
  unmatched.set(spec, operation)
  return operation
}
