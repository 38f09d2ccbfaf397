/** Keys of one's own: what somebody gives for an account in the place of made-up credentials. */
import { createPublicKey } from 'node:crypto'
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { CredentialSpec, Spec } from '../../dialect/types.ts'

/** Provider → credential → value. */
export type GivenCredentials = Record<string, Record<string, string>>

type FindHolder = (key: string, value: string) => { id: string } | undefined

/**
 * Refuses what no request could carry, names that no spec has, and values that another account holds:
 * the account is known by them. Throws `OPTION_INVALID`.
 */
export function checkGiven(
  specs: readonly Spec[],
  given: GivenCredentials,
  findHolder: FindHolder,
): void {
  for (const [provider, values] of Object.entries(given)) {
    const spec = specs.find(({ name }) => name === provider)
    if (!spec) {
      const known = specs.map(({ name }) => name)
      throw refused(provider, `No such provider.${cure(provider, known)}`)
    }
    if (!isRecord(values)) throw refused(provider, 'Give an object of credential names and values.')
    for (const [name, value] of Object.entries(values)) {
      checkOne(spec, name, value, findHolder)
    }
  }
}

function checkOne(spec: Spec, name: string, value: unknown, findHolder: FindHolder): void {
  const where = `${spec.name}.${name}`
  const credential = spec.credentials.get(name)
  if (!credential) {
    throw refused(where, `No such credential.${cure(name, [...spec.credentials.keys()])}`)
  }
  const isKey = signsWithKey(spec, name)
  const fault = isKey ? findKeyFault(value) : findFault(credential, value)
  if (fault !== undefined) throw refused(where, fault)
  // Several may have the same password or key; nobody is known by it.
  if (!isKnownBy(spec, name)) return
  const holder = findHolder(where, value as string)
  if (holder === undefined) return
  throw refused(
    where,
    `Account "${holder.id}" holds that value already, and a request shows by it whose it is. ` +
      (holder.id === 'default'
        ? 'That account answers to it without more ado; or give another value.'
        : `Use that account, remove it with \`ensayo accounts remove ${holder.id}\`, or give another value.`),
  )
}

/** A header carries neither control characters nor spaces at its ends; a key of many lines is no header. */
function findFault(credential: CredentialSpec, value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return 'Give a text that is not empty.'
  if (value.length > 10_000) return 'Give at most 10000 characters.'
  if (credential.default.includes('\n')) return undefined
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it looks for
  if (/[\u0000-\u001f\u007f]/.test(value))
    return 'It holds a line break or another control character.'
  return value.trim() === value ? undefined : 'It begins or ends with a space.'
}

/** Whether it says whose a request is: a scheme compares it, or a login names its account by it. */
function isKnownBy({ securitySchemes, operations }: Spec, name: string): boolean {
  const proofs = [
    ...[...securitySchemes.values()].map(({ proves }) => proves),
    ...operations.flatMap(({ caller }) => (caller ? [caller.proves] : [])),
  ]
  return proofs.some((proves) => 'credential' in proves && proves.credential === name)
}

/** Whether a signature is made with it that is not of a secret which both sides hold. */
function signsWithKey({ securitySchemes }: Spec, name: string): boolean {
  return [...securitySchemes.values()].some(
    ({ proves }) =>
      'signature' in proves &&
      !proves.signature.scheme.startsWith('hmac') &&
      proves.signature.keys.includes(`account.${name}`),
  )
}

/** Who only checks signatures needs no more than the public half. */
function findKeyFault(value: unknown): string | undefined {
  try {
    createPublicKey(String(value))
    return undefined
  } catch (cause) {
    return `It cannot be read as a key: ${(cause as Error).message}. Give the key in PEM, the private one or its public half.`
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function cure(name: string, known: readonly string[]): string {
  return didYouMean(name, known) || ` There are: ${known.join(', ')}.`
}

function refused(where: string, what: string): EnsayoError {
  return new EnsayoError('OPTION_INVALID', `credentials: ${where}: ${what}`)
}
