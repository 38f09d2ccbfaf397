/** The one writer of instants. */

/** Where clocks show another time than UTC, and how that is written. */
export interface Zone {
  offsetMs: number
  /** `-05:00` */
  suffix: string
}

export const UTC: Zone = { offsetMs: 0, suffix: 'Z' }

/**
 * ISO 8601 with so many decimals of the second; those beyond milliseconds are zeros.
 * @example formatInstant(0, 6) // '1970-01-01T00:00:00.000000Z'
 */
export function formatInstant(at: number, decimals = 3, { offsetMs, suffix } = UTC): string {
  const [seconds = '', fraction = ''] = new Date(at + offsetMs)
    .toISOString()
    .slice(0, -1)
    .split('.')
  const tail = decimals === 0 ? '' : `.${fraction.slice(0, decimals).padEnd(decimals, '0')}`
  return `${seconds}${tail}${suffix}`
}

/** `2026-11-20 12:00:00Z`, for people; milliseconds only where there are some. */
export function describeInstant(at: number): string {
  return formatInstant(at, at % 1_000 === 0 ? 0 : 3).replace('T', ' ')
}
