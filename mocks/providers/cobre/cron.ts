/**
 * Six-field schedules in UTC: minutes, hours, day of month, month, day of week (1 is Sunday), year.
 * Source: https://docs.cobre.com/money-movement-scheduler-1886565m0, read 2026-11-20.
 */

interface Schedule {
  minutes: Set<number>
  hours: Set<number>
  days: Set<number>
  months: Set<number>
  weekdays: Set<number>
  years: Set<number>
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const DAY_MS = 86_400_000

/** Further than this nobody schedules; a pattern that is never due is found out here. */
const HORIZON_DAYS = 5 * 366

/** Reads a pattern; undefined when it is not one. `L`, `W` and `#` are not taken. */
export function parseCron(pattern: string): Schedule | undefined {
  const fields = pattern.trim().split(/\s+/)
  if (fields.length !== 6) return undefined
  const [minutes, hours, days, months, weekdays, years] = [
    parseField(fields[0]!, 0, 59),
    parseField(fields[1]!, 0, 23),
    parseField(fields[2]!, 1, 31),
    parseField(fields[3]!, 1, 12, MONTHS),
    parseField(fields[4]!, 1, 7, WEEKDAYS),
    parseField(fields[5]!, 1970, 2199),
  ]
  if (!minutes || !hours || !days || !months || !weekdays || !years) return undefined
  return { minutes, hours, days, months, weekdays, years }
}

/** The first instant (epoch ms) after `after`; undefined when there is none in five years. */
export function findNext(schedule: Schedule, after: number): number | undefined {
  const start = Math.floor(after / DAY_MS) * DAY_MS
  for (let day = 0; day < HORIZON_DAYS; day++) {
    const midnight = start + day * DAY_MS
    const found = isOnDay(schedule, midnight) ? findOnDay(schedule, midnight, after) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

function isOnDay({ days, months, weekdays, years }: Schedule, midnight: number): boolean {
  const date = new Date(midnight)
  return (
    years.has(date.getUTCFullYear()) &&
    months.has(date.getUTCMonth() + 1) &&
    days.has(date.getUTCDate()) &&
    weekdays.has(date.getUTCDay() + 1)
  )
}

function findOnDay({ hours, minutes }: Schedule, midnight: number, after: number) {
  for (const hour of [...hours].sort((a, b) => a - b)) {
    for (const minute of [...minutes].sort((a, b) => a - b)) {
      const instant = midnight + (hour * 60 + minute) * 60_000
      if (instant > after) return instant
    }
  }
  return undefined
}

function parseField(text: string, low: number, high: number, names: string[] = []) {
  const found = new Set<number>()
  for (const part of text.toUpperCase().split(',')) {
    const range = parsePart(part, low, high, names)
    if (!range) return undefined
    for (let value = range.from; value <= range.to; value += range.step) found.add(value)
  }
  return found
}

/** `*`, `?`, `5`, `1-5`, `0/5`, `MON`. */
function parsePart(part: string, low: number, high: number, names: string[]) {
  const match = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d{1,4}))?$/.exec(part)
  if (!match) return undefined
  const [, head = '', tail, every] = match
  const isAll = head === '*' || head === '?'
  const from = isAll ? low : toNumber(head, low, names)
  const end = tail === undefined ? from : toNumber(tail, low, names)
  const to = isAll || (every !== undefined && tail === undefined) ? high : end
  const step = every === undefined ? 1 : Number(every)
  if (!(from >= low && to <= high && from <= to && step >= 1)) return undefined
  return { from, to, step }
}

/** NaN, which no comparison takes, for what is neither number nor name. */
function toNumber(text: string, low: number, names: string[]): number {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  const index = names.indexOf(text)
  return index < 0 ? Number.NaN : index + low
}
