/** Stage "validate" as the pipeline sees it: what is wrong, less what quirks forgive, as the provider's answer. */

import type { Operation } from '../../dialect/types.ts'
import { noteQuirk } from '../departures/quirks.ts'
import { type Answer, addHint, type Exchange } from '../http/exchange.ts'
import { renderError } from '../http/render-error.ts'
import type { Violation } from '../http/violations.ts'
import type { PipelineOptions } from './options.ts'
import { describeUnknownNames } from './unknown-names.ts'
import { validateRequest } from './validate.ts'

/** An answer names no more than these. */
const MAX_TOLD = 100

/** Undefined when the request is valid. */
export function validate(
  exchange: Exchange,
  operation: Operation,
  { runtime }: Pick<PipelineOptions, 'runtime'>,
): Answer | undefined {
  const { spec, schemas } = runtime
  const { method, path, mediaType } = exchange.request
  if (exchange.parseProblem) {
    const { error, reason } = exchange.parseProblem
    const answer = renderError(spec, error, { method, path, mediaType, reason })
    addHint(exchange, answer.hint ?? `The body could not be read: ${reason}.`)
    return answer
  }
  exchange.aside = describeUnknownNames(spec, operation, exchange.request)
  const violations = forgive(
    exchange,
    validateRequest(operation, exchange.request, schemas, spec.messages),
  )
  if (violations.length === 0) return undefined
  exchange.violations = violations
  if (operation.violations === 'behaviour') return undefined
  addHint(
    exchange,
    `Validation: ${violations
      .slice(0, 3)
      .map((item) => `${item.path} ${item.message}`)
      .join('; ')}`,
  )
  const told = violations.slice(0, MAX_TOLD)
  return renderError(spec, operation.violations.error, { method, path }, told)
}

/** Leaves out what an `accept` quirk lets pass, and says so. */
function forgive(exchange: Exchange, violations: Violation[]): Violation[] {
  if (exchange.forgiven.length === 0) return violations
  return violations.filter(({ path }) => {
    const found = exchange.forgiven.find(({ pointer }) => isBelow(path, pointer))
    if (found) noteQuirk(exchange, found.quirk, found.variant)
    return !found
  })
}

function isBelow(path: string, pointer: string): boolean {
  return path === pointer || path.startsWith(`${pointer}/`)
}
