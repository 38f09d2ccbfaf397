/** What a notification tells is read from the provider before it is believed. */
import { type Check, found, judge } from '../check.ts'
import { readPointers } from '../read.ts'
import type { SeenDelivery, SeenRequest, Traffic } from '../seen.ts'
import { isAfter, isDone, isForgotten } from '../traffic.ts'
import { sentTo } from './acknowledged.ts'
import { type ReadSettings, reads } from './read-after.ts'

interface Settings {
  notifications?: string[]
  /** Pointer into the payload: what the record is read by. */
  id: string
  reads: ReadSettings
  /** Only notifications whose payload says one of these. */
  only?: { at: string; values: unknown[] }
}

export const readAfterNotification: Check<Settings> = (traffic, settings) => {
  const { notifications, only } = settings
  const told = sentTo(traffic, notifications).filter(
    (each) => each.forged === undefined && isAcknowledged(each) && isWanted(each, only),
  )
  const checked = withoutRepeats(told).map((each) => ({
    each,
    isRead: findRead(traffic, each, settings) !== undefined,
  }))
  const findings = checked
    .filter(({ each, isRead }) => !isRead && !each.isToInbox)
    .filter(({ each }) => !isForgotten(traffic, each.row.attempts[0]))
    .map(({ each }) =>
      found(
        [each],
        'Nothing was read after it.',
        `Read the record (${Object.keys(settings.reads).join(' or ')}) before acting on a notification.`,
      ),
    )
  return judge(
    findings,
    checked.some(({ isRead }) => isRead),
  )
}

/** The request that read what a notification told of, after it left. */
export function findRead(
  traffic: Traffic,
  told: SeenDelivery,
  { id, reads: settings }: Pick<Settings, 'id' | 'reads'>,
  isEnough: (seen: SeenRequest) => boolean = isAsked,
): SeenRequest | undefined {
  const [first] = told.row.attempts
  const ids = readPointers(told.body, id).map(String)
  return traffic.requests.find(
    (seen) => isAfter(seen, first) && isEnough(seen) && reads(settings, seen, ids),
  )
}

/** What was read after the first of several that are the same need not be read again. */
function withoutRepeats(told: SeenDelivery[]): SeenDelivery[] {
  const groups = Map.groupBy(told, ({ row }) =>
    JSON.stringify([row.notification, row.subject, row.url, row.body]),
  )
  return [...groups.values()].map(([first]) => first!)
}

/** Where a provider has no such reading, who asked has done what there is to do. */
function isAsked(seen: SeenRequest): boolean {
  return isDone(seen) || seen.entry.response.status === 404
}

function isAcknowledged({ row }: SeenDelivery): boolean {
  return row.attempts.some(({ status = 0 }) => status >= 200 && status < 300)
}

function isWanted(told: SeenDelivery, only: Settings['only']): boolean {
  if (only === undefined) return true
  return readPointers(told.body, only.at).some((value) =>
    only.values.some((wanted) => String(wanted) === String(value)),
  )
}
