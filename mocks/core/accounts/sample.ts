/** Plausible values by faker, in Spanish; loaded when a schema first asks for one. */
import { createRequire } from 'node:module'
import type { Faker } from '@faker-js/faker'
import type { Ids } from '../store/ids.ts'

let faker: Faker | undefined

/**
 * A value by faker's own path, e.g. `person.fullName`, seeded by the account's ids; dates are near its clock.
 * @throws TypeError when faker has no such generator.
 */
export function sample(
  path: string,
  kind: string,
  { ids, now }: { ids: Ids; now: number },
): unknown {
  // Required, not imported: behaviours that fill a record stay free of a wait for a library of 4 MB.
  faker ??= (createRequire(import.meta.url)('@faker-js/faker/locale/es_MX') as { faker: Faker })
    .faker
  faker.seed(ids.integer(`faker.${kind}`, 2 ** 31))
  faker.setDefaultRefDate(now)
  const generator = path
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], faker)
  if (typeof generator !== 'function')
    throw new TypeError(`faker has no "${path}"; see its list of modules`)
  const value = (generator as () => unknown)()
  return value instanceof Date ? value.toISOString() : value
}
