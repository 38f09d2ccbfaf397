/** Which variant is active, and what is read from it. */
import { parseDuration } from '../../base/duration.ts'
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { Quirk, Spec, Variant } from '../../dialect/types.ts'

/** Quirk → variant, where an account differs from the defaults. */
export type ActiveVariants = ReadonlyMap<string, string>

/** The active variant of a quirk. */
export function activeVariant(quirk: Quirk, active: ActiveVariants): Variant {
  return quirk.variants.get(active.get(quirk.id) ?? quirk.defaultVariant)!
}

/** The quirk of that id. Throws `QUIRK_UNKNOWN`. */
export function getQuirk(spec: Spec, id: string): Quirk {
  const quirk = spec.quirks.get(id)
  if (quirk) return quirk
  throw new EnsayoError(
    'QUIRK_UNKNOWN',
    `${spec.name} has no quirk "${id}".${didYouMean(id, spec.quirks.keys())} \`ensayo list quirks\` names them all.`,
  )
}

/** Throws `VARIANT_UNKNOWN` unless the quirk has that variant. */
export function expectVariant(quirk: Quirk, variant: string): void {
  if (quirk.variants.has(variant)) return
  const known = [...quirk.variants.keys()]
  throw new EnsayoError(
    'VARIANT_UNKNOWN',
    `Quirk "${quirk.id}" has no variant "${variant}".${didYouMean(variant, known)} There are: ${known.join(', ')}.`,
  )
}

/** What a `value` variant says. */
export function readValue(spec: Spec, id: string, active: ActiveVariants): unknown {
  return activeVariant(getQuirk(spec, id), active).setting
}

/** A `value` variant that is a duration, in milliseconds. Throws `SPEC_INVALID` when it is not one. */
export function readDuration(spec: Spec, id: string, active: ActiveVariants): number {
  const value = readValue(spec, id, active)
  const ms = typeof value === 'string' ? parseDuration(value) : undefined
  if (ms !== undefined) return ms
  throw new EnsayoError(
    'SPEC_INVALID',
    `${spec.file}: quirk "${id}" is read as a duration, but says ${JSON.stringify(value)}. Write it like PT1H.`,
  )
}
