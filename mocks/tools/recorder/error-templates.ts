/** The errors that a provider is documented to answer, which no operation lists: their shapes, and comparison with them. */
import { type ReshapeStep, reshape } from '../../core/departures/kinds/reshape.ts'
import { isObject, toPointer } from '../../dialect/pointer.ts'
import type { Json, Operation, Quirk, Spec } from '../../dialect/types.ts'
import { describeValue, type Finding, typeOf } from './difference.ts'
import { hasPlaceholder, readMasked } from './placeholders.ts'

/** A body with places to fill in, as in `x-errors`; undefined: none. */
export interface ErrorTemplate {
  body: unknown
  contentType: string
  /** Changed by a quirk: fits or does not, and is not measure for what does not fit. */
  isReshaped?: boolean
}

/** Every error body that the spec knows for a status: `x-errors`, what quirks refuse with, and both reshaped by quirks. */
export function listTemplates(
  spec: Spec,
  operation: Operation | undefined,
  status: number,
): ErrorTemplate[] {
  const quirks = operation?.quirks ?? documentQuirks(spec)
  const plain = [...spec.errors.values()]
    .filter((error) => error.status === status)
    .map(({ body, contentType }): ErrorTemplate => ({ body, contentType }))
  const rejects = quirks.flatMap((quirk) => listRejects(operation, quirk, status))
  const base = [...plain, ...rejects]
  return [...base, ...base.flatMap((template) => listReshaped(template, quirks))]
}

function documentQuirks(spec: Spec): Quirk[] {
  return [...spec.quirks.values()].filter((quirk) => quirk.operationId === undefined)
}

function listRejects(
  operation: Operation | undefined,
  quirk: Quirk,
  status: number,
): ErrorTemplate[] {
  const templates: ErrorTemplate[] = []
  for (const { kind, setting } of quirk.variants.values()) {
    const isAnswer = kind === 'reject' || (kind === 'fault' && isObject(setting))
    if (!isAnswer || !isObject(setting) || (setting.status ?? 400) !== status) continue
    // Those with `error` are among x-errors.
    if (setting.error !== undefined) continue
    const body =
      typeof setting.example === 'string'
        ? findExample(operation, status, setting.example)
        : setting.body
    templates.push({ body, contentType: 'application/json' })
  }
  return templates
}

function findExample(operation: Operation | undefined, status: number, name: string): unknown {
  for (const { examples } of operation?.responses.get(status)?.content.values() ?? []) {
    if (examples.has(name)) return examples.get(name)
  }
  return undefined
}

function listReshaped(template: ErrorTemplate, quirks: readonly Quirk[]): ErrorTemplate[] {
  const before = JSON.stringify(template.body)
  return quirks
    .filter(({ stage }) => stage === 'response')
    .flatMap(({ variants }) => [...variants.values()])
    .filter(({ kind }) => kind === 'reshape')
    .map(({ setting }) => reshape(template.body, setting as unknown as ReshapeStep[]))
    .filter((body) => JSON.stringify(body) !== before)
    .map((body) => ({ ...template, body, isReshaped: true }))
}

/** Compares an error's body with a template: keys and raw types, and its words where they are fixed. */
export function compareWithTemplate(template: unknown, value: unknown, at: string): Finding[] {
  if (isObject(template) && 'x-by-field' in template) return compareByField(value, at)
  if (isObject(template) && 'x-each' in template) {
    const each = template['x-each']
    if (!Array.isArray(value)) return [toType(at, 'array', value)]
    return value.flatMap((item, index) => compareWithTemplate(each, item, `${at}/${index}`))
  }
  // `{limit}` alone takes the type of what it is filled with.
  if (typeof template === 'string' && /^\{\w+\}$/.test(template)) {
    return typeof value === 'object' && value !== null ? [toType(at, 'text', value)] : []
  }
  if (typeOf(template) !== typeOf(value)) return [toType(at, typeOf(template), value)]
  if (isObject(template) && isObject(value)) return compareKeys(template, value, at)
  if (Array.isArray(template) && Array.isArray(value)) {
    return value.flatMap((item, index) =>
      template.length === 0
        ? []
        : compareWithTemplate(
            template[Math.min(index, template.length - 1)],
            item,
            `${at}/${index}`,
          ),
    )
  }
  return compareConstant(template as Json, value, at)
}

function compareByField(value: unknown, at: string): Finding[] {
  if (!isObject(value)) return [toType(at, 'object', value)]
  return Object.entries(value).flatMap(([field, messages]) => {
    const isList = Array.isArray(messages) && messages.every((text) => typeof text === 'string')
    return isList ? [] : [toType(at + toPointer(field), 'array of strings', messages)]
  })
}

function compareKeys(
  template: Record<string, unknown>,
  value: Record<string, unknown>,
  at: string,
): Finding[] {
  const findings: Finding[] = []
  for (const [key, child] of Object.entries(template)) {
    const pointer = at + toPointer(key)
    if (Object.hasOwn(value, key)) findings.push(...compareWithTemplate(child, value[key], pointer))
    else findings.push(toMissing(pointer, typeOf(child)))
  }
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(template, key)) findings.push(toUnknown(at + toPointer(key), value[key]))
  }
  return findings
}

function compareConstant(template: Json, value: unknown, at: string): Finding[] {
  // The provider's own words stay readable, so a masked text is another.
  if (template === value || (hasPlaceholder(value) && !readMasked(value))) return []
  if (typeof template === 'string' && typeof value === 'string') {
    if (toPattern(template).test(value)) return []
  }
  return [
    {
      kind: 'value',
      severity: 'warning',
      pointer: at,
      expected: describeValue(template),
      found: describeValue(value),
    },
  ]
}

/** `No {thing}.` → a pattern that takes any text in place of `{thing}`. */
function toPattern(template: string): RegExp {
  const parts = template
    .split(/\{\w+\}/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^]*')}$`)
}

export function toType(pointer: string, expected: string, value: unknown): Finding {
  return { kind: 'type', severity: 'error', pointer, expected, found: describeValue(value) }
}

export function toMissing(pointer: string, expected: string): Finding {
  return { kind: 'missing-key', severity: 'error', pointer, expected, found: 'nothing' }
}

export function toUnknown(pointer: string, value: unknown): Finding {
  return {
    kind: 'unknown-field',
    severity: 'warning',
    pointer,
    expected: 'no such key',
    found: describeValue(value),
  }
}
