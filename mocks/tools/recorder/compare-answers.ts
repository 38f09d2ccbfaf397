/** A recorded answer against the emulator's to the same request: status, headers, keys, raw types, values. */
import { toMediaType } from '../../core/http/parse.ts'
import { isObject, toPointer } from '../../dialect/pointer.ts'
import { compareTexts, isSameForm, saysWhat, toTiming } from './compare-texts.ts'
import { toDateShape } from './dates.ts'
import { describeValue, type Finding, typeOf } from './difference.ts'
import { toMissing, toType, toUnknown } from './error-templates.ts'
import type { Exchange } from './exchange.ts'
import { parseExactJson, type Scalar } from './json-text.ts'
import { fromTextShape } from './mask/text-shape.ts'
import { hasPlaceholder, readMasked } from './placeholders.ts'

type Answer = Exchange['response']

/** Of one connection or one second, or ours. */
const NOISE =
  /^(x-ensayo-.*|date|content-length|connection|keep-alive|transfer-encoding|server|via)$/

/** What a comparison knows beside the two answers. */
export interface Frame {
  /** Epoch ms at which the request was sent. */
  nowMs: number
  /** Fields whose values the provider, or the emulator in its place, makes up. */
  madeUp: ReadonlySet<string>
  /** Whether a recorded value is known to stand for one of the emulator's, or for another one. */
  judge(real: Scalar, ours: unknown): 'same' | 'other' | 'unknown'
}

/** Every difference; `expected` is the emulator's. */
export function compareAnswers(recorded: Answer, emulated: Answer, frame: Frame): Finding[] {
  if (recorded.status !== emulated.status) {
    return [
      {
        kind: 'status',
        severity: 'error',
        pointer: '',
        expected: String(emulated.status),
        found: String(recorded.status),
      },
    ]
  }
  return [...compareHeaders(recorded, emulated), ...compareBodies(recorded, emulated, frame)]
}

function compareHeaders(recorded: Answer, emulated: Answer): Finding[] {
  const findings: Finding[] = []
  for (const [name, value] of Object.entries(emulated.headers)) {
    const found = recorded.headers[name]
    const isSame =
      name === 'content-type' ? toMediaType(found) === toMediaType(value) : found !== undefined
    if (NOISE.test(name) || isSame) continue
    const expected = name === 'content-type' ? toMediaType(value) : 'the header'
    findings.push({
      kind: 'header',
      severity: 'error',
      pointer: name,
      expected,
      found: found ?? 'nothing',
    })
  }
  return findings
}

function compareBodies(recorded: Answer, emulated: Answer, frame: Frame): Finding[] {
  const [real, ours] = [parseExactJson(recorded.body), parseExactJson(emulated.body)]
  if (real && ours) return compareJson(real.value, ours.value, '', frame)
  // Two pages are two pages.
  if (!real && !ours && (recorded.body === '') === (emulated.body === '')) return []
  const expected = ours ? 'JSON' : emulated.body === '' ? 'no body' : 'text'
  return [toType('', expected, real ? real.value : recorded.body)]
}

function compareJson(real: unknown, ours: unknown, at: string, frame: Frame): Finding[] {
  if (toClass(real) !== toClass(ours)) return [toType(at, describeType(ours), real)]
  if (isObject(real) && isObject(ours)) return compareKeys(real, ours, at, frame)
  if (Array.isArray(real) && Array.isArray(ours)) return compareItems(real, ours, at, frame)
  const isScalar = typeof real === 'string' || typeof real === 'number' || typeof real === 'bigint'
  if (isScalar && frame.judge(real, ours) === 'same') return []
  if (isScalar && frame.madeUp.has(at.slice(at.lastIndexOf('/') + 1))) {
    return compareMadeUp(real, ours, at)
  }
  const masked = readMasked(real)
  if (masked && typeof ours === 'string')
    return compareMasked(masked, real as string, ours, at, frame)
  if (hasPlaceholder(real) || real === ours) return compareInside(real, ours, at, frame)
  if (typeof real === 'bigint' || typeof ours === 'bigint') {
    return [toValue(at, ours, real, saysWhat(at) ? 'error' : 'warning')]
  }
  if (typeof real === 'number' && typeof ours === 'number') {
    return compareNumbers(real, ours, at, frame)
  }
  if (typeof real === 'string' && typeof ours === 'string') {
    const inside = compareInside(real, ours, at, frame)
    return isJsonText(real) && isJsonText(ours) ? inside : compareTexts(real, ours, at)
  }
  return [toValue(at, ours, real, 'error')]
}

