/**
 * Instants in recordings: text becomes `<date:SHAPE@SECONDS>`, the way it was written and how far it
 * was from the start of the recording; a number moves as if the recording had begun at 10^12 ms.
 */

const ISO =
  /^(\d{4})([-/])(\d{2})\2(\d{2})(?:([T ])(\d{2}):(\d{2})(?::(\d{2})(?:([.,])(\d{1,9}))?)?( ?)(Z|[+-]\d{2}:?\d{2})?)?$/
const DAY_FIRST = /^(\d{2})([-/])(\d{2})\2(\d{4})(?:( )(\d{2}):(\d{2})(?::(\d{2}))?)?$/
const PLACEHOLDER = /^<date:([^@<>]+)@([+-]\d+(?:\.\d+)?)>$/

interface Written {
  /** Like `yyyy-MM-dd_HH:mm:ss.SSSSSS-05:00`; `_` is a space, the offset stands as it is. */
  shape: string
  /** Whole seconds of the epoch. */
  seconds: bigint
  /** Digits behind the point. */
  fraction: string
}

/** How a date is written; undefined for what is not one. */
export function toDateShape(text: string): string | undefined {
  return readDate(text)?.shape
}

/** The placeholder of a date; undefined for what is not one. `startedMs`: epoch ms of the recording's start. */
export function toDatePlaceholder(text: string, startedMs: number): string | undefined {
  const date = readDate(text)
  if (!date) return undefined
  const { shape, seconds, fraction } = date
  const units =
    (seconds - toBase(startedMs)) * 10n ** BigInt(fraction.length) + BigInt(fraction || '0')
  const sign = units < 0n ? '-' : '+'
  const digits = String(units < 0n ? -units : units).padStart(fraction.length + 1, '0')
  const cut = digits.length - fraction.length
  const point = fraction === '' ? '' : `.${digits.slice(cut)}`
  return `<date:${shape}@${sign}${digits.slice(0, cut)}${point}>`
}

/** The date that a placeholder stands for, when a recording begins at another instant; undefined for what is not one. */
export function fromDatePlaceholder(text: string, startedMs: number): string | undefined {
  const [, shape, offset] = PLACEHOLDER.exec(text) ?? []
  if (shape === undefined || offset === undefined) return undefined
  const [whole = '0', fraction = ''] = offset.slice(1).split('.')
  const scale = 10n ** BigInt(fraction.length)
  const size = BigInt(whole) * scale + BigInt(fraction || '0')
  const units = toBase(startedMs) * scale + (offset.startsWith('-') ? -size : size)
  const seconds = units / scale
  return writeDate(shape, seconds, String(units % scale).padStart(fraction.length, '0'))
}

function toBase(startedMs: number): bigint {
  return BigInt(Math.floor(startedMs / 1000))
}

function readDate(text: string): Written | undefined {
  const iso = ISO.exec(text)
  if (iso) {
    const [, year, dash, month, day, gap, hour, minute, second, point, fraction, blank, zone] = iso
    const clock = hour === undefined ? '' : `${gap}HH:mm${second === undefined ? '' : ':ss'}`
    const rest = point === undefined ? '' : `${point}${'S'.repeat(fraction!.length)}`
    const shape = `yyyy${dash}MM${dash}dd${clock}${rest}${blank ?? ''}${zone ?? ''}`
    return toWritten(shape, [year, month, day, hour, minute, second], fraction ?? '', zone)
  }
  const [, day, dash, month, year, gap, hour, minute, second] = DAY_FIRST.exec(text) ?? []
  if (day === undefined) return undefined
  const clock = hour === undefined ? '' : `${gap}HH:mm${second === undefined ? '' : ':ss'}`
  return toWritten(
    `dd${dash}MM${dash}yyyy${clock}`,
    [year, month, day, hour, minute, second],
    '',
    undefined,
  )
}

function toWritten(
  shape: string,
  parts: (string | undefined)[],
  fraction: string,
  zone: string | undefined,
): Written | undefined {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    part === undefined ? undefined : Number(part),
  )
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || year < 1000) return undefined
  const ms = Date.UTC(year, month - 1, day, hour, minute, second) - toZoneMs(zone)
  return { shape: shape.replaceAll(' ', '_'), seconds: BigInt(ms / 1000), fraction }
}

function toZoneMs(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

function writeDate(shape: string, seconds: bigint, fraction: string): string {
  const zone = /[+-]\d{2}:?\d{2}$/.exec(shape)?.[0]
  const local = new Date(Number(seconds) * 1000 + toZoneMs(zone))
  const two = (value: number) => String(value).padStart(2, '0')
  const head = zone === undefined ? shape : shape.slice(0, -zone.length)
  return `${head
    .replace('yyyy', String(local.getUTCFullYear()).padStart(4, '0'))
    .replace('MM', two(local.getUTCMonth() + 1))
    .replace('dd', two(local.getUTCDate()))
    .replace('HH', two(local.getUTCHours()))
    .replace('mm', two(local.getUTCMinutes()))
    .replace('ss', two(local.getUTCSeconds()))
    .replace(/S+/, (run) => fraction.padStart(run.length, '0'))
    .replaceAll('_', ' ')}${zone ?? ''}`
}

/** Where a recording begins as far as numbers are concerned, in ms and in seconds. */
const EPOCH_MS = 1_000_000_000_000
const YEARS_5 = 5 * 366 * 86_400_000

/** Fields whose numbers are no instants, however large. */
const MONEY = /amount|balance|price|total|cost|fee|^value$/i

/** An instant as a number (ms, or seconds in a field that is named like one) of a recording; undefined for other numbers. */
export function toDateNumber(value: number, field: string, startedMs: number): number | undefined {
  return moveNumber(value, field, startedMs, EPOCH_MS)
}

/** The same number when a recording begins at another instant. */
export function fromDateNumber(
  value: number,
  field: string,
  startedMs: number,
): number | undefined {
  return moveNumber(value, field, EPOCH_MS, startedMs)
}

function moveNumber(
  value: number,
  field: string,
  fromMs: number,
  toMs: number,
): number | undefined {
  if (!Number.isInteger(value) || MONEY.test(field)) return undefined
  if (Math.abs(value - fromMs) < YEARS_5)
    return value - Math.floor(fromMs / 1000) * 1000 + Math.floor(toMs / 1000) * 1000
  const isNamed = /date|time|expir|created|updated|(^|_)(exp|iat|nbf)$|(_at|At)$/.test(field)
  if (!isNamed || Math.abs(value * 1000 - fromMs) >= YEARS_5) return undefined
  return value - Math.floor(fromMs / 1000) + Math.floor(toMs / 1000)
}
