/** Which variants run together, by what they did alone. */
import { coverOne, coverPairs } from './pairs.ts'
import { type Alternative, toLabel } from './plan.ts'
import type { Trace } from './trace.ts'

/** A run of one variant, or of a row of them. */
interface Run {
  variants: readonly Alternative[]
  trace: Trace
}

/**
 * Rows for variants that pass alone. One that keeps the command from other quirks would hide them in
 * half of all rows, so it meets the others in rows of its own.
 */
export function planPairs(passed: readonly Run[], baseline: Run): Alternative[][] {
  const hides = ({ trace, variants }: Run) =>
    [...baseline.trace.met.keys()].some(
      (quirk) => !trace.met.has(quirk) && quirk !== variants[0]!.quirk,
    )
  const open = passed.filter((single) => !hides(single)).map(toVariant)
  const hiding = passed.filter(hides).map(toVariant)
  return [...coverPairs(open), ...hiding.flatMap((one) => coverOne(one, open))]
}

/**
 * How many pairs there are, and how many were met in one run. A variant that left no trace alone,
 * since it only lets things be, leaves none here either, and counts as met.
 */
export function countPairs(passed: readonly Run[], rows: readonly Run[]) {
  const silent = passed
    .map(toVariant)
    .filter(({ quirk }, at) => !passed[at]!.trace.met.has(quirk))
    .map(toLabel)
  const met = rows.flatMap(({ variants, trace }) =>
    toPairs(variants.filter((each) => trace.met.has(each.quirk) || silent.includes(toLabel(each)))),
  )
  return { all: toPairs(passed.map(toVariant)).length, met: new Set(met).size }
}

function toPairs(variants: readonly Alternative[]): string[] {
  return variants.flatMap((a, at) =>
    variants
      .slice(at + 1)
      .filter((b) => a.quirk !== b.quirk)
      .map((b) => [toLabel(a), toLabel(b)].sort().join(' ')),
  )
}

function toVariant({ variants }: Run): Alternative {
  // A single run varies one thing.
  return variants[0]!
}
