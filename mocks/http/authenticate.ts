/**
 * Stages "identify" and "authenticate". Identifying comes first and never fails: it finds the account
 * whose clock, variants and records the exchange belongs to. Authenticating then says whether the
 * credentials are enough.
 */
import type { Operation, SecurityScheme, Spec } from '../spec/types.ts'
import type { AccountState } from '../state/account.ts'
import type { Answer } from './exchange.ts'
import { readExpression } from './expression.ts'
import type { ParsedRequest } from './parse.ts'
import { renderError } from './render-error.ts'
import type { TokenMint } from './tokens.ts'

export interface Identities {
  /** Account that holds a credential's value; `key` is `<provider>.<credential>`. */
  findByCredential(key: string, value: string): AccountState | undefined
  findById(id: string): AccountState | undefined
  tokens: TokenMint
}

/** What one scheme found in the request. */
interface Proof {
  scheme: SecurityScheme
  state: 'missing' | 'invalid' | 'expired' | 'ok'
  account: AccountState | undefined
}

type Proofs = Map<string, Proof>

/** Looks at every credential the request carries, for all schemes that the operation knows. Waits only for tokens never seen before. */
export function readProofs(
  spec: Spec,
  operation: Operation,
  request: ParsedRequest,
  identities: Identities,
): Proofs | Promise<Proofs> {
  const known = readersOf(spec, operation)
  const found = known.map((reader) => readProof(spec, reader, request, identities))
  if (found.some((proof) => proof instanceof Promise)) return Promise.all(found).then(toProofs)
  // None is a promise, as was just seen.
  return toProofs(found as Proof[])
}

function toProofs(found: readonly Proof[]): Proofs {
  return new Map(found.map((proof) => [proof.scheme.name, proof]))
}

interface Reader {
  scheme: SecurityScheme
  /** `<provider>.<credential>`, for schemes that ask for one. */
  key: string
}

const readers = new WeakMap<Operation, Reader[]>()

/** The schemes of an operation, each once. */
function readersOf(spec: Spec, operation: Operation): Reader[] {
  const known = readers.get(operation)
  if (known) return known
  const found = [...new Set(operation.security.flat())].map((name) => {
    const scheme = spec.securitySchemes.get(name)!
    const credential = 'credential' in scheme.proves ? scheme.proves.credential : ''
    return { scheme, key: `${spec.name}.${credential}` }
  })
  readers.set(operation, found)
  return found
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
  const value = caller && readExpression(caller.by, request)
  if (!caller || value === undefined) return undefined
  if ('credential' in caller.proves)
    return identities.findByCredential(`${provider}.${caller.proves.credential}`, value)
  const claims = await identities.tokens.read(value)
  const isOurs = claims?.kind === caller.proves.token && claims.provider === provider
  return isOurs ? identities.findById(claims.account) : undefined
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
  return { ...answer, hint: answer.hint ?? toHint(proof.scheme, state) }
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
  if ('credential' in scheme.proves) {
    const account = identities.findByCredential(key, value)
    return { scheme, state: account ? 'ok' : 'invalid', account }
  }
  const kind = scheme.proves.token
  const claims = identities.tokens.read(value)
  const toProof = (found: Awaited<typeof claims>): Proof => {
    const isOurs = found !== undefined && found.kind === kind && found.provider === spec.name
    const account = isOurs ? identities.findById(found.account) : undefined
    if (!isOurs || !account) return { scheme, state: 'invalid', account: undefined }
    return { scheme, state: account.clock.now() < found.expiresAt ? 'ok' : 'expired', account }
  }
  return claims instanceof Promise ? claims.then(toProof) : toProof(claims)
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
