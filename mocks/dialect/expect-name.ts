/** Names in a spec that lead to something else of it. */
import { didYouMean } from '../base/errors.ts'
import type { NotificationWithQuirks } from './normalise-notifications.ts'
import type { Normalising } from './normalising.ts'
import type { Spec } from './types.ts'

/** What names may lead to. */
export type Parts = Pick<Spec, 'resources' | 'quirks' | 'operations' | 'errors'> & {
  notifications: ReadonlyMap<string, NotificationWithQuirks>
}

/** What has that name. Stops the load when nothing has. */
export function expectName<T>(
  context: Normalising,
  known: ReadonlyMap<string, T>,
  name: string,
  what: string,
  pointer: string,
): T {
  return (
    known.get(name) ?? context.fail(pointer, `no ${what} "${name}".${toCure(name, known.keys())}`)
  )
}

export function toCure(name: string, known: Iterable<string>): string {
  const names = [...known]
  return (
    didYouMean(name, names) ||
    (names.length === 0 ? ' There is none.' : ` There are: ${names.join(', ')}.`)
  )
}
