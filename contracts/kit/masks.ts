/** Quirks that cannot be told under the variants that a target shows, as their probes say themselves. */
import type { Spec } from '../../mocks/dialect/types.ts'
import type { Contract, Probe } from './contract.ts'
import type { CaseResult } from './result.ts'

/** Quirk → variant that a target showed. */
export type Seen = ReadonlyMap<string, string>

export function toSeen(results: readonly CaseResult[]): Seen {
  return new Map(
    results.flatMap((result) =>
      result.variant?.seen ? [[toQuirk(result), result.variant.seen]] : [],
    ),
  )
}

/** Quirk of a probe's result. */
export function toQuirk({ id }: Pick<CaseResult, 'id'>): string {
  return id.slice(id.indexOf('/probe/') + '/probe/'.length)
}

/** Why a quirk cannot be told under the variants that were seen; undefined when it can. */
export function findMask(
  { maskedBy = {} }: Pick<Probe, 'maskedBy'>,
  seen: Seen,
  spec: Spec,
): string | undefined {
  for (const [quirk, variants] of Object.entries(maskedBy)) {
    const active = seen.get(quirk)
    if (active === undefined) continue
    const isOther = active !== spec.quirks.get(quirk)?.defaultVariant
    if (variants.includes(active) || (variants.includes('*') && isOther)) {
      return `${quirk} = ${active} hides it`
    }
  }
  return undefined
}

/** A probe that saw nothing is not news where something hides it, by what was seen or by the profile. */
export function markMasked(
  { probes }: Contract,
  spec: Spec,
  results: readonly CaseResult[],
  variants: Readonly<Record<string, string>>,
): CaseResult[] {
  const seen = new Map([...Object.entries(variants), ...toSeen(results)])
  const known = new Map(probes.map((probe) => [probe.quirk, probe]))
  return results.map((result) => {
    if (result.kind !== 'probe' || result.outcome !== 'new' || result.variant?.seen) return result
    const mask = findMask(known.get(toQuirk(result)) ?? {}, seen, spec)
    return mask === undefined ? result : { ...result, outcome: 'skipped', reason: mask }
  })
}
