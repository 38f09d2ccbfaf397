/** Which variants a matrix plays: every one that is not active in the base, less what was left out. */

import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { Evidence, Source } from '../../dialect/types.ts'
import type { QuirkStatus } from '../../sandbox/engine/engine.ts'

/** One variant that differs from the base. */
export interface Alternative {
  quirk: string
  variant: string
  /** Variant that the base has in its place. */
  base: string
  title: string
  hint: string | undefined
  evidence: Evidence
  source: Source
}

export interface PlanOptions {
  /** Ids of quirks; undefined: all that have a choice. */
  only?: readonly string[] | undefined
  /** Only variants known in one of these ways. */
  evidence?: readonly string[] | undefined
}

/** Throws `QUIRK_UNKNOWN`, and `OPTION_INVALID` when nothing is left to vary. */
export function planAlternatives(
  quirks: readonly QuirkStatus[],
  { only, evidence }: PlanOptions = {},
): Alternative[] {
  for (const id of only ?? []) assertVaries(id, quirks)
  const found = quirks
    .filter(({ quirk }) => only === undefined || only.includes(quirk.id))
    .flatMap(toAlternatives)
    .filter((each) => evidence === undefined || evidence.includes(each.evidence))
  if (found.length > 0) return found
  throw new EnsayoError(
    'OPTION_INVALID',
    `matrix: no variant is left to play. ${evidence ? `None has the evidence ${evidence.join(' or ')}; leave --evidence out, or name another.` : 'The providers named have no quirk with a choice.'}`,
  )
}

function toAlternatives({ quirk, active }: QuirkStatus): Alternative[] {
  return [...quirk.variants.values()]
    .filter((variant) => variant.name !== active)
    .map((variant) => ({
      quirk: quirk.id,
      variant: variant.name,
      base: active,
      title: variant.title ?? quirk.title,
      hint: variant.hint ?? quirk.hint,
      evidence: variant.source.evidence,
      source: variant.source,
    }))
}

function assertVaries(id: string, quirks: readonly QuirkStatus[]): void {
  const found = quirks.find(({ quirk }) => quirk.id === id)
  if (found === undefined) {
    const known = quirks.map(({ quirk }) => quirk.id)
    throw new EnsayoError(
      'QUIRK_UNKNOWN',
      `--only: no quirk "${id}" in the providers named.${didYouMean(id, known)} "ensayo list quirks" names them all.`,
    )
  }
  if (found.quirk.variants.size > 1) return
  throw new EnsayoError(
    'OPTION_INVALID',
    `--only: quirk "${id}" has one variant, "${found.active}", so there is nothing to vary. Leave it out.`,
  )
}

/** `quirk=variant`, as `--variant` takes it. */
export function toLabel({ quirk, variant }: Pick<Alternative, 'quirk' | 'variant'>): string {
  return `${quirk}=${variant}`
}
