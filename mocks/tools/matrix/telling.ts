/**
 * The request to look at first when a variant breaks the command. In this order:
 *
 * 1. the first answer that the variant shaped;
 * 2. the first notification that it shaped, sent or held back;
 * 3. what is missed or differs first, for variants that are a value which procedure reads: a
 *    notification of the baseline that this run did not have, or an answer whose status or outline
 *    differs from that of the baseline's request at the same place (the n-th of its operation);
 * 4. the last request before the command ended.
 */
import { type Alternative, toLabel } from './plan.ts'
import type { Seen, SeenDelivery, Trace } from './trace.ts'

export type Telling =
  | { why: 'acted' | 'last'; request: Seen }
  | { why: 'differs'; request: Seen; baseline: Seen }
  /** `request`: after which it was due; undefined where not even the baseline tells. */
  | { why: 'delivered'; delivery: SeenDelivery; request?: Seen }
  /** `request` and `baseline`: the same place, after which the baseline had the notification. */
  | { why: 'missing'; notification: string; request: Seen; baseline: Seen }

/** Undefined when the run made no request at all. */
export function findTelling(
  run: Trace,
  baseline: Trace,
  variants: readonly Alternative[],
): Telling | undefined {
  const labels = variants.map(toLabel)
  const isShaped = ({ quirks }: { quirks: readonly string[] }) =>
    quirks.some((each) => labels.includes(each))
  const acted = run.requests.find(isShaped)
  if (acted) return { why: 'acted', request: acted }
  const delivery = run.deliveries.find(isShaped)
  if (delivery) {
    const request = delivery.after ?? findCause(delivery, run, baseline)
    return { why: 'delivered', delivery, ...(request && { request }) }
  }
  const different = findDifference(run.requests, baseline.requests)
  const missing = findMissing(run, baseline)
  const isEarlier = (one: Seen, other: Seen) =>
    run.requests.indexOf(one) < run.requests.indexOf(other)
  if (missing && !(different && !isEarlier(missing.request, different.request)))
    return { why: 'missing', ...missing }
  if (different) return { why: 'differs', ...different }
  const last = run.requests.at(-1)
  return last && { why: 'last', request: last }
}

function findDifference(run: readonly Seen[], baseline: readonly Seen[]) {
  const before = new Map([...toPlaces(baseline)].map(([request, place]) => [place, request]))
  for (const [request, place] of toPlaces(run)) {
    const other = before.get(place)
    if (other && (other.status !== request.status || other.outline !== request.outline))
      return { request, baseline: other }
  }
  return undefined
}

/** What was not attempted follows no request; the same notification of the baseline may. */
function findCause(delivery: SeenDelivery, run: Trace, baseline: Trace): Seen | undefined {
  const isSame = ({ notification }: SeenDelivery) => notification === delivery.notification
  const nth = run.deliveries.filter(isSame).indexOf(delivery)
  const cause = baseline.deliveries.filter(isSame)[nth]?.after
  const place = cause && toPlaces(baseline.requests).get(cause)
  if (!place) return undefined
  return [...toPlaces(run.requests)].find(([, each]) => each === place)?.[0]
}

/** The first notification of the baseline that lacks here, although the run came to its place. */
function findMissing(run: Trace, baseline: Trace) {
  const [here, there] = [toPlaces(run.requests), toPlaces(baseline.requests)]
  const requests = new Map([...here].map(([request, place]) => [place, request]))
  const keys = new Set(run.deliveries.map((each) => toKey(each, here)))
  const count = (trace: Trace, name: string) =>
    trace.deliveries.filter(({ notification }) => notification === name).length
  for (const delivery of baseline.deliveries) {
    const { notification, after } = delivery
    const request = after && requests.get(there.get(after)!)
    if (!request || keys.has(toKey(delivery, there))) continue
    if (count(run, notification) < count(baseline, notification))
      return { notification, request, baseline: after }
  }
  return undefined
}

function toKey({ notification, after }: SeenDelivery, places: ReadonlyMap<Seen, string>): string {
  return `${notification} ${after && places.get(after)}`
}

/** Request → operation and which of its requests it is. */
function toPlaces(requests: readonly Seen[]): Map<Seen, string> {
  const counts = new Map<string, number>()
  return new Map(
    requests.map((request) => {
      const place = toPlace(request)
      const nth = counts.get(place) ?? 0
      counts.set(place, nth + 1)
      return [request, `${place} ${nth}`]
    }),
  )
}

function toPlace({ operationId, method, path }: Seen): string {
  return operationId ?? `${method} ${path.split('?', 1)[0]}`
}
