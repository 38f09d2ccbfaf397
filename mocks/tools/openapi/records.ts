/** What is kept of a resource: the properties of its answers, and how those that no request says are made. */
import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import { listPlaces, listRequired } from '../../dialect/properties.ts'
import type { Draft, DraftOperation } from './draft.ts'
import { toSample } from './sample.ts'
import { findId } from './shapes.ts'

export interface KeptRecord {
  id: string
  /** Property → its schema, a reference to the documented one with what we add. */
  properties: Record<string, JsonObject>
  /** A record as it is made of an empty request. */
  trial: JsonObject
}

/** Undefined where something that an answer must have cannot be made. */
export function toRecord(
  draft: Draft,
  schema: string,
  param: string | undefined,
): KeptRecord | undefined {
  const places = listPlaces(draft.document, schema, draft.file)
  const id = findId(places, param)
  if (id === undefined) return undefined
  const required = listRequired(draft.document, schema, draft.file)
  const properties: Record<string, JsonObject> = {}
  const trial: JsonObject = {}
  for (const [name, { value, pointer }] of places) {
    const rule = name === id ? toIdRule(value) : toTimeRule(name, value)
    const $ref = `#${pointer}`
    const { rule: made, example } = rule ?? {}
    if (name === id && made === undefined) return undefined
    const isAsked = required.includes(name) || name === id
    if (made !== undefined) {
      properties[name] = { $ref, 'x-generate': made }
      trial[name] = example
      continue
    }
    const sample = isAsked ? toSample(draft, pointer) : undefined
    if (isAsked && sample === undefined) return undefined
    properties[name] = { $ref, ...(isAsked ? { default: sample } : {}) }
    if (isAsked) trial[name] = sample
  }
  return { id, properties, trial }
}

interface Made {
  rule: JsonObject | string
  example: unknown
}

function toIdRule(schema: JsonObject): Made | undefined {
  const types = [schema.type].flat()
  if (types.includes('integer')) return { rule: 'sequence:1000', example: 1000 }
  const {
    pattern,
    maxLength = 36,
    format,
    example,
  } = schema as { pattern?: string; maxLength?: number; format?: string; example?: unknown }
  const prefix = /^[a-z]{2,12}[_-]/.exec(String(example ?? ''))?.[0]
  const length = Math.max(1, Math.min(20, maxLength - (prefix?.length ?? 0)))
  const text: Made = prefix
    ? {
        rule: { prefix, value: `text:${length}` },
        example: prefix + 'a1'.repeat(length).slice(0, length),
      }
    : { rule: `text:${length}`, example: 'a1'.repeat(length).slice(0, length) }
  const uuid: Made = { rule: 'uuid', example: '3b241101-e2bb-4255-8caf-4136c566a962' }
  const others: Made[] = [
    { rule: 'digits:10', example: '1234567890' },
    { rule: 'hex:24', example: '0123456789abcdef01234567' },
  ]
  const isLike = (made: Made) =>
    String(made.example).length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(String(made.example)))
  return [...(format === 'uuid' ? [uuid] : [text, uuid]), ...others].find(isLike)
}

const TIME = /^(created|updated)(_?(at|on|time|date))?$|^(creation|update)_?(date|time)$/i

function toTimeRule(name: string, schema: JsonObject): Made | undefined {
  if (!TIME.test(name)) return undefined
  if (schema.format === 'date-time') return { rule: 'now-iso', example: '2026-01-01T00:00:00.000Z' }
  return [schema.type].flat().includes('integer')
    ? { rule: 'now-s', example: 1767225600 }
    : undefined
}

/** Whether what a request says under that name is not what an answer shows there. */
export function differs(
  draft: Draft,
  request: string,
  name: string,
  { $ref }: JsonObject,
): boolean {
  const asked = listPlaces(draft.document, request, draft.file).get(name)
  if (!asked) return false
  const value = toSample(draft, asked.pointer)
  return value !== undefined && !fits(draft, String($ref).slice(1), value)
}

/** A schema that cannot be compiled fits nothing. */
export function fits(draft: Draft, pointer: string, value: unknown): boolean {
  try {
    return draft.schemas.at(pointer)(value)
  } catch {
    return false
  }
}

/** What stands at a media type of a response, for its examples. */
export function mediaOf({ node, success }: DraftOperation): JsonObject {
  const { content } = (node.responses as Record<string, JsonObject>)[success.status]!
  return isObject(content) && isObject(content['application/json'])
    ? content['application/json']
    : {}
}
