/**
 * Stages "identify" and "authenticate". Identifying comes first and never fails: it finds the account
 * whose clock, variants and records the exchange belongs to. Authenticating then says whether the
 * credentials are enough.
 */
import type {
  CredentialProof,
  Operation,
  RequestSignatureRule,
  RequestTimestamp,
  SecurityScheme,
  Spec,
  TokenProof,
} from '../spec/types.ts'
import type { AccountState } from '../state/account.ts'
import type { StoredRecord } from '../state/store.ts'
import type { Answer } from './exchange.ts'
import { readExpression } from './expression.ts'
import type { ParsedRequest } from './parse.ts'
import { renderError } from './render-error.ts'
import type { TokenMint } from './tokens.ts'
import { isSignedBy, readTimestamp, toSignedText } from './verify-signature.ts'

export interface Identities {
  /** Account that holds a credential's value. */
  findByCredential(provider: string, credential: string, value: string): AccountState | undefined
  findById(id: string): AccountState | undefined
  /** The record of that id in whichever account holds it. */
  findRecord(
    provider: string,
    collection: string,
    id: string,
  ): Promise<{ account: AccountState; record: StoredRecord } | undefined>
  /** A tolerance that a quirk says, in milliseconds; undefined: any. */
  readTolerance(spec: Spec, quirk: string, account: AccountState): number | undefined
  tokens: TokenMint
}

/** What one scheme found in the request. */
interface Proof {
  scheme: SecurityScheme
  state: 'missing' | 'invalid' | 'expired' | 'ok'
  account: AccountState | undefined
  /** The record that a credential is the id of. */
  record?: StoredRecord
  /** Why it is not enough, where the scheme can tell. */
  hint?: string
}

type Proofs = Map<string, Proof>

/** Looks at every credential the request carries, for all schemes that the operation knows. */
export async function readProofs(
  spec: Spec,
  operation: Operation,
  request: ParsedRequest,
  identities: Identities,
): Promise<Proofs> {
  const proofs: Proofs = new Map()
  const prove = async (name: string): Promise<Proof> => {
    const known = proofs.get(name)
    if (known) return known
    const scheme = spec.securitySchemes.get(name)!
    const proof =
      'signature' in scheme.proves
        ? readSignature(spec, scheme, await prove(scheme.proves.signature.of), request, identities)
        : await readProof(spec, scheme, request, identities)
    proofs.set(name, proof)
    return proof
  }
  for (const alternative of operation.security) for (const name of alternative) await prove(name)
  return proofs
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
  { identities }: { identities: Identities },
): Promise<AccountState | undefined> {
  const { caller, provider } = operation
  const value = caller && readExpression(caller.by, request)
  if (!caller || value === undefined) return undefined
  if ('credential' in caller.proves)
    return identities.findByCredential(provider, caller.proves.credential, value)
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
    const own = alternative.map((name) => proofs.get(name)!)
    const failed = own.find((proof) => proof.state !== 'ok') ?? findStranger(own)
    if (!failed) return undefined
    const present = own.filter((proof) => proof.state !== 'missing').length
    if (present > nearestCount) {
      nearest = failed
      nearestCount = present
    }
  }
  return refuse(spec, nearest!)
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
  return { ...answer, hint: proof.hint ?? answer.hint ?? toHint(proof.scheme, state) }
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
  scheme: SecurityScheme,
  request: ParsedRequest,
  identities: Identities,
): Proof | Promise<Proof> {
  const value = readValue(scheme, request)
  if (value === undefined) return { scheme, state: 'missing', account: undefined }
  if ('credential' in scheme.proves) {
    return readCredential(spec, scheme, scheme.proves, value, identities)
  }
  // `readProofs` sends signatures elsewhere.
  return readToken(spec, scheme, scheme.proves as TokenProof, value, identities)
}

