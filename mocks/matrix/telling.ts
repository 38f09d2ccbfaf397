/**
 * The request to look at first when a variant breaks the command. In this order:
 *
 * 1. the first answer that the variant shaped;
 * 2. the first notification that it shaped;
 * 3. the first answer whose status or outline differs from that of the baseline's request at the same
 *    place (the n-th of its operation), for variants that are a value which procedure reads;
 * 4. the last request before the command ended.
 */
import { type Alternative, toLabel } from './plan.ts'
import type { Seen, SeenDelivery, Trace } from './trace.ts'

export type Telling =
  | { why: 'acted' | 'last'; request: Seen }
  | { why: 'differs'; request: Seen; baseline: Seen }
  | { why: 'delivered'; delivery: SeenDelivery }

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
  if (delivery) return { why: 'delivered', delivery }
  const different = findDifference(run.requests, baseline.requests)
  if (different) return { why: 'differs', ...different }
  const last = run.requests.at(-1)
  return last && { why: 'last', request: last }
}

function findDifference(run: readonly Seen[], baseline: readonly Seen[]) {
  const places = Map.groupBy(baseline, toPlace)
  const counts = new Map<string, number>()
  for (const request of run) {
    const place = toPlace(request)
    const nth = counts.get(place) ?? 0
    counts.set(place, nth + 1)
    const before = places.get(place)?.[nth]
    if (before && (before.status !== request.status || before.outline !== request.outline))
      return { request, baseline: before }
  }
  return undefined
}

function toPlace({ operationId, method, path }: Seen): string {
  return operationId ?? `${method} ${path.split('?', 1)[0]}`
}