/** Whole and other numbers are of one type on the wire. */
function toClass(value: unknown): string {
  return typeOf(value).replace('integer', 'number')
}

function describeType(value: unknown): string {
  return toClass(value)
}

function compareKeys(
  real: Record<string, unknown>,
  ours: Record<string, unknown>,
  at: string,
  frame: Frame,
): Finding[] {
  const findings: Finding[] = []
  for (const [key, value] of Object.entries(ours)) {
    const pointer = at + toPointer(key)
    if (Object.hasOwn(real, key)) findings.push(...compareJson(real[key], value, pointer, frame))
    else findings.push(toMissing(pointer, 'the key'))
  }
  for (const key of Object.keys(real)) {
    if (!Object.hasOwn(ours, key)) findings.push(toUnknown(at + toPointer(key), real[key]))
  }
  return findings
}

/** A real sandbox remembers what was there before: how many items a list has is worth knowing, not an error. */
function compareItems(real: unknown[], ours: unknown[], at: string, frame: Frame): Finding[] {
  const count = Math.min(real.length, ours.length)
  const findings = real
    .slice(0, count)
    .flatMap((item, index) => compareJson(item, ours[index], `${at}/${index}`, frame))
  if (real.length === ours.length) return findings
  const items = (list: unknown[]) => `${list.length} items`
  return [
    ...findings,
    { kind: 'value', severity: 'info', pointer: at, expected: items(ours), found: items(real) },
  ]
}

/** Of a masked text its form is known, and whether it is the one that stood for the emulator's before. */
function compareMasked(
  { shape, count }: { shape: string; count: number },
  real: string,
  ours: string,
  at: string,
  frame: Frame,
): Finding[] {
  const written = fromTextShape(shape, count)
  if (isSameForm(written, ours)) {
    const isDate = toDateShape(ours) !== undefined
    if (isDate || frame.judge(real, ours) === 'unknown') return []
  }
  return compareTexts(written, ours, at).map((finding) => ({
    ...finding,
    found: describeValue(real),
  }))
}

/** Whatever is made up differs; a date is still written in one way. */
function compareMadeUp(real: Scalar, ours: unknown, at: string): Finding[] {
  if (typeof real !== 'string' || typeof ours !== 'string') return []
  const shape = toDateShape(ours)
  if (shape === toDateShape(real) || hasPlaceholder(real)) return []
  return [toValue(at, ours, real, 'error')]
}

/** JSON in strings on both sides: what it says, beside how it is written. */
function compareInside(real: unknown, ours: unknown, at: string, frame: Frame): Finding[] {
  if (typeof real !== 'string' || typeof ours !== 'string' || real === ours) return []
  if (!isJsonText(real) || !isJsonText(ours)) return []
  return compareJson(parseExactJson(real)?.value, parseExactJson(ours)?.value, `${at}#`, frame)
}

function isJsonText(text: string): boolean {
  return /^\s*[{[]/.test(text) && parseExactJson(text) !== undefined
}

const YEARS_5 = 5 * 366 * 86_400_000

/** Instants in seconds or milliseconds may differ; amounts are worth a look. */
function compareNumbers(real: number, ours: number, at: string, frame: Frame): Finding[] {
  const isNear = (value: number, unit: number) => Math.abs(value * unit - frame.nowMs) < YEARS_5
  for (const unit of [1, 1_000]) {
    if (isNear(real, unit) && isNear(ours, unit)) return toTiming(at, (real - ours) * unit)
  }
  const isInstant = [1, 1_000].some((unit) => isNear(ours, unit))
  return [toValue(at, ours, real, isInstant || saysWhat(at) ? 'error' : 'warning')]
}

function toValue(
  pointer: string,
  expected: unknown,
  found: unknown,
  severity: Finding['severity'],
): Finding {
  return {
    kind: 'value',
    severity,
    pointer,
    expected: describeValue(expected),
    found: describeValue(found),
  }
}
