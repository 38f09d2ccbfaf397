/** Dates as Cobru writes them: Bogotá, five hours behind UTC all year. */

import { formatInstant } from '../../provider.ts'

const OFFSET_MS = 5 * 3_600_000
const BOGOTA = { offsetMs: -OFFSET_MS, suffix: '-05:00' }
const DAY_MS = 86_400_000

/** The last second of a day in Bogotá, `days` after the day of the instant. */
export function endOfDay(instant: number, days: number): number {
  const midnight = Math.floor((instant - OFFSET_MS) / DAY_MS) * DAY_MS + OFFSET_MS
  return midnight + (days + 1) * DAY_MS - 1_000
}

/** `2026-04-06T01:38:31.847000-05:00`, with the six decimals of a Django answer. */
export function toLocalIso(instant: number): string {
  return formatInstant(instant, 6, BOGOTA)
}

/** `2026-04-06T06:38:31.847Z`, as in serialised rows. */
export function toIso(instant: number): string {
  return formatInstant(instant)
}

/** `2023-09-20 15:28:09`, as in callbacks of withdrawals. */
export function toLocalText(instant: number): string {
  return formatInstant(instant, 0, { ...BOGOTA, suffix: '' }).replace('T', ' ')
}
