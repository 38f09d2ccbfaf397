/** Words inside schemas that only a compiler would trip over, and it compiles on first use: found before that. */
import { didYouMean } from '../base/errors.ts'
import { isObject, type JsonObject, toPointer } from './pointer.ts'

export interface Mistake {
  pointer: string
  message: string
}

type Path = readonly (string | number)[]

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']

/** Rules that `x-generate` and `generate` may name; `behaviour/generate.ts` plays them. */
export const GENERATE_RULES = [
  'uuid',
  'sequence',
  'text',
  'digits',
  'hex',
  'email',
  'now-ms',
  'now-s',
  'now-iso',
] as const

export type GenerateRule = (typeof GENERATE_RULES)[number]

/** Types, patterns and rules that do not exist, wherever a schema stands in the document. */
export function findSchemaMistakes(document: JsonObject): Mistake[] {
  const mistakes: Mistake[] = []
  const report = (path: Path, message: string): void => {
    mistakes.push({ pointer: toPointer(...path), message })
  }
  visitNode(document, [], report)
  return mistakes
}

type Report = (path: Path, message: string) => void

/** Under these, JSON stands as it is. */
const LITERAL = new Set(['example', 'examples', 'value', 'body', 'default'])

function visitNode(node: unknown, path: Path, report: Report): void {
  if (Array.isArray(node)) {
    node.forEach((item, index) => {
      visitNode(item, [...path, index], report)
    })
    return
  }
  if (!isObject(node)) return
  for (const [key, child] of Object.entries(node)) {
    const at = [...path, key]
    if (key === 'schema' || key === 'when' || (key === 'parameters' && isObject(child))) {
      visitSchema(child, at, report)
    } else if (key === 'schemas') visitEach(child, at, report)
    // `shared`: every account has the default one.
    else if (key === 'generate' && child !== 'shared')
      checkRule(isObject(child) ? child.value : child, at, report)
    else if (!LITERAL.has(key)) visitNode(child, at, report)
  }
}

const ONE = [
  'items',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'additionalProperties',
]
const SEVERAL = ['properties', 'patternProperties', '$defs', 'dependentSchemas']
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems']

function visitSchema(schema: unknown, path: Path, report: Report): void {
  if (!isObject(schema)) return
  checkType(schema.type, [...path, 'type'], report)
  checkPattern(schema.pattern, [...path, 'pattern'], report)
  const rule = schema['x-generate']
  checkRule(isObject(rule) ? rule.value : rule, [...path, 'x-generate'], report)
  for (const key of ONE) visitSchema(schema[key], [...path, key], report)
  for (const key of [...SEVERAL, ...LISTS]) visitEach(schema[key], [...path, key], report)
}

/** Every schema of a list, or under a name. */
function visitEach(schemas: unknown, path: Path, report: Report): void {
  if (typeof schemas !== 'object' || schemas === null) return
  for (const [name, schema] of Object.entries(schemas)) visitSchema(schema, [...path, name], report)
}

function checkType(type: unknown, path: Path, report: Report): void {
  for (const name of [type].flat()) {
    if (name === undefined || TYPES.includes(String(name))) continue
    report(
      path,
      `no type "${String(name)}".${didYouMean(String(name), TYPES)} There are: ${TYPES.join(', ')}.`,
    )
  }
}

function checkPattern(pattern: unknown, path: Path, report: Report): void {
  if (typeof pattern !== 'string') return
  try {
    new RegExp(pattern, 'u')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    report(
      path,
      `"${pattern}" is not a regular expression: ${reason}. Escape what is meant literally.`,
    )
  }
}

function checkRule(rule: unknown, path: Path, report: Report): void {
  if (rule === undefined) return
  const [, name = '', argument] = /^([^:]*)(?::(.*))?$/s.exec(String(rule)) ?? []
  const isKnown = GENERATE_RULES.some((known) => known === name)
  if (isKnown && (argument === undefined || /^\d+$/.test(argument))) return
  const cure = isKnown ? ` Write it like ${name}:10.` : didYouMean(name, GENERATE_RULES)
  report(path, `no rule "${String(rule)}".${cure} There are: ${GENERATE_RULES.join(', ')}.`)
}