function readCredential(
  spec: Spec,
  scheme: SecurityScheme,
  { credential, record }: CredentialProof,
  value: string,
  identities: Identities,
): Proof | Promise<Proof> {
  const account = identities.findByCredential(spec.name, credential, value)
  if (account || record === undefined) return { scheme, state: account ? 'ok' : 'invalid', account }
  return identities
    .findRecord(spec.name, record, value)
    .then((found) =>
      found ? { scheme, state: 'ok', ...found } : { scheme, state: 'invalid', account: undefined },
    )
}

async function readToken(
  spec: Spec,
  scheme: SecurityScheme,
  { token: kind, revoked }: TokenProof,
  value: string,
  identities: Identities,
): Promise<Proof> {
  const found = await identities.tokens.read(value)
  const isOurs = found !== undefined && found.kind === kind && found.provider === spec.name
  const account = isOurs ? identities.findById(found.account) : undefined
  if (!isOurs || !account) return { scheme, state: 'invalid', account: undefined }
  if (account.clock.now() >= found.expiresAt) return { scheme, state: 'expired', account }
  const isRevoked =
    revoked !== undefined && (await identities.findRecord(spec.name, revoked, value)) !== undefined
  return { scheme, state: isRevoked ? 'invalid' : 'ok', account }
}

/** Whose request it is stands in `owner`; here only whether they signed it. */
function readSignature(
  spec: Spec,
  scheme: SecurityScheme,
  owner: Proof,
  request: ParsedRequest,
  identities: Identities,
): Proof {
  const { signature: rule } = scheme.proves as { signature: RequestSignatureRule }
  const { account } = owner
  const fail = (state: Proof['state'], hint: string): Proof => ({ scheme, state, account, hint })
  const signature = readValue(scheme, request)
  const at = rule.timestamp && readTimestamp(rule.timestamp, request.headers)
  if (signature === undefined || (rule.timestamp && !request.headers[rule.timestamp.header])) {
    const names = [scheme.carrier.name, ...(rule.timestamp ? [rule.timestamp.header] : [])]
    return fail('missing', `Authentication: a signed request carries ${names.join(' and ')}.`)
  }
  if (!account) return { scheme, state: 'invalid', account }
  const text = toSignedText(rule, request)
  const key = findKey(spec, rule, owner)
  if (key === undefined || !isSignedBy(rule, { text, signature, key })) {
    return fail(
      'invalid',
      `Authentication: the signature does not fit. Sign by ${rule.scheme}, in ${rule.encoding}, exactly this text: ${text}`,
    )
  }
  if (rule.timestamp && at === undefined) {
    return fail(
      'invalid',
      `Authentication: ${rule.timestamp.header} is not ${rule.timestamp.format}.`,
    )
  }
  const toleranceMs = findTolerance(spec, rule.timestamp, account, identities)
  if (at === undefined || toleranceMs === undefined) return { scheme, state: 'ok', account }
  if (Math.abs(account.clock.now() - at) <= toleranceMs) return { scheme, state: 'ok', account }
  return fail(
    'expired',
    `Authentication: the timestamp is over ${toleranceMs} ms from the account's clock.`,
  )
}

/** Of the record that holds the credential, else of the account. */
function findKey(spec: Spec, rule: RequestSignatureRule, owner: Proof): string | undefined {
  for (const each of rule.keys) {
    const [place, field = ''] = each.split('.')
    const key =
      place === 'record'
        ? (owner.record as Record<string, unknown> | undefined)?.[field]
        : owner.record === undefined && owner.account?.credentials.get(spec.name)?.[field]
    if (typeof key === 'string') return key
  }
  return undefined
}

function findTolerance(
  spec: Spec,
  timestamp: RequestTimestamp | undefined,
  account: AccountState,
  identities: Identities,
): number | undefined {
  const tolerance = timestamp?.toleranceMs
  return typeof tolerance === 'object'
    ? identities.readTolerance(spec, tolerance.quirk, account)
    : tolerance
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
