/** Forms that recur in Cobre's answers. */
import {
  type BaseContext,
  type BehaviourContext,
  formatInstant,
  type Outcome,
  type StoredRecord,
} from '../../provider.ts'

/** `2023-07-15T12:00:00Z`: UTC, whole seconds. */
export function toIso(instant: number): string {
  return formatInstant(instant, 0)
}

/** `2025-02-03T22:20:23.677Z`, as transactions in events carry it. */
export function toIsoMs(instant: number): string {
  return formatInstant(instant)
}

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** `acc_KJnAkypWSc`: a prefix, letters and digits. */
export function makeId(context: Pick<BaseContext, 'ids'>, prefix: string, length = 10): string {
  return `${prefix}_${context.ids.text(prefix, length, ALPHANUMERIC)}`
}

/** `20250926mmjgrVqlQbW9hyJI`: the day and the movement's id without its underscore, as two samples have it. */
export function toTrackingKey(now: number, id: string): string {
  return toIso(now).slice(0, 10).replaceAll('-', '') + id.replace('_', '')
}

/** 18 digits, of which the last checks the others, as banks in Mexico do. */
export function makeClabe({ ids }: Pick<BaseContext, 'ids'>, name = 'clabe'): string {
  const digits = `646180${ids.digits(name, 11)}`
  const sum = [...digits].reduce(
    (total, digit, at) => total + ((Number(digit) * [3, 7, 1][at % 3]!) % 10),
    0,
  )
  return digits + ((10 - (sum % 10)) % 10)
}

export interface Status {
  state: string
  code: string
  description: string
}

/** Both instants of a new record. */
export function toTimes(now: number): { created_at: string; updated_at: string } {
  return { created_at: toIso(now), updated_at: toIso(now) }
}

interface Refusal {
  /** The one that the docs have for whatever they do not number, unless given. */
  code?: string
  quirk?: string
}

/** Says why, to the caller and to whoever reads the hint. */
export function refuseWith(
  { refuse }: Pick<BehaviourContext, 'refuse'>,
  description: string,
  { code = 'G001', quirk }: Refusal = {},
): Outcome {
  return refuse('refused', { code, description }, { hint: description, quirk })
}

/** The keys of a record that go on the wire, in their order. */
export function pick<T extends StoredRecord>(record: T, keys: readonly (keyof T)[]) {
  return Object.fromEntries(keys.map((key) => [key, record[key]]))
}

/** The envelope of a list that is never longer than one page. */
export function toOnePage(items: readonly unknown[], key = 'contents') {
  const count = items.length
  return {
    total_items: count,
    total_pages: count === 0 ? 0 : 1,
    is_last_page: true,
    page_items: count,
    [key]: items,
  }
}

/** Whether ending a record answers it or nothing is known by the name of two schemas alone. */
export function toEnded(context: BaseContext, record: object): Outcome {
  const shows = context.quirk.value<boolean>('cobre.deactivation.answer')
  return shows ? { status: 200, body: record } : { status: 204 }
}
