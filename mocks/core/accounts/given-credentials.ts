/** Credentials of one's own: what a client has in its source, given to an account. */

import { createPublicKey } from 'node:crypto'
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { Spec } from '../../dialect/types.ts'

/** provider → credential, or the variable it is known by → value. */
export type GivenCredentials = Record<string, Record<string, string>>

interface Given {
  specs: readonly Spec[]
  /** The id of the account that has the value; `key` is `<provider>.<credential>`. */
  findHolder(key: string, value: string): string | undefined
}

/**
 * By the credentials' own names, each checked. Throws `OPTION_INVALID` for a name that no provider
 * knows, a value that no client can send, and a value by which another account is known.
 */
export function readCredentials(given: unknown, { specs, findHolder }: Given): GivenCredentials {
  const read: GivenCredentials = {}
  for (const [provider, values] of entriesOf(given, 'credentials')) {
    const spec = getSpec(specs, provider)
    const known = knownBy(spec)
    const own: Record<string, string> = {}
    for (const [word, value] of entriesOf(values, `credentials.${provider}`)) {
      const where = `credentials.${provider}.${word}`
      const name = toName(spec, word)
      if (name in own) throw refuse(where, `is there twice, once as ${name}`, 'Keep one.')
      own[name] = toValue(where, value, signsWithKey(spec, name))
      const holder = known.has(name) ? findHolder(`${provider}.${name}`, own[name]) : undefined
      if (holder === undefined) continue
      const cure = `Use that account, or remove it: "ensayo accounts remove ${holder}".`
      const fixed = 'Those of the default account are fixed; use that account as it is.'
      throw refuse(
        where,
        `is a value of the account "${holder}", and a request would be taken for one of it`,
        holder === 'default' ? fixed : cure,
      )
    }
    read[provider] = own
  }
  return read
}

/** The credentials that say whose a request is; two accounts cannot have the same. */
function knownBy({ securitySchemes, operations }: Spec): Set<string> {
  const proofs = [
    ...[...securitySchemes.values()].map(({ proves }) => proves),
    ...operations.flatMap(({ caller }) => (caller ? [caller.proves] : [])),
  ]
  return new Set(proofs.flatMap((proves) => ('credential' in proves ? [proves.credential] : [])))
}

function getSpec(specs: readonly Spec[], provider: string): Spec {
  const found = specs.find(({ name }) => name === provider)
  if (found) return found
  const known = specs.map(({ name }) => name)
  const cure = didYouMean(provider, known) || ` There are: ${known.join(', ')}.`
  throw refuse(`credentials.${provider}`, 'is not a provider of this sandbox', cure.trim())
}

/** Of the credential that the word names, or whose variable it is. */
function toName({ name: provider, credentials }: Spec, word: string): string {
  if (credentials.has(word)) return word
  for (const { name, env } of credentials.values()) if (env === word) return name
  const known = [...credentials.keys()]
  const cure = didYouMean(word, known) || ` ${provider} has: ${known.join(', ')}.`
  throw refuse(`credentials.${provider}.${word}`, 'is not a credential', cure.trim())
}

/** Keys in PEM have many lines; anything else has to fit a header. */
function toValue(where: string, value: unknown, isKey: boolean): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw refuse(where, 'is not a text with something in it', 'Give what the client sends.')
  }
  if (isKey) return toKey(where, value)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  if (value === value.trim() && !/[\u0000-\u001f\u007f]/.test(value) && value.length <= 4_096)
    return value
  throw refuse(
    where,
    'begins or ends with a space, has a line break, or is longer than 4,096 characters',
    'Give the bare value.',
  )
}

/** Where the signature is not made of a secret both sides hold. */
function signsWithKey({ securitySchemes }: Spec, name: string): boolean {
  return [...securitySchemes.values()].some(
    ({ proves }) =>
      'signature' in proves &&
      !proves.signature.scheme.startsWith('hmac') &&
      proves.signature.keys.includes(`account.${name}`),
  )
}

/** A private key, or its public half: who only checks signatures needs no more. */
function toKey(where: string, text: string): string {
  try {
    createPublicKey(text)
    return text
  } catch (cause) {
    const what = `cannot be read as a key: ${(cause as Error).message}`
    throw refuse(where, what, 'Give the key in PEM, the private one or its public half.')
  }
}

function entriesOf(value: unknown, where: string): [string, unknown][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value)
  }
  throw refuse(where, 'is not an object', 'Write {"<provider>": {"<credential>": "…"}}.')
}

function refuse(where: string, what: string, cure: string): EnsayoError {
  return new EnsayoError('OPTION_INVALID', `${where} ${what}. ${cure}`)
}
