/** ISO 8601 durations of a fixed length: weeks, days, hours, minutes, seconds. */

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WEEK = 7 * DAY

const DURATION =
  /^P(?!$)(?:(\d+)W|(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?)$/

/**
 * Reads a duration as milliseconds; undefined when the text is not one. Years and months have no fixed
 * length and are not taken.
 * @example parseDuration('PT1M30.5S') // 90_500
 */
export function parseDuration(text: string): number | undefined {
  const found = DURATION.exec(text)
  if (found === null) return undefined
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map(toNumber)
  const ms =
    weeks! * WEEK + days! * DAY + hours! * HOUR + minutes! * MINUTE + Math.round(seconds! * SECOND)
  return Number.isSafeInteger(ms) ? ms : undefined
}

/** Writes whole, non-negative milliseconds as a duration in its shortest form, without weeks. */
export function formatDuration(ms: number): string {
  const days = Math.floor(ms / DAY)
  const time =
    part(Math.floor((ms % DAY) / HOUR), 'H') +
    part(Math.floor((ms % HOUR) / MINUTE), 'M') +
    part((ms % MINUTE) / SECOND, 'S')
  if (time !== '') return `P${part(days, 'D')}T${time}`
  return days === 0 ? 'PT0S' : `P${days}D`
}

function toNumber(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.replace(',', '.'))
}

function part(amount: number, unit: string): string {
  return amount === 0 ? '' : `${amount}${unit}`
}
