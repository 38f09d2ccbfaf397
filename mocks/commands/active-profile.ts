/** The profile that an account follows, and how far it departs from it. */
import type { ProfileView } from '../sandbox/client/types.ts'
import type { QuirkView } from '../sandbox/control/views.ts'
import { toCount } from './output.ts'

export interface ActiveProfile {
  view: ProfileView
  /** `docs`, or `docs, with 1 change`. */
  text: string
  /** Nothing, or `, with 1 change`. */
  changed: string
}

/** Of one provider: the profile with the fewest changes. Undefined when it has none. */
export function toActiveProfile(
  profiles: readonly ProfileView[],
  quirks: readonly QuirkView[],
): ActiveProfile | undefined {
  const [nearest] = profiles
    .map((view) => ({ view, changes: countChanges(view, quirks) }))
    .sort((a, b) => a.changes - b.changes)
  if (nearest === undefined) return undefined
  const { view, changes } = nearest
  const changed = changes === 0 ? '' : `, with ${toCount(changes, 'change')}`
  return { view, changed, text: `${view.profile}${changed}` }
}

/** A profile that leaves a quirk out takes its default. */
function countChanges({ isActive, variants }: ProfileView, quirks: readonly QuirkView[]): number {
  if (isActive) return 0
  return quirks.filter((quirk) => {
    const active = quirk.variants.find((variant) => variant.isActive)
    return active !== undefined && (variants[quirk.id] ?? toDefault(quirk)) !== active.name
  }).length
}

function toDefault({ variants }: QuirkView): string | undefined {
  return variants.find((variant) => variant.isDefault)?.name
}
