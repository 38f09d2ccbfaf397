/** Compares what was sent with what should have been. */
import { parseBody } from './inbox.ts'
import type { DeliveryRow, DeliveryStatus } from './types.ts'

export interface WantedCount {
  count?: number | undefined
  atLeast?: number | undefined
  atMost?: number | undefined
}

export interface WantedDeliveries extends WantedCount {
  provider?: string
  notification?: string
  /** Without it those that were withheld, dropped or collected do not count. */
  status?: DeliveryStatus
  /** `<provider>:<record id>`, or the id alone. */
  subject?: string
  /** Id of the request that caused it. */
  causedBy?: string
  /** Forged ones only, or none of them. */
  forged?: boolean
  /** JSON Schema that the body fits. */
  body?: object | boolean
}

export interface DeliveryExpectation {
  matched: number
  ok: boolean
  message: string
  /** The deliveries that match, oldest first. */
  deliveries: DeliveryRow[]
}

/** `fits` holds the parsed body against the schema asked for. */
export function expectDeliveries(
  rows: readonly DeliveryRow[],
  wanted: WantedDeliveries,
  fits: (body: unknown) => boolean,
): DeliveryExpectation {
  const deliveries = rows.filter((row) => isWanted(row, wanted) && fits(readBody(row)))
  return { ...compareCount(deliveries.length, wanted), deliveries }
}

/** Without any number, one is enough. */
export function compareCount(
  matched: number,
  { count, atLeast, atMost }: WantedCount,
): { matched: number; ok: boolean; message: string } {
  const hasWish = count !== undefined || atLeast !== undefined || atMost !== undefined
  const least = Math.max(count ?? 0, atLeast ?? 0, hasWish ? 0 : 1)
  const most = Math.min(count ?? Infinity, atMost ?? Infinity)
  const ok = matched >= least && matched <= most
  return { matched, ok, message: `${matched} matched; expected ${toWords(least, most)}.` }
}

function toWords(least: number, most: number): string {
  if (least === most) return `exactly ${least}`
  if (most === Infinity) return `at least ${least}`
  return least === 0 ? `at most ${most}` : `${least} to ${most}`
}

function isWanted(row: DeliveryRow, wanted: WantedDeliveries): boolean {
  const { provider, notification, status, subject, causedBy, forged } = wanted
  return (
    [undefined, row.provider].includes(provider) &&
    [undefined, row.notification].includes(notification) &&
    (status === undefined ? isOnItsWay(row) : row.status === status) &&
    [undefined, row.subject, row.subject.slice(row.provider.length + 1)].includes(subject) &&
    (causedBy === undefined || causedBy === row.causedBy) &&
    (forged === undefined || forged === (row.forged !== undefined))
  )
}

/** What was withheld, dropped or collected has reached nobody; it counts when it is asked for. */
function isOnItsWay({ status }: DeliveryRow): boolean {
  return status !== 'withheld' && status !== 'dropped' && status !== 'collected'
}

function readBody({ headers, body }: DeliveryRow): unknown {
  return parseBody(headers['content-type'] ?? '', body) ?? body
}
