/**
 * A JSON body against a schema: every departure, and every key that no schema declares. Ajv says
 * whether a value fits; where and by how little it does not is found by walking schema and value together.
 */
import {
  isObject,
  type JsonObject,
  readPointer,
  toPointer,
  toTarget,
} from '../../dialect/pointer.ts'
import type { Schemas } from '../../dialect/schemas.ts'
import type { SchemaPointer } from '../../dialect/types.ts'
import { findOwnErrors } from './compare-value.ts'
import { type Finding, typeOf } from './difference.ts'
import { toMissing, toType, toUnknown } from './error-templates.ts'
import { holdsPlaceholder } from './placeholders.ts'

export interface Described {
  document: JsonObject
  file: string
  schemas: Schemas
}

/** What schemas say of one place in the body. */
interface Seen {
  findings: Finding[]
  /** Keys that they declare. */
  keys: Set<string>
  /** Whether they say that any key may be there. */
  isFree: boolean
  /** Whether the value is of another type altogether, and of which it should be. */
  wanted: string[] | undefined
}

/** Every departure of the value from the schema at a pointer of the document; empty when it fits. */
export function compareBody(spec: Described, schema: SchemaPointer, value: unknown): Finding[] {
  const findings = comparePlace(spec, schema, value, '')
  const validate = spec.schemas.at(schema)
  if (findings.length > 0 || validate(value) || holdsPlaceholder(value)) return findings
  // What the walk does not look at: a second branch of oneOf that fits too, and the like.
  return findOwnErrors(validate.errors ?? [], undefined, value, '')
}

/** One place with everything below it, unknown keys included. */
function comparePlace(
  spec: Described,
  schema: SchemaPointer,
  value: unknown,
  at: string,
): Finding[] {
  const seen = look(spec, schema, value, at)
  const unknown = listUnknown(seen, value).map((key) =>
    toUnknown(at + toPointer(key), (value as JsonObject)[key]),
  )
  return [...seen.findings, ...unknown]
}

/** Keys that nothing declares; none where nothing is declared at all, or any key may be there. */
function listUnknown({ keys, isFree, wanted }: Seen, value: unknown): string[] {
  if (!isObject(value) || isFree || wanted || keys.size === 0) return []
  return Object.keys(value).filter((key) => !keys.has(key))
}

/** What one schema, and those it is made of, say of a place. */
function look(spec: Described, schema: SchemaPointer, value: unknown, at: string): Seen {
  const seen: Seen = { findings: [], keys: new Set(), isFree: false, wanted: undefined }
  const place = readNode(spec, schema)
  if (place === undefined) return seen
  const { node, pointer } = place
  const types = [node.type].flat().filter((type) => type !== undefined) as string[]
  if (types.length > 0 && !types.some((type) => isType(type, value))) {
    return { ...seen, findings: [toType(at, types.join(' or '), value)], wanted: types }
  }
  lookAtKeys(spec, place, value, at, seen)
  lookAtItems(spec, place, value, at, seen)
  const validate = spec.schemas.at(pointer)
  if (!validate(value)) {
    seen.findings.push(...findOwnErrors(validate.errors ?? [], node, value, at))
  }
  seen.findings.push(...compareInner(spec, place, value, at))
  for (const part of listParts(spec, place, value)) {
    join(seen, look(spec, part, value, at))
  }
  for (const word of ['anyOf', 'oneOf']) {
    const branches = node[word]
    if (!Array.isArray(branches)) continue
    join(
      seen,
      choose(
        branches.map((_, index) => look(spec, `${pointer}/${word}/${index}`, value, at)),
        value,
        at,
      ),
    )
  }
  return seen
}

interface Place {
  node: JsonObject
  pointer: SchemaPointer
}

/** The schema that stands there; undefined for `true`. */
function readNode(spec: Described, pointer: SchemaPointer): Place | undefined {
  const node = readPointer(spec.document, pointer)
  return isObject(node) ? { node, pointer } : undefined
}

function isType(type: string, value: unknown): boolean {
  const found = typeOf(value)
  return type === found || (type === 'number' && found === 'integer')
}

function lookAtKeys(
  spec: Described,
  { node, pointer }: Place,
  value: unknown,
  at: string,
  seen: Seen,
): void {
  if (!isObject(value)) return
  const properties = (node.properties ?? {}) as JsonObject
  for (const key of Object.keys(properties)) {
    seen.keys.add(key)
    if (!Object.hasOwn(value, key)) continue
    const child = `${pointer}${toPointer('properties', key)}`
    seen.findings.push(...comparePlace(spec, child, value[key], at + toPointer(key)))
  }
  for (const key of (node.required ?? []) as string[]) {
    if (Object.hasOwn(value, key)) continue
    seen.findings.push(toMissing(at + toPointer(key), 'the key'))
  }
  lookAtOtherKeys(spec, { node, pointer }, value, at, seen)
}

