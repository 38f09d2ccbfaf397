/** `x-effects`: which operations move money, make users or spend on services. */
import { didYouMean, EnsayoError } from '../base/errors.ts'
import type { Normalising } from './normalising.ts'
import { toPointer } from './pointer.ts'
import type { Effect, Operation } from './types.ts'

/** Operation id → what it does. Stops the load at a name that no operation has. */
export function normaliseEffects(
  { document, file }: Normalising,
  operations: readonly Operation[],
): Map<string, Effect> {
  const effects = new Map<string, Effect>()
  const known = operations.map(({ id }) => id)
  const listed = (document['x-effects'] ?? {}) as Partial<Record<Effect, string[]>>
  for (const [effect, ids] of Object.entries(listed) as [Effect, string[]][]) {
    for (const [index, id] of ids.entries()) {
      if (!known.includes(id)) {
        const where = `${file}#${toPointer('x-effects', effect, index)}`
        const message = `no operation has the id "${id}".${didYouMean(id, known)}`
        throw new EnsayoError('SPEC_INVALID', `${where}: ${message}`)
      }
      effects.set(id, effect)
    }
  }
  return effects
}
