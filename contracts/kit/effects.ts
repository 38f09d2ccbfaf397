/** What requests leave behind, by what the spec says of their operations. */
import { findOperation } from '../../mocks/core/serve/find-match.ts'
import type { Effect, Spec } from '../../mocks/dialect/types.ts'
import type { Answer } from './answer.ts'

export interface KnownEffect {
  operationId: string
  does: Effect
}

/** What the spec says that an operation leaves behind; undefined for most. */
export function findEffect(spec: Spec, method: string, path: string): KnownEffect | undefined {
  const operationId = findOperation(spec, method, path.split('?', 1)[0]!)?.id
  const does = operationId === undefined ? undefined : spec.effects.get(operationId)
  return operationId === undefined || does === undefined ? undefined : { operationId, does }
}

/** For the list of what was left behind: with the id that the answer gives it, under the names that ids have. */
export function toEffect({ operationId, does }: KnownEffect, { body }: Answer): string {
  const made = Array.isArray(body) ? body[0] : body
  const name = made?.id ?? made?.pk ?? made?.ref ?? made?.internalId ?? made?.username
  return `${does}: ${operationId}${name === undefined ? '' : ` ${name}`}`
}
