/**
 * Stages "identify" and "authenticate". Identifying comes first and never fails: it finds the account
 * whose clock, variants and records the exchange belongs to. Authenticating then says whether the
 * credentials are enough.
 */

import { isDeepStrictEqual } from 'node:util'
import type {
  CallerReference,
  Operation,
  SecurityScheme,
  Spec,
  TokenProof,
} from '../../dialect/types.ts'
import type { AccountState } from '../accounts/account.ts'
import type { TokenClaims } from '../accounts/tokens.ts'
import type { Answer } from '../http/exchange.ts'
import { readExpression } from '../http/expression.ts'
import type { ParsedRequest } from '../http/parse.ts'
import { renderError } from '../http/render-error.ts'
import type { Identities, Proof } from './proof.ts'
import { readSignature } from './read-signature.ts'

type Proofs = Map<string, Proof>

/** Looks at every credential the request carries, for all schemes that the operation knows. Waits only for tokens never seen before. */
export function readProofs(
  spec: Spec,
  operation: Operation,
  request: ParsedRequest,
  identities: Identities,
): Proofs | Promise<Proofs> {
  const { plain, signing } = readersOf(spec, operation)
  const found = plain.map((reader) => readProof(spec, reader, request, identities))
  const finish = (proofs: readonly Proof[]) =>
    addSignatures(signing, toProofs(proofs), spec, request, identities)
  if (found.some((proof) => proof instanceof Promise)) return Promise.all(found).then(finish)
  // None is a promise, as was just seen.
  return finish(found as Proof[])
}

function toProofs(found: readonly Proof[]): Proofs {
  return new Map(found.map((proof) => [proof.scheme.name, proof]))
}

/** Who signs is known by another scheme, so signatures are read last. */
function addSignatures(
  signing: readonly SecurityScheme[],
  proofs: Proofs,
  spec: Spec,
  request: ParsedRequest,
  identities: Identities,
): Proofs {
  for (const scheme of signing) {
    const value = readValue(scheme, request)
    proofs.set(scheme.name, readSignature({ spec, scheme, value, proofs, request, identities }))
  }
  return proofs
}

interface Reader {
  scheme: SecurityScheme
  /** `<provider>.<credential>`, for schemes that ask for one. */
  key: string
}

interface Readers {
  plain: Reader[]
  signing: SecurityScheme[]
}

const readers = new WeakMap<Operation, Readers>()

/** The schemes of an operation, each once, with those that its signatures lean on. */
function readersOf(spec: Spec, operation: Operation): Readers {
  const known = readers.get(operation)
  if (known) return known
  const named = operation.security.flat().map((name) => spec.securitySchemes.get(name)!)
  const signing = new Set(named.filter(({ proves }) => 'signature' in proves))
  const owners = [...signing].map(({ proves }) => 'signature' in proves && proves.signature.of)
  const plain = new Set([
    ...named.filter((scheme) => !signing.has(scheme)),
    ...owners.map((name) => spec.securitySchemes.get(String(name))!),
  ])
  const found = { plain: [...plain].map((scheme) => toReader(spec, scheme)), signing: [...signing] }
  readers.set(operation, found)
  return found
}

function toReader(spec: Spec, scheme: SecurityScheme): Reader {
  const credential = 'credential' in scheme.proves ? scheme.proves.credential : ''
  return { scheme, key: `${spec.name}.${credential}` }
}

/** The account that the credentials name, were they even expired. */
export function findAccount(proofs: Proofs): AccountState | undefined {
  for (const proof of proofs.values()) if (proof.account) return proof.account
  return undefined
}

/** The account that a request without credentials names in its body or elsewhere. */
export async function findCaller(
  operation: Operation,
  request: ParsedRequest,
  identities: Identities,
): Promise<AccountState | undefined> {
  const { caller, provider } = operation
  const value = caller && readCaller(operation, caller, request)
  if (!caller || value === undefined) return undefined
  if ('credential' in caller.proves)
    return identities.findByCredential(`${provider}.${caller.proves.credential}`, value)
  const claims = await identities.tokens.read(value)
  const isOurs = claims?.kind === caller.proves.token && claims.provider === provider
  return isOurs ? identities.findById(claims.account) : undefined
}

/** Where the operation says it carries the caller's proof, also under another name. */
function readCaller(
  { carries }: Operation,
  { proves }: CallerReference,
  request: ParsedRequest,
): string | undefined {
  for (const each of carries) {
    if (!isDeepStrictEqual(each.proves, proves)) continue
    const value = readExpression(each.by, request)
    if (value !== undefined) return value
  }
  return undefined
}

