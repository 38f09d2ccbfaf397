/** Instants as Avenia writes them, always in UTC. */
import { formatInstant } from '../../provider.ts'

/** `2026-02-20T15:13:08.320000Z` */
export function toMicros(instant: number): string {
  return formatInstant(instant, 6)
}

/** `2025-03-11T16:06:42.638000000Z` */
export function toNanos(instant: number): string {
  return formatInstant(instant, 9)
}

/** `2025-03-11T16:06:42Z` */
export function toSeconds(instant: number): string {
  return formatInstant(instant, 0)
}

/** Epoch ms of a filter that is a number in some unit, or ISO 8601; undefined when it is neither. */
export function readInstant(text: string, unitMs: number): number | undefined {
  if (/^\d{1,15}$/.test(text)) return Number(text) * unitMs
  const instant = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(instant) ? undefined : instant
}

/** Assumed: when the sandbox's main account came to be. */
export const MAIN_CREATED_AT = Date.parse('2026-01-01T00:00:00Z')

/** How Avenia writes a birthdate that it does not know. */
export const NO_DATE = '0001-01-01T00:00:00Z'
