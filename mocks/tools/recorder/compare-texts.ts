/** Two texts at one place: whether they may differ, or are written differently. */
import { toDateShape } from './dates.ts'
import { describeValue, type Finding } from './difference.ts'

/** `format` for another way of writing, `value` for another word (`error`), sentence or amount (`warning`). */
export function compareTexts(real: string, ours: string, at: string): Finding[] {
  const [found, expected] = [toForm(real), toForm(ours)]
  const value = (severity: Finding['severity'], wanted = describeValue(ours)): Finding[] => [
    { kind: 'value', severity, pointer: at, expected: wanted, found: describeValue(real) },
  ]
  const format = (): Finding[] => [
    {
      kind: 'format',
      severity: 'error',
      pointer: at,
      expected: `${expected}, as ${describeValue(ours)}`,
      found: `${found}, ${describeValue(real)}`,
    },
  ]
  if (expected.startsWith('date ') || found.startsWith('date ')) {
    if (found !== expected) return format()
    const byMs = Date.parse(real) - Date.parse(ours)
    return Number.isNaN(byMs) ? [] : toTiming(at, byMs)
  }
  if (expected.startsWith('number ') || found.startsWith('number ')) {
    if (found !== expected) return format()
    return value(saysWhat(at) ? 'error' : 'warning')
  }
  // Of a number that is made up, the same digits are shown.
  if (expected.startsWith('masked ') && found === expected) return []
  // Made anew in every run.
  if (VARYING.has(expected) && found === expected) return []
  if (VARYING.has(expected) || VARYING.has(found))
    return value('warning', `${expected}, as ${describeValue(ours)}`)
  return value(expected === 'word' && found === 'word' ? 'error' : 'warning')
}

/** Whether two texts are written in one way. */
export function isSameForm(one: string, other: string): boolean {
  return toForm(one) === toForm(other)
}

/** Whether a text looks made anew in every run. */
export function looksVarying(text: string): boolean {
  return VARYING.has(toForm(text))
}

const VARYING = new Set(['uuid', 'address', 'digits', 'hexadecimal', 'random'])

/** How a text is written: `date yyyy-MM-dd`, `number with 2 decimals`, `uuid`, `word`, `sentence`, … */
function toForm(text: string): string {
  const shape = toDateShape(text)
  if (shape !== undefined) return `date ${shape}`
  const decimals = /^-?\d{1,15}(?:\.(\d+))?$/.exec(text)
  if (decimals && !/^0\d/.test(text)) return `number with ${decimals[1]?.length ?? 0} decimals`
  const grouped = /^-?\d{1,3}(?:,\d{3})+(?:\.(\d+))?$/.exec(text)
  if (grouped) return `number with commas and ${grouped[1]?.length ?? 0} decimals`
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return 'uuid'
  if (/^https?:\/\//i.test(text)) return 'address'
  if (/^\d*\*{4,}\d+$/.test(text)) return `masked ${text.replace(/\d/g, '9')}`
  if (/^\d+$/.test(text)) return 'digits'
  if (/^(0x)?[0-9a-f]{16,}$/i.test(text)) return 'hexadecimal'
  if (/\s/.test(text.trim())) return 'sentence'
  const isMixed = /\d/.test(text) && /[a-z]/i.test(text) && text.length >= 8
  if (isMixed || text.length > 40) return 'random'
  return 'word'
}

/** Latency is not a difference. */
const TOLERANCE_MS = 60_000

export function toTiming(pointer: string, byMs: number): Finding[] {
  if (Math.abs(byMs) <= TOLERANCE_MS) return []
  const expected = 'the same distance from the request'
  const found = `${Math.round(Math.abs(byMs) / 1000)} s ${byMs > 0 ? 'later' : 'earlier'}`
  return [{ kind: 'timing', severity: 'info', pointer, expected, found }]
}

/** Whether what stands there says what something is, and not how much: another one is an error. */
export function saysWhat(pointer: string): boolean {
  return /(stat(e|us)|code|type|kind|reason|result)$/i.test(pointer)
}
