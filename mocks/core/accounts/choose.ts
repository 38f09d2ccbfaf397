/** Which variants a sandbox starts with: each provider's profile, then single choices. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { Spec } from '../../dialect/types.ts'
import { expectVariant } from './variants.ts'

export interface Choices {
  /** Provider → profile. */
  profiles: Map<string, string>
  /** Quirk → variant, where it is not the quirk's default. */
  variants: Map<string, string>
}

/** Throws `PROVIDER_UNKNOWN`, `PROFILE_UNKNOWN`, `QUIRK_UNKNOWN` or `VARIANT_UNKNOWN`. */
export function chooseVariants(
  specs: readonly Spec[],
  profiles: Record<string, string>,
  variants: Record<string, string>,
): Choices {
  for (const provider of Object.keys(profiles)) expectProvider(specs, provider)
  const chosen: Choices = { profiles: new Map(), variants: new Map() }
  for (const spec of specs) {
    const profile = profiles[spec.name] ?? spec.profiles.keys().next().value ?? 'docs'
    chosen.profiles.set(spec.name, profile)
    for (const [quirk, variant] of getProfile(spec, profile)) chosen.variants.set(quirk, variant)
  }
  for (const [id, variant] of Object.entries(variants)) {
    const quirk = specs.map((spec) => spec.quirks.get(id)).find((found) => found !== undefined)
    if (!quirk) throw unknownQuirk(specs, id)
    expectVariant(quirk, variant)
    chosen.variants.set(id, variant)
  }
  return chosen
}

/** Quirk → variant of a profile. Throws `PROFILE_UNKNOWN`. */
export function getProfile(spec: Spec, name: string): Map<string, string> {
  const profile = spec.profiles.get(name)
  if (profile) return profile
  const known = [...spec.profiles.keys()]
  throw new EnsayoError(
    'PROFILE_UNKNOWN',
    `${spec.name} has no profile "${name}".${didYouMean(name, known)} There are: ${known.join(', ')}.`,
  )
}

/** The spec of a provider that this sandbox has. Throws `PROVIDER_UNKNOWN`. */
export function expectProvider(specs: readonly Spec[], name: string): Spec {
  const spec = specs.find((candidate) => candidate.name === name)
  if (spec) return spec
  const known = specs.map((candidate) => candidate.name)
  throw new EnsayoError(
    'PROVIDER_UNKNOWN',
    `This sandbox has no provider "${name}".${didYouMean(name, known)} There are: ${known.join(', ')}.`,
  )
}

export function unknownQuirk(specs: readonly Spec[], id: string): EnsayoError {
  const known = specs.flatMap((spec) => [...spec.quirks.keys()])
  return new EnsayoError(
    'QUIRK_UNKNOWN',
    `No quirk "${id}".${didYouMean(id, known)} \`ensayo list quirks\` names them all.`,
  )
}