/** Undefined when one alternative is satisfied by one account; else the provider's error. */
export function authenticate(spec: Spec, operation: Operation, proofs: Proofs): Answer | undefined {
  if (operation.security.length === 0) return undefined
  let nearest: Proof | undefined
  let nearestCount = -1
  for (const alternative of operation.security) {
    // An alternative without schemes is for requests that carry nothing; what is carried must be right.
    if (alternative.length === 0) {
      if (carriesNothing(proofs)) return undefined
      continue
    }
    const own = alternative.map((name) => proofs.get(name)!)
    const failed = own.find((proof) => proof.state !== 'ok') ?? findStranger(own)
    if (!failed) return undefined
    const present = own.filter((proof) => proof.state !== 'missing').length
    if (present > nearestCount) {
      nearest = failed
      nearestCount = present
    }
  }
  // Only `{}` on its own leaves none; then no scheme was read and nothing was carried.
  return nearest && refuse(spec, nearest)
}

function carriesNothing(proofs: Proofs): boolean {
  return [...proofs.values()].every((proof) => proof.state === 'missing')
}

/** A credential of another account than the first one's. */
function findStranger(proofs: Proof[]): Proof | undefined {
  const stranger = proofs.find((proof) => proof.account !== proofs[0]!.account)
  return stranger && { ...stranger, state: 'invalid' }
}

function refuse(spec: Spec, proof: Proof): Answer {
  // `findStranger` and `failed` never return a proof that is ok.
  const state = proof.state as 'missing' | 'invalid' | 'expired'
  const answer = renderError(spec, proof.scheme.errors[state], { scheme: proof.scheme.name })
  return {
    ...answer,
    hint: proof.hint ?? answer.hint ?? toHint(proof.scheme, state),
    credential: { scheme: proof.scheme.name, problem: state },
  }
}

function toHint(scheme: SecurityScheme, state: 'missing' | 'invalid' | 'expired'): string {
  const carrier = `${scheme.carrier.in} ${scheme.carrier.name}`
  if (state === 'missing') return `Authentication: ${carrier} is missing.`
  if (state === 'expired')
    return `Authentication: the token in ${carrier} has expired on the account's clock. Ask for a new one.`
  return `Authentication: the value of ${carrier} is not one of this sandbox. \`ensayo env\` prints those that are.`
}

function readProof(
  spec: Spec,
  { scheme, key }: Reader,
  request: ParsedRequest,
  identities: Identities,
): Proof | Promise<Proof> {
  const value = readValue(scheme, request)
  if (value === undefined) return { scheme, state: 'missing', account: undefined }
  if ('credential' in scheme.proves) return readCredential(spec, { scheme, key }, value, identities)
  const claims = identities.tokens.read(value)
  const toProof = (found: Awaited<typeof claims>) =>
    readToken(spec, scheme, value, found, identities)
  return claims instanceof Promise ? claims.then(toProof) : toProof(claims)
}

/** An account's own credential, or one that is the id of a record. */
function readCredential(
  spec: Spec,
  { scheme, key }: Reader,
  value: string,
  identities: Identities,
): Proof | Promise<Proof> {
  const account = identities.findByCredential(key, value)
  const collection = 'credential' in scheme.proves ? scheme.proves.record : undefined
  if (account || collection === undefined) {
    return { scheme, state: account ? 'ok' : 'invalid', account }
  }
  return identities
    .findRecord(spec.name, collection, value)
    .then((holder) => ({ scheme, state: holder ? 'ok' : 'invalid', account: undefined, ...holder }))
}

function readToken(
  spec: Spec,
  scheme: SecurityScheme,
  value: string,
  found: TokenClaims | undefined,
  identities: Identities,
): Proof | Promise<Proof> {
  const { token, revoked } = scheme.proves as TokenProof
  const isOurs = found !== undefined && found.kind === token && found.provider === spec.name
  const account = isOurs ? identities.findById(found.account) : undefined
  if (!isOurs || !account) return { scheme, state: 'invalid', account: undefined }
  if (account.clock.now() >= found.expiresAt) return { scheme, state: 'expired', account }
  if (revoked === undefined) return { scheme, state: 'ok', account }
  return identities
    .findRecord(spec.name, revoked, value)
    .then((holder) => ({ scheme, state: holder ? 'invalid' : 'ok', account }))
}

function readValue(scheme: SecurityScheme, request: ParsedRequest): string | undefined {
  const { in: place, name, prefix } = scheme.carrier
  const raw = place === 'header' ? request.headers[name] : request.query[name]
  const value = Array.isArray(raw) ? raw[0] : raw
  if (value === undefined || value === '') return undefined
  if (prefix === '') return value
  return value.toLowerCase().startsWith(prefix.toLowerCase())
    ? value.slice(prefix.length)
    : undefined
}
