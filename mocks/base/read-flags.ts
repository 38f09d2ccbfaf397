/** What flags, and variables of the environment, say: numbers, durations, instants. Each throws `OPTION_INVALID` naming the flag. */
import { parseDuration } from './duration.ts'
import { EnsayoError } from './errors.ts'

export interface NumberRule {
  least?: number
  most?: number
  isWhole?: boolean
  /** What the text should have been: `a port`. */
  what?: string
  cure?: string
}

/** A flag that was left out stays undefined. */
export function readNumber<Text extends string | undefined>(
  where: string,
  text: Text,
  { least = 0, most = 999_999_999, isWhole = true, ...words }: NumberRule = {},
): Extract<Text, undefined> | number {
  if (text === undefined) return text as Extract<Text, undefined>
  const isNumber = isWhole ? /^\d+$/.test(text) : text.trim() !== ''
  const value = isNumber ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  const { what = 'a whole number', cure = `Give one from ${least}.` } = words
  throw invalidFlag(where, text, `not ${what}`, cure)
}

/** A port, or 0. */
export function readPort(where: string, text: string): number {
  const cure = 'Give a number from 0 to 65535; 0 picks free ones.'
  return readNumber(where, text, { most: 65_535, what: 'a port', cure })
}

export interface DurationRule {
  least?: number
  most?: number
  /** Whether whole milliseconds will do. */
  takesMs?: boolean
  what?: string
  cure?: string
}

/** Milliseconds of a duration in ISO 8601. A flag that was left out stays undefined. */
export function readDuration<Text extends string | undefined>(
  where: string,
  text: Text,
  { least = 0, most = Infinity, takesMs = false, ...words }: DurationRule = {},
): Extract<Text, undefined> | number {
  if (text === undefined) return text as Extract<Text, undefined>
  const ms = takesMs && /^\d{1,9}$/.test(text) ? Number(text) : parseDuration(text)
  if (ms !== undefined && ms >= least && ms <= most) return ms
  const { what = 'a duration', cure = 'Write it like PT2M.' } = words
  throw invalidFlag(where, text, `not ${what}`, cure)
}

/** Epoch milliseconds of an instant in ISO 8601. */
export function readInstant(where: string, text: string): number {
  const ms = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(ms)) return ms
  throw invalidFlag(where, text, 'not an instant', 'Write it like 2026-11-20T12:00:00Z.')
}

/** For a flag whose value means nothing. */
export function invalidFlag(where: string, value: string, what: string, cure: string): EnsayoError {
  return new EnsayoError('OPTION_INVALID', `${where}: "${value}" is ${what}. ${cure}`)
}
