/** The endpoint of requests that no operation matches: the provider's own 404 or 405, and a hint that names what is near. */
import type { QuirkStage, Spec } from '../../dialect/types.ts'
import { compileQuirks } from '../departures/playable.ts'
import { type Answer, addHint, type Exchange } from '../http/exchange.ts'
import { renderError } from '../http/render-error.ts'
import type { Endpoint, ServeParts } from './endpoint.ts'
import { compileReaders } from './read-proofs.ts'
import { describeNearest, findAllowed } from './router.ts'

/** Any scheme may say whose journal such a request belongs to, and the document's own quirks hold. */
export function compileUnmatched(parts: ServeParts): Endpoint {
  const { spec, schemas } = parts.runtime
  const quirksOf = (stage: QuirkStage) =>
    compileQuirks(
      [...spec.quirks.values()].filter(
        (quirk) => quirk.operationId === undefined && quirk.stage === stage,
      ),
      schemas,
    )
  return {
    ...compileReaders(spec, [[...spec.securitySchemes.keys()]], parts.identities),
    parts,
    spec,
    operation: undefined,
    quirks: {
      authentication: quirksOf('authentication'),
      validation: [],
      behaviour: [],
      response: quirksOf('response'),
      delivery: [],
    },
    isPublic: false,
    findCaller: () => undefined,
    record: undefined,
    limit: undefined,
    findViolations: () => [],
    idempotency: undefined,
    findCallbacks: undefined,
    run: (exchange) => answerUnmatched(exchange, spec),
    findDeparture: () => undefined,
    headers: {},
  }
}

function answerUnmatched(exchange: Exchange, spec: Spec): Answer {
  const { method, path } = exchange.request
  addHint(exchange, describeNearest(spec, method, path))
  const allowed = findAllowed(spec, path)
  return toRefusal(spec, allowed, method, path)
}

/** 404, or 405 with the methods that the path takes. */
function toRefusal(spec: Spec, allowed: readonly string[], method: string, path: string): Answer {
  if (allowed.length === 0 || allowed.includes(method)) {
    return renderError(spec, 'notFound', { method, path })
  }
  const answer = renderError(spec, 'methodNotAllowed', { method, path })
  return { ...answer, headers: { ...answer.headers, allow: allowed.join(', ') } }
}
