/** `reshape`: changes the request before a stage, the answer before it leaves, or a payload before delivery. */
import type { Conversion } from '../../../dialect/check-quirks.ts'
import { parsePointer } from '../../../dialect/pointer.ts'
import type { QuirkPlay } from '../play.ts'

export type ReshapeStep =
  | { set: string; to: unknown; default?: boolean }
  | { remove: string; onlyNull?: boolean }
  | { rename: string; to: string }
  | { convert: string; to: Conversion }
  | { keep: string[] }
  | { wrap: string }
  | { unwrap: string }
  | { encode: 'json-string' }
  | { status: number }

const CONVERSIONS = {
  string: (value: unknown) => (value === null ? null : String(value)),
  number: (value: unknown) => toNumber(value),
  integer: (value: unknown) =>
    typeof toNumber(value) === 'number' ? Math.trunc(Number(value)) : value,
  'decimal-string': (value: unknown) =>
    typeof toNumber(value) === 'number' ? Number(value).toFixed(2) : value,
  'json-string': (value: unknown) => JSON.stringify(value),
  json: (value: unknown) => parseJson(value),
  boolean: (value: unknown) => value === true || value === 'true' || value === 1,
  lower: (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value),
  upper: (value: unknown) => (typeof value === 'string' ? value.toUpperCase() : value),
  masked: (value: unknown) =>
    typeof value === 'string' ? value.replace(/.(?=.{4})/gsu, '*') : value,
} as const satisfies Record<Conversion, (value: unknown) => unknown>

export const playReshape: QuirkPlay = ({ exchange, variant, answer }) => {
  const steps = variant.setting as unknown as ReshapeStep[]
  if (answer) {
    answer.body = reshape(answer.body, steps)
    for (const step of steps) if ('status' in step) answer.status = step.status
  } else exchange.request = { ...exchange.request, body: reshape(exchange.request.body, steps) }
  return undefined
}

/** Applies the steps; the body itself stays as it is. A pointer that leads nowhere changes nothing. */
export function reshape(body: unknown, steps: readonly ReshapeStep[]): unknown {
  return steps.reduce(applyStep, steps.some(isInPlace) ? copyJson(body) : body)
}

/** Whether a step changes what it is given, instead of making something new of it. */
function isInPlace(step: ReshapeStep): boolean {
  return 'set' in step || 'remove' in step || 'rename' in step || 'convert' in step
}

function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyJson)
  if (!isRecord(value)) return value
  const copy = { ...value }
  for (const key in copy) {
    const child = copy[key]
    if (typeof child === 'object' && child !== null) copy[key] = copyJson(child)
  }
  return copy
}

function applyStep(body: unknown, step: ReshapeStep): unknown {
  if ('wrap' in step) return { [step.wrap]: body }
  if ('unwrap' in step) return isRecord(body) && step.unwrap in body ? body[step.unwrap] : body
  if ('encode' in step) return JSON.stringify(body)
  if ('status' in step) return body
  if ('keep' in step) return keepKeys(body, step.keep)
  if ('set' in step) return visit(body, step.set, (parent, key) => setValue(parent, key, step))
  if ('remove' in step) {
    const isKept = (value: unknown) => step.onlyNull === true && value !== null
    return visit(body, step.remove, (parent, key) => {
      if (!isKept(parent[key])) removeKey(parent, key)
    })
  }
  if ('rename' in step) return rename(body, step.rename, step.to)
  return visit(body, step.convert, (parent, key) => {
    if (key in parent) parent[key] = CONVERSIONS[step.to](parent[key])
  })
}

type Parent = Record<string, unknown>

/** Calls `change` for every parent that the pointer reaches; `*` stands for all items. */
function visit(
  body: unknown,
  pointer: string,
  change: (parent: Parent, key: string) => void,
): unknown {
  const segments = parsePointer(pointer)
  const walk = (value: unknown, depth: number): void => {
    if (!isRecord(value) && !Array.isArray(value)) return
    const parent = value as Parent
    const segment = segments[depth]!
    const keys = segment === '*' ? Object.keys(parent) : [segment]
    for (const key of keys) {
      if (depth === segments.length - 1) change(parent, key)
      else walk(parent[key], depth + 1)
    }
  }
  if (segments.length > 0) walk(body, 0)
  return body
}

function setValue(parent: Parent, key: string, step: { to: unknown; default?: boolean }): void {
  if (step.default === true && key in parent) return
  parent[key] = structuredClone(step.to)
}

function removeKey(parent: Parent, key: string): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else delete parent[key]
}

function rename(body: unknown, from: string, to: string): unknown {
  const last = parsePointer(to).at(-1)!
  return visit(body, from, (parent, key) => {
    if (!(key in parent)) return
    // Rebuilt in place, so that the key keeps its position.
    const entries = Object.entries(parent).map(
      ([name, value]) => [name === key ? last : name, value] as const,
    )
    for (const name of Object.keys(parent)) delete parent[name]
    Object.assign(parent, Object.fromEntries(entries))
  })
}

function keepKeys(body: unknown, keys: readonly string[]): unknown {
  if (!isRecord(body)) return body
  const kept: Parent = {}
  // Both mostly have the same order.
  let next = 0
  for (const key in body) {
    const at = keys[next] === key ? next : keys.indexOf(key)
    if (at < 0) continue
    kept[key] = body[key]
    next = at + 1
  }
  return kept
}

function isRecord(value: unknown): value is Parent {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toNumber(value: unknown): unknown {
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value)
  return value
}

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}
