/** What requests leave behind, by what the spec says of their operations. */
import { findOperation } from '../../mocks/core/serve/find-match.ts'
import type { Effect, Spec } from '../../mocks/dialect/types.ts'
import type { Answer, Loose } from './answer.ts'

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

/**
 * For the list of what was left behind: one for each thing that the answer names, by the names that
 * ids have; of an answer without any, the operation alone.
 */
export function toEffects({ operationId, does }: KnownEffect, { body }: Answer): string[] {
  const made: Loose[] = Array.isArray(body) ? body : [body]
  const names = made.map((each) => NAMES.map((name) => each?.[name]).find((id) => id !== undefined))
  const known = names.filter((name) => name !== undefined)
  const what = `${does}: ${operationId}`
  return known.length === 0 ? [what] : known.map((name) => `${what} ${name}`)
}

const NAMES = ['id', 'pk', 'ref', 'internalId', 'username']

/** The same for a request whose answer does not tell whether it was carried out. */
export function toPossibleEffect({ operationId, does }: KnownEffect, why: string): string {
  return `${does}: ${operationId}, perhaps: ${why}`
}
