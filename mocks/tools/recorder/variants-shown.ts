/**
 * Which variants a recording shows: it is replayed once for every variant that could matter, and what
 * then differs from the recorded answers says which of them the provider has.
 */

import { findOperation } from '../../core/serve/find-match.ts'
import type { Quirk, Spec } from '../../dialect/types.ts'
import type { Emulator } from './ask-emulator.ts'
import { findDrift } from './drift.ts'
import type { Drift, DriftReport } from './drift-finding.ts'
import { PLACEHOLDERS } from './placeholders.ts'
import type { RecordedExchange } from './recording.ts'

export interface VariantsShown {
  /** Quirk → the variant that the exchanges show, and those that show it. */
  shown: Record<string, Shown>
  /** Quirk → why nothing can be said of it. */
  undecided: Record<string, string>
  /** What differs whatever the variants are: no document foresees it. */
  unforeseen: Drift[]
  /** The replay under the variants that are shown. */
  report: DriftReport
}

export interface Shown {
  variant: string
  /** `<session>/<exchange>`. */
  exchanges: string[]
  /** Variants that these exchanges contradict. */
  contradicted: string[]
}

export interface ShownOptions {
  spec: Spec
  /** Opens an emulator whose clock stands at an instant (epoch ms), with variants over the profile. */
  open(startAt: number, variants: Record<string, string>): Promise<Emulator>
}

/** Tells the variants of every quirk that the recorded requests may have met. */
export async function findVariantsShown(
  exchanges: readonly RecordedExchange[],
  { spec, open }: ShownOptions,
): Promise<VariantsShown> {
  const replay = (variants: Record<string, string>) =>
    findDrift(exchanges, { spec, open: (startAt) => open(startAt, variants) })
  const met = listMet(spec, exchanges)
  const shown: Record<string, Shown> = {}
  const undecided: Record<string, string> = {}
  const chosen: Record<string, string> = {}
  for (const quirk of met) {
    const verdict = await tell(quirk, (variant) => replay({ ...chosen, [quirk.id]: variant }))
    if (typeof verdict === 'string') undecided[quirk.id] = verdict
    else {
      shown[quirk.id] = verdict
      chosen[quirk.id] = verdict.variant
    }
  }
  for (const { id } of spec.quirks.values()) {
    if (shown[id] === undefined) undecided[id] ??= 'no request of the recording meets it'
  }
  const report = await replay(chosen)
  const unforeseen = report.differences.filter(({ severity }) => severity !== 'info')
  return { shown, undecided, unforeseen, report }
}

/** Quirks of operations that were asked for, and of the whole provider; deliveries are not recorded. */
function listMet(spec: Spec, exchanges: readonly RecordedExchange[]): Quirk[] {
  const asked = new Set(
    exchanges.map(
      ({ request }) =>
        findOperation(spec, request.method, request.path.replace(PLACEHOLDERS, 'x'))?.id,
    ),
  )
  return [...spec.quirks.values()].filter(
    ({ operationId, stage, variants }) =>
      stage !== 'delivery' &&
      variants.size > 1 &&
      (operationId === undefined || asked.has(operationId)),
  )
}

/** Exchange → how far the emulator's answer is from the recorded one. */
type Distances = Map<string, number>

/** What the exchanges say of a quirk, or why they say nothing. */
async function tell(
  quirk: Quirk,
  replay: (variant: string) => Promise<DriftReport>,
): Promise<Shown | string> {
  const names = [quirk.defaultVariant, ...quirk.variants.keys()]
  const ways: { variant: string; distances: Distances }[] = []
  for (const variant of new Set(names)) {
    ways.push({ variant, distances: measure(await replay(variant)) })
  }
  const touched = [...new Set(ways.flatMap(({ distances }) => [...distances.keys()]))].filter(
    (exchange) => new Set(ways.map(({ distances }) => distances.get(exchange) ?? 0)).size > 1,
  )
  if (touched.length === 0) return 'every variant answers these requests alike'
  const sums = ways.map(({ variant, distances }) => ({
    variant,
    sum: touched.reduce((sum, exchange) => sum + (distances.get(exchange) ?? 0), 0),
  }))
  const least = Math.min(...sums.map(({ sum }) => sum))
  const nearest = sums.filter(({ sum }) => sum === least).map(({ variant }) => variant)
  const contradicted = sums.filter(({ sum }) => sum > least).map(({ variant }) => variant)
  if (nearest.length > 1) {
    return `${nearest.join(' or ')}: these requests do not tell them apart; not ${contradicted.join(', ')}`
  }
  return { variant: nearest[0]!, exchanges: touched.sort(), contradicted }
}

function measure(report: DriftReport): Distances {
  const distances: Distances = new Map()
  const add = (exchange: string, by: number) =>
    distances.set(exchange, (distances.get(exchange) ?? 0) + by)
  for (const { exchanges, severity, kind } of report.differences) {
    // Another status hides everything else that differs.
    const by = kind === 'status' ? 1_000 : severity === 'error' ? 10 : severity === 'info' ? 0 : 1
    for (const exchange of exchanges) add(exchange, by)
  }
  for (const { exchange } of report.notReplayed) add(exchange, 0.5)
  return distances
}
