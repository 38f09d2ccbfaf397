/** OpenAPI alone: a document, or a part of one, without our own keywords. */
import { isObject } from './pointer.ts'

/** Maps whose keys are names that somebody has chosen; `x-…` among them is one of these. */
const NAMES = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'dependentSchemas',
  'headers',
  'schemas',
  'responses',
  'parameters',
  'examples',
  'requestBodies',
  'securitySchemes',
  'callbacks',
  'webhooks',
  'paths',
  'content',
  'encoding',
  'variables',
  'mapping',
  'scopes',
])

/** Values that stand as they are. */
const LITERAL = new Set(['example', 'value', 'default', 'const', 'enum', 'security'])

/** A copy; `replace` may put something in the place of an object, as of a reference. */
export function toPlain(
  value: unknown,
  replace: (found: Record<string, unknown>) => unknown = () => undefined,
  key = '',
): unknown {
  // A list of examples in a schema, or one that is known by names.
  if (Array.isArray(value)) {
    return key === 'examples' ? value : value.map((item) => toPlain(item, replace))
  }
  if (!isObject(value)) return value
  const isMap = NAMES.has(key)
  const other = isMap ? undefined : replace(value)
  if (other !== undefined) return other
  const kept = Object.entries(value).filter(([name]) => isMap || !name.startsWith('x-'))
  return Object.fromEntries(
    kept.map(([name, child]) => [
      name,
      // A property may be named like a keyword, and so may a map of names.
      !isMap && LITERAL.has(name) ? child : toPlain(child, replace, isMap ? '' : name),
    ]),
  )
}
