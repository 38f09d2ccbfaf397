/** What one schema itself says of a value, beyond its type and its keys: enum, const, format, pattern, bounds. */
import type { ErrorObject } from '../../dialect/schemas.ts'
import { describeValue, type Finding } from './difference.ts'
import { hasPlaceholder, isMisfit } from './placeholders.ts'

/** These are looked at where they stand, or only wrap what is below them. */
const ELSEWHERE = new Set([
  'type',
  'required',
  'additionalProperties',
  'unevaluatedProperties',
  '$ref',
  'allOf',
  'anyOf',
  'oneOf',
  'if',
])

/**
 * Ajv's errors about this very value and schema as one difference; with no schema given, about
 * anything. A placeholder stands for a value that was there and is taken to fit.
 */
export function findOwnErrors(
  errors: readonly ErrorObject[],
  node: object | undefined,
  value: unknown,
  at: string,
): Finding[] {
  // A masked text says itself that it did not fit.
  if (hasPlaceholder(value) && !isMisfit(value)) return []
  const own = errors.filter(
    (error) =>
      node === undefined ||
      (error.parentSchema === node && error.instancePath === '' && !ELSEWHERE.has(error.keyword)),
  )
  if (own.length === 0) return []
  const expected = [...new Set(own.map(toRule))].slice(0, 3).join(', ')
  return [{ kind: 'value', severity: 'error', pointer: at, expected, found: describeValue(value) }]
}

/** `one of "COP", "USD"`, `format date-time`, `pattern ^\d+$`, or Ajv's own words. */
function toRule(error: ErrorObject): string {
  const { allowedValues, allowedValue, format, pattern } = error.params
  if (error.keyword === 'enum')
    return `one of ${(allowedValues as unknown[]).map(toWord).join(', ')}`
  if (error.keyword === 'const') return toWord(allowedValue)
  if (error.keyword === 'format') return `format ${format}`
  if (error.keyword === 'pattern') return `pattern ${pattern}`
  return error.message ?? error.keyword
}

function toWord(value: unknown): string {
  return JSON.stringify(value)
}
