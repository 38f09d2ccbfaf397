/** Quirks made ready for a stage: of each its variants, with their predicates as functions. */
import type { Schemas } from '../../dialect/schemas.ts'
import type { Quirk, Variant } from '../../dialect/types.ts'
import type { ActiveVariants } from '../accounts/variants.ts'
import { compileWhen, type Predicate } from './predicate.ts'

interface PlayableVariant {
  variant: Variant
  /** `value` is read, never played, and `true` is not a departure at all. */
  isIdle: boolean
  holds: Predicate
}

export interface PlayableQuirk {
  quirk: Quirk
  usual: PlayableVariant
  variants: ReadonlyMap<string, PlayableVariant>
}

/** Leaves out the quirks that nothing can come of. */
export function compileQuirks(quirks: readonly Quirk[], schemas: Schemas): PlayableQuirk[] {
  return quirks
    .map((quirk) => compileQuirk(quirk, schemas))
    .filter(({ variants }) => [...variants.values()].some(({ isIdle }) => !isIdle))
}

function compileQuirk(quirk: Quirk, schemas: Schemas): PlayableQuirk {
  const variants = new Map(
    [...quirk.variants].map(([name, variant]) => {
      const isIdle = variant.kind === 'value' || variant.setting === true
      return [name, { variant, isIdle, holds: compileWhen(variant.when ?? quirk.when, schemas) }]
    }),
  )
  return { quirk, variants, usual: variants.get(quirk.defaultVariant)! }
}

/** The variant that an account has chosen, or the default. */
export function pick({ quirk, usual, variants }: PlayableQuirk, active: ActiveVariants) {
  if (active.size === 0) return usual
  const chosen = active.get(quirk.id)
  return chosen === undefined ? usual : variants.get(chosen)!
}
