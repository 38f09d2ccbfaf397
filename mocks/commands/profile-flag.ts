/** `--profile` of commands that deal with one provider: `captured`, or `cobru=captured` as `start` takes it. */
import { EnsayoError } from '../base/errors.ts'

/** The profile or the file of one. Throws `OPTION_INVALID` when it is another provider's. */
export function toOwnProfile(provider: string, text: string): string {
  const [, named, profile] = /^([a-z][\w-]*)=(.+)$/.exec(text) ?? []
  if (named === undefined || profile === undefined) return text
  if (named === provider) return profile
  throw new EnsayoError(
    'OPTION_INVALID',
    `--profile: "${text}" is a profile of "${named}", and this is about "${provider}". Give one of ${provider}, or choose with --provider.`,
  )
}