/** Keys that `patternProperties` and `additionalProperties` speak of. */
function lookAtOtherKeys(
  spec: Described,
  { node, pointer }: Place,
  value: JsonObject,
  at: string,
  seen: Seen,
): void {
  const properties = (node.properties ?? {}) as JsonObject
  const patterns = Object.keys((node.patternProperties ?? {}) as JsonObject)
  const rest = node.additionalProperties
  if (rest === true || isObject(rest)) seen.isFree = true
  // Closed, though it may declare nothing.
  if (rest === false) seen.keys.add('')
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(properties, key)) continue
    const own = patterns.filter((pattern) => new RegExp(pattern, 'u').test(key))
    const children = own.map((pattern) => `${pointer}${toPointer('patternProperties', pattern)}`)
    if (own.length === 0 && isObject(rest)) children.push(`${pointer}/additionalProperties`)
    if (own.length > 0) seen.keys.add(key)
    for (const child of children) {
      seen.findings.push(...comparePlace(spec, child, value[key], at + toPointer(key)))
    }
  }
}

function lookAtItems(
  spec: Described,
  { node, pointer }: Place,
  value: unknown,
  at: string,
  seen: Seen,
): void {
  if (!Array.isArray(value)) return
  const first = Array.isArray(node.prefixItems) ? node.prefixItems.length : 0
  for (const [index, item] of value.entries()) {
    const child = index < first ? `prefixItems/${index}` : 'items'
    if (index >= first && !isObject(node.items)) continue
    seen.findings.push(...comparePlace(spec, `${pointer}/${child}`, item, `${at}/${index}`))
  }
}

/** JSON inside a string, where the schema says that some stands there: in addition to the raw type. */
function compareInner(
  spec: Described,
  { node, pointer }: Place,
  value: unknown,
  at: string,
): Finding[] {
  if (typeof value !== 'string' || node.contentMediaType !== 'application/json') return []
  let inner: unknown
  try {
    inner = JSON.parse(value)
  } catch {
    return [toType(at, 'JSON text', value)]
  }
  if (node.contentSchema === undefined) return []
  return comparePlace(spec, `${pointer}/contentSchema`, inner, `${at}#`)
}

/** Schemas that hold beside this one. */
function listParts(spec: Described, { node, pointer }: Place, value: unknown): SchemaPointer[] {
  const parts: SchemaPointer[] = []
  if (typeof node.$ref === 'string') parts.push(toTarget(spec.document, node.$ref, spec.file))
  if (Array.isArray(node.allOf))
    parts.push(...node.allOf.map((_, index) => `${pointer}/allOf/${index}`))
  if (node.if !== undefined) {
    const branch = spec.schemas.at(`${pointer}/if`)(value) ? 'then' : 'else'
    if (node[branch] !== undefined) parts.push(`${pointer}/${branch}`)
  }
  for (const key of Object.keys((node.dependentSchemas ?? {}) as JsonObject)) {
    if (isObject(value) && Object.hasOwn(value, key)) {
      parts.push(`${pointer}${toPointer('dependentSchemas', key)}`)
    }
  }
  return parts
}

function join(seen: Seen, other: Seen): void {
  seen.findings.push(...other.findings)
  for (const key of other.keys) seen.keys.add(key)
  seen.isFree ||= other.isFree
  seen.wanted ??= other.wanted
}

/** Of alternatives: those that fit, together; else the one that fits best. */
function choose(branches: Seen[], value: unknown, at: string): Seen {
  const cost = (branch: Seen) => weigh(branch, value)
  const nearest = (list: Seen[]) => list.reduce((a, b) => (cost(b) < cost(a) ? b : a))
  const fitting = branches.filter(({ findings }) => !findings.some(isError))
  if (fitting.length > 0) {
    return {
      findings: nearest(fitting).findings,
      keys: new Set(fitting.flatMap(({ keys }) => [...keys])),
      isFree: fitting.some(({ isFree }) => isFree),
      wanted: undefined,
    }
  }
  if (branches.some(({ wanted }) => wanted === undefined)) return nearest(branches)
  const wanted = [...new Set(branches.flatMap((branch) => branch.wanted ?? []))]
  return { ...branches[0]!, wanted, findings: [toType(at, wanted.join(' or '), value)] }
}

function isError({ severity }: Finding): boolean {
  return severity === 'error'
}

/** How far an alternative is from the value: a wrong type of the whole says that another is meant. */
function weigh(seen: Seen, value: unknown): number {
  const base = (seen.wanted ? 1_000_000 : 0) + 40 * listUnknown(seen, value).length
  return seen.findings.reduce((sum, finding) => sum + (isError(finding) ? 100 : 40), base)
}
