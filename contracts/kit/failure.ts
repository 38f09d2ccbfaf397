/** What a failed case tells: expectation, answer, operation, quirk and evidence. */

import { findOperation } from '../../mocks/core/serve/find-match.ts'
import type { Operation, Spec } from '../../mocks/dialect/types.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import { describe, findKnown } from './evidence.ts'
import type { Failure } from './result.ts'
import type { Trail } from './session.ts'
import { UnmetExpectation } from './unmet.ts'

/** More would bury the one that matters. */
const MAX_QUIRKS = 3

/** Everything that was not as expected, in its order; `thrown` is what ended the case. */
export function toFailures(thrown: unknown, trail: Trail, spec: Spec): Failure[] {
  const kept = trail.unmet.map(({ error, step }) => toFailure(error, step, trail, spec))
  if (thrown === undefined) return kept
  // Where something was amiss before, an error of the case's own code follows from it.
  const isConsequence = kept.length > 0 && !(thrown instanceof UnmetExpectation)
  return isConsequence ? kept : [...kept, toFailure(thrown, trail.step, trail, spec)]
}

function toFailure(error: unknown, step: string | undefined, trail: Trail, spec: Spec): Failure {
  const unmet = error instanceof UnmetExpectation ? error : undefined
  const exchange = unmet === undefined ? trail.exchanges.at(-1) : unmet.exchange
  const operation = exchange && findOperation(spec, exchange.request.method, exchange.request.path)
  const place = { status: exchange?.response.status ?? 0, pointer: unmet?.spots[0]?.pointer ?? '' }
  return {
    step,
    expected: unmet?.expected ?? 'no exception',
    found: unmet?.found ?? toMessage(error),
    spots: [...(unmet?.spots ?? [])],
    notification: unmet?.notification,
    operation: operation && {
      id: operation.id,
      request: `${operation.method} ${operation.path}`,
      ...findKnown(spec, operation, place),
    },
    quirks: operation && exchange ? findQuirks(operation, exchange) : [],
    exchange,
    message: unmet?.causing,
  }
}

/** Those the emulator names in its answer; elsewhere those that may answer with this very status. */
function findQuirks(operation: Operation, { response }: Exchange): Failure['quirks'] {
  const named = response.headers['x-ensayo-quirk']?.split(', ').map((each) => each.split('='))
  const found = named
    ? named.map(([id, variant]) => ({ id, variant }))
    : operation.quirks.flatMap((quirk) =>
        [...quirk.variants.values()]
          .filter(({ kind, setting }) => kind === 'reject' && toStatus(setting) === response.status)
          .map(({ name }) => ({ id: quirk.id, variant: name })),
      )
  return found.slice(0, MAX_QUIRKS).flatMap(({ id, variant }) => {
    const quirk = operation.quirks.find((each) => each.id === id)
    const source = quirk?.variants.get(variant ?? '')?.source
    if (quirk === undefined || source === undefined) return []
    return [{ id: quirk.id, variant: variant ?? '', title: quirk.title, ...describe(source) }]
  })
}

function toStatus(setting: unknown): unknown {
  return typeof setting === 'object' && setting !== null && 'status' in setting
    ? setting.status
    : undefined
}

function toMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`
}
