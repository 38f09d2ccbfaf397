/** Stage "meetFaults" and finish "applyFault": which act on a request, and what they make of its answer. */

import type { Spec } from '../../dialect/types.ts'
import type { Fault } from '../accounts/rule-types.ts'
import { type Answer, addHint, type Exchange, NO_ANSWER } from '../http/exchange.ts'
import { renderError } from '../http/render-error.ts'
import { toMs } from './check.ts'
import { reject } from './kinds/reject.ts'
import { toRequestFacts } from './match.ts'

const HOUR_MS = 3_600_000

/**
 * Decides which faults act, once the account is known: every latency, and of the others the first
 * whose turn it is. An answer means that the behaviour is never reached.
 */
export function meetFaults(exchange: Exchange, { spec }: { spec: Spec }): Answer | undefined {
  const { faults } = exchange.account.rules
  if (faults.size === 0) return undefined
  let facts: ReturnType<typeof toRequestFacts> | undefined
  let decided: Fault | undefined
  for (const fault of faults.list()) {
    if (decided && fault.kind !== 'latency') continue
    if (fault.provider !== spec.name) continue
    if (fault.operationId !== undefined && fault.operationId !== exchange.operation?.id) continue
    if (!faults.holds(fault, () => (facts ??= toRequestFacts(exchange)))) continue
    if (!faults.takesTurn(fault)) continue
    note(exchange, fault)
    if (fault.kind === 'latency') exchange.latencyMs += toMs(fault.duration!)
    else decided = fault
  }
  if (decided?.when !== 'before') {
    exchange.faultAfter = decided
    return undefined
  }
  exchange.isArranged = true
  return play(exchange, spec, decided)
}

/** The answer after what acts behind the behaviour. */
export function applyFault(exchange: Exchange, { spec }: { spec: Spec }, answer: Answer): Answer {
  const { faultAfter } = exchange
  if (!faultAfter) return answer
  const changed = play(exchange, spec, faultAfter)
  return changed === NO_ANSWER ? answer : changed
}

function play(exchange: Exchange, spec: Spec, fault: Fault): Answer {
  switch (fault.kind) {
    case 'slow':
      exchange.fault = { slowMs: toMs(fault.duration!) }
      return NO_ANSWER
    case 'status':
      return toAnswer(exchange, spec, fault)
    case 'timeout':
      exchange.fault = { silentMs: fault.duration === undefined ? HOUR_MS : toMs(fault.duration) }
      return NO_ANSWER
    default:
      // Latency was added up before.
      exchange.fault = fault.kind as 'reset' | 'truncate'
      return NO_ANSWER
  }
}

/** The provider's own shape wherever something documented has it. */
function toAnswer(exchange: Exchange, spec: Spec, fault: Fault): Answer {
  const { status, headers } = fault
  const isSaid = fault.error ?? fault.example ?? fault.body
  const answer =
    isSaid === undefined
      ? toOpaque(exchange, spec, status ?? 500)
      : reject(spec, exchange.operation, exchange, fault)
  return {
    ...answer,
    status: status ?? answer.status,
    ...(headers ? { headers: { ...answer.headers, ...headers } } : {}),
    isProviderError: true,
  }
}

/** The first error of that status, or else the provider's internal error with another status. */
function toOpaque(exchange: Exchange, spec: Spec, status: number): Answer {
  const { method, path, mediaType } = exchange.request
  const known = [...spec.errors.values()].find((error) => error.status === status)
  return { ...renderError(spec, known?.name ?? 'internal', { method, path, mediaType }), status }
}

function note(exchange: Exchange, { id, kind, when, incident, operationId }: Fault): void {
  exchange.faults.push({ id, kind, when, ...(incident === undefined ? {} : { incident }) })
  const about = operationId ?? 'every request'
  const part = incident === undefined ? '' : `, part of the incident ${incident}`
  const effect =
    when === 'before' ? 'nothing happened' : 'what the request did is done all the same'
  addHint(exchange, `Fault ${id} (${kind} on ${about}${part}) acted: ${effect}.`)
}
