/** What a failed case tells: expectation, answer, operation, quirk and evidence. */

import type { Operation, Source, Spec } from '../../mocks/dialect/types.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import { findOperation } from '../../mocks/tools/recorder/find-operation.ts'
import type { Failure } from './result.ts'
import type { Trail } from './session.ts'
import { UnmetExpectation } from './unmet.ts'

/** More would bury the one that matters. */
const MAX_QUIRKS = 3

/** From what a case threw, and what it had seen until then. */
export function toFailure(error: unknown, trail: Trail, spec: Spec): Failure {
  const unmet = error instanceof UnmetExpectation ? error : undefined
  const exchange = unmet === undefined ? trail.exchanges.at(-1) : unmet.exchange
  const operation = exchange && findOperation(spec, exchange.request.method, exchange.request.path)
  return {
    step: trail.step,
    expected: unmet?.expected ?? 'no exception',
    found: unmet?.found ?? toMessage(error),
    operation: operation && {
      id: operation.id,
      request: `${operation.method} ${operation.path}`,
      evidence: operation.source.evidence,
      source: toPlace(operation.source),
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
    const { title } = quirk
    return [
      {
        id: quirk.id,
        variant: variant ?? '',
        title,
        evidence: source.evidence,
        source: toPlace(source),
      },
    ]
  })
}

function toStatus(setting: unknown): unknown {
  return typeof setting === 'object' && setting !== null && 'status' in setting
    ? setting.status
    : undefined
}

function toPlace({ url, section }: Source): string | undefined {
  return section === undefined ? url : `${url ?? ''} (${section})`.trim()
}

function toMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`
}
