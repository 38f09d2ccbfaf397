/** Credentials that somebody chose for an account: known by name, and nobody else's. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import { expectProvider } from '../../core/accounts/choose.ts'
import type { Parts } from './parts.ts'

/** Throws `PROVIDER_UNKNOWN`, or `OPTION_INVALID` on a credential that is unknown, empty or taken. */
export function checkGiven(
  { runtimes, accounts }: Parts,
  given: Record<string, Record<string, string>>,
): void {
  const specs = [...runtimes.values()].map(({ spec }) => spec)
  for (const [provider, credentials] of Object.entries(given)) {
    const known = expectProvider(specs, provider).credentials
    const names = [...known.values()].map(({ name }) => name)
    for (const [name, value] of Object.entries(credentials)) {
      const where = `credentials.${provider}.${name}`
      if (!names.includes(name)) {
        const cure = didYouMean(name, names) || ` It has: ${names.join(', ')}.`
        throw new EnsayoError(
          'OPTION_INVALID',
          `${where}: ${provider} has no such credential.${cure}`,
        )
      }
      if (value === '') {
        throw new EnsayoError(
          'OPTION_INVALID',
          `${where}: is empty. Give a value, or leave it out.`,
        )
      }
      const holder = accounts.findByCredential(`${provider}.${name}`, value)
      const credential = [...known.values()].find((each) => each.name === name)
      if (holder === undefined || credential?.generate === 'shared') continue
      throw new EnsayoError(
        'OPTION_INVALID',
        `${where}: the account "${holder.id}" has this value already. Give another one.`,
      )
    }
  }
}
