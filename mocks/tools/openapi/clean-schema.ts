/** One schema: OpenAPI 3.0's own words become JSON Schema's, and what nobody reads is left out. */
import { isObject, type JsonObject } from '../../dialect/pointer.ts'

export interface Cleaning {
  /** Whether words beside a `$ref` count, as they do from 3.1 on. */
  isJsonSchema: boolean
  /** The reference as it is to be written; undefined where it leads nowhere. */
  toRef(ref: string): string | undefined
  /** Counts what had to go though it says something. */
  drop(what: string): void
}

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']
const ONE = [
  'propertyNames',
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'contentSchema',
]
const SEVERAL = ['$defs', 'properties', 'patternProperties', 'dependentSchemas']
const LISTS = ['prefixItems', 'allOf', 'anyOf', 'oneOf']

/** Word → whether its value is one. */
const PLAIN: Record<string, (value: unknown) => boolean> = {
  ...toTests(
    ['$comment', 'title', 'description', 'format', 'contentMediaType', 'contentEncoding'],
    isText,
  ),
  ...toTests(
    ['deprecated', 'readOnly', 'writeOnly', 'uniqueItems'],
    (value) => typeof value === 'boolean',
  ),
  ...toTests(
    [
      'minLength',
      'maxLength',
      'minItems',
      'maxItems',
      'minProperties',
      'maxProperties',
      'minContains',
      'maxContains',
    ],
    (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  ),
  ...toTests(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'], Number.isFinite),
  multipleOf: (value) => typeof value === 'number' && value > 0,
  ...toTests(['enum', 'examples'], (value) => Array.isArray(value) && value.length > 0),
  ...toTests(['const', 'default', 'example'], () => true),
  discriminator: isObject,
  dependentRequired: isObject,
}

function toTests(words: string[], test: (value: unknown) => boolean) {
  return Object.fromEntries(words.map((word) => [word, test]))
}

export function cleanSchema(schema: unknown, cleaning: Cleaning): JsonObject | boolean {
  if (typeof schema === 'boolean') return schema
  if (!isObject(schema)) return {}
  const { toRef, isJsonSchema } = cleaning
  if (typeof schema.$ref === 'string') {
    const $ref = toRef(schema.$ref)
    const rest = isJsonSchema ? cleanWords(schema, cleaning) : {}
    return withNull(schema, $ref === undefined ? rest : { $ref, ...rest })
  }
  // What is uploaded or downloaded is looked at by nobody.
  if (schema.format === 'binary')
    return isText(schema.description) ? { description: schema.description } : {}
  return withNull(schema, cleanWords(schema, cleaning))
}

function cleanWords(schema: JsonObject, cleaning: Cleaning): JsonObject {
  const clean = (each: unknown) => cleanSchema(each, cleaning)
  const made: JsonObject = {}
  for (const [word, value] of Object.entries(schema)) {
    if (PLAIN[word]?.(value)) made[word] = value
    else if (word === 'required' && Array.isArray(value)) made.required = value.filter(isText)
    else if (word === 'type') Object.assign(made, cleanType(value))
    else if (word === 'pattern') Object.assign(made, cleanPattern(value, cleaning))
    else if (word === 'items' && Array.isArray(value)) made.prefixItems = value.map(clean)
    else if (ONE.includes(word)) made[word] = clean(value)
    else if (SEVERAL.includes(word) && isObject(value)) {
      made[word] = Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => word !== 'patternProperties' || isPattern(name))
          .map(([name, each]) => [name, clean(each)]),
      )
    } else if (LISTS.includes(word) && Array.isArray(value) && value.length > 0)
      made[word] = value.map(clean)
  }
  return withLimits(schema, made)
}

function cleanType(value: unknown): JsonObject {
  const known = [value].flat().filter((type): type is string => TYPES.includes(String(type)))
  if (known.length === 0) return {}
  return { type: known.length === 1 ? known[0] : known }
}

function cleanPattern(value: unknown, { drop }: Cleaning): JsonObject {
  if (isPattern(value)) return { pattern: value }
  drop('patterns that are not regular expressions of JavaScript')
  return {}
}

function isPattern(value: unknown): value is string {
  if (!isText(value)) return false
  try {
    new RegExp(value, 'u')
    return true
  } catch {
    return false
  }
}

/** Of 3.0: `minimum: 0, exclusiveMinimum: true`. */
function withLimits(schema: JsonObject, made: JsonObject): JsonObject {
  for (const [word, flag] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (schema[flag] !== true || made[word] === undefined) continue
    made[flag] = made[word]
    delete made[word]
  }
  return made
}

/** Of 3.0: `nullable`. */
function withNull(schema: JsonObject, made: JsonObject): JsonObject {
  if (schema.nullable !== true) return made
  if (Array.isArray(made.enum) && !made.enum.includes(null)) made.enum = [...made.enum, null]
  if (made.type !== undefined) return { ...made, type: [...new Set([made.type, 'null'].flat())] }
  if (Array.isArray(made.anyOf)) return { ...made, anyOf: [...made.anyOf, { type: 'null' }] }
  const isNarrow = ['$ref', 'allOf', 'oneOf'].some((word) => made[word] !== undefined)
  return isNarrow ? { anyOf: [made, { type: 'null' }] } : made
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
