/** Default create, read, list, update and delete over the collection of a schema with `x-resource`. */

import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import type { Resource, Spec } from '../../dialect/types.ts'
import { findHidden, hide } from '../../dialect/write-only.ts'
import { generate } from '../accounts/generate.ts'
import { compileExpression } from '../http/expression.ts'
import type { StoredRecord } from '../store/store.ts'
import { firstSuccess } from './example.ts'
import { propertiesOf } from './properties.ts'
import type { BehaviourContext, Outcome } from './provider-api.ts'

/** What the engine adds to a behaviour's context for the defaults. */
export interface ResourceContext extends BehaviourContext {
  spec: Spec
}

type Fields = StoredRecord & Record<string, unknown>

/** Stores the request's fields, defaults and generated values; answers the record. */
export function createRecord(context: BehaviourContext): Outcome {
  const { resource, spec } = toResource(context)
  const record: JsonObject = {}
  const given = readFields(context, resource, spec)
  for (const [name, property] of propertiesOf(spec, resource.schema)) {
    const value = given.has(name)
      ? given.get(name)
      : (generate(property, name, context) ?? property.default)
    if (value !== undefined) record[name] = structuredClone(value)
  }
  for (const [name, rule] of Object.entries((context.options.set ?? {}) as JsonObject))
    record[name] = readRule(context, rule)
  record.id = String(record[resource.id] ?? context.ids.uuid(resource.collection))
  if (context.collection(resource.collection).get(record.id as string))
    return missing(context, 'duplicate')
  const stored = context.collection<Fields>(resource.collection).insert(record as Fields)
  return answer(context, stored)
}

/** Answers the record that `x-record` points at. */
export function readRecord(context: BehaviourContext): Outcome {
  return context.record ? answer(context, context.record) : missing(context)
}

/** Puts the request's fields over the record's. */
export function updateRecord(context: BehaviourContext): Outcome {
  const { resource, spec } = toResource(context)
  if (!context.record) return missing(context)
  const changes = Object.fromEntries(readFields(context, resource, spec))
  delete changes[resource.id]
  const record = context.collection<Fields>(resource.collection).update(context.record.id, changes)
  return answer(context, record)
}

/** Forgets the record; answers without a body where the spec has none. */
export function deleteRecord(context: BehaviourContext): Outcome {
  const { resource, spec } = toResource(context)
  if (!context.record) return missing(context)
  context.collection(resource.collection).delete(context.record.id)
  const status = toStatus(context)
  const hasBody = (context.operation.responses.get(status)?.content.size ?? 0) > 0
  return hasBody
    ? { status, body: toShape(context, status, toWire(context.record as Fields, spec, resource)) }
    : { status }
}

function answer(context: BehaviourContext, record: StoredRecord): Outcome {
  const { resource, spec } = toResource(context)
  const status = toStatus(context)
  const body = toWire(record as Fields, spec, resource)
  const wrap = context.options.wrap as string | undefined
  return { status, body: wrap === undefined ? body : toShape(context, status, { [wrap]: body }) }
}

/** What an option says: a value, or a runtime expression over the request. */
export function readRule({ request }: BehaviourContext, rule: unknown): unknown {
  const isExpression = typeof rule === 'string' && rule.startsWith('$request.')
  return isExpression ? (compileExpression(rule)(request) ?? '') : rule
}

/** Those of the values that the response lists, and what its schema has a default for. */
export function toShape(context: BehaviourContext, status: number, values: object): JsonObject {
  const { spec } = context as ResourceContext
  const [content] = context.operation.responses.get(status)?.content.values() ?? []
  const given = values as JsonObject
  if (content?.schema === undefined) return {}
  const shown: JsonObject = {}
  for (const [name, property] of propertiesOf(spec, content.schema)) {
    const value = Object.hasOwn(given, name) ? given[name] : property.default
    if (value !== undefined) shown[name] = value
  }
  return shown
}

export function toStatus(context: BehaviourContext): number {
  return firstSuccess(context.operation.responses.keys(), context.options.status)
}

/** The error named beside the behaviour (`missing`, `duplicate`), else the provider's "not found". */
function missing(context: BehaviourContext, kind: 'missing' | 'duplicate' = 'missing'): Outcome {
  const { method, path } = context.request
  return context.refuse((context.options[kind] as string | undefined) ?? 'notFound', {
    method,
    path,
  })
}

/**
 * What the client may say about the record: properties of the resource that the request's schema
 * lists, but for those that are read-only and for the lifecycle's own.
 */
function readFields(
  { operation, options, request }: BehaviourContext,
  resource: Resource,
  spec: Spec,
): Map<string, unknown> {
  const { unwrap, ignore = [] } = options as { unwrap?: string; ignore?: string[] }
  const whole = isObject(request.body) ? request.body : {}
  const inner = unwrap === undefined ? whole : whole[unwrap]
  const body = isObject(inner) ? inner : {}
  const content = operation.requestBody?.content
  const root = content?.get(request.mediaType) ?? content?.values().next().value
  const schema = unwrap === undefined || root === undefined ? root : findIn(spec, root, unwrap)
  const listed = schema === undefined ? [] : propertiesOf(spec, schema).map(([name]) => name)
  const fields = new Map<string, unknown>()
  for (const [name, property] of propertiesOf(spec, resource.schema)) {
    if (!Object.hasOwn(body, name) || (listed.length > 0 && !listed.includes(name))) continue
    if (property.readOnly === true || name === resource.lifecycle?.field) continue
    if (ignore.includes(name)) continue
    fields.set(name, body[name])
  }
  return fields
}

function findIn(spec: Spec, schema: string, property: string): string | undefined {
  return propertiesOf(spec, schema).find(([name]) => name === property)?.[2]
}

/** The resource that the behaviour's options name, or that of `x-record`. */
export function toResource(context: BehaviourContext): { resource: Resource; spec: Spec } {
  // The engine hands its defaults a context that also carries the spec.
  const { spec } = context as ResourceContext
  const schemaName = context.options.resource
  for (const resource of spec.resources.values()) {
    const isMeant =
      schemaName === undefined
        ? resource.collection === context.operation.record?.collection
        : resource.schemaName === schemaName
    if (isMeant) return { resource, spec }
  }
  throw new TypeError(
    `${context.operation.id}: ${context.operation.behaviour.name} needs "resource"`,
  )
}

/** Only what the schema lists, in its order, and nothing that is write-only. */
export function toWire(
  record: Record<string, unknown>,
  spec: Spec,
  resource: Resource,
): JsonObject {
  const wire: JsonObject = {}
  for (const [name, { type }] of propertiesOf(spec, resource.schema)) {
    if (record[name] === undefined) continue
    // The store's ids are text, whatever the provider's are.
    wire[name] = name === 'id' && type === 'integer' ? Number(record.id) : record[name]
  }
  // An object stays one.
  return hide(wire, findHidden(spec, resource.schema)) as JsonObject
}
