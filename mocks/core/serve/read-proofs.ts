/** Looks at every credential that a request carries, for all schemes that the operation knows. */
import { decodeBasic } from '../../base/basic-auth.ts'
import type {
  CredentialProof,
  SecurityAlternative,
  SecurityScheme,
  Spec,
  TokenProof,
} from '../../dialect/types.ts'
import type { ParsedRequest } from '../http/parse.ts'
import type { ProofReader, Readers } from './endpoint.ts'
import type { Identities, Proof } from './proof.ts'
import { compileSignature } from './read-signature.ts'

export function readProofs({ readers }: Readers, request: ParsedRequest): readonly Proof[] {
  if (readers.length === 0) return NONE
  const proofs: Proof[] = []
  for (const read of readers) proofs.push(read(request, proofs))
  return proofs
}

const NONE: readonly Proof[] = []

/** The schemes of an operation, each once. Who signs is known by another scheme, so signatures come last. */
export function compileReaders(
  spec: Spec,
  security: readonly SecurityAlternative[],
  identities: Identities,
): Readers {
  const named = security.flat().map((name) => spec.securitySchemes.get(name)!)
  const signing = new Set(named.filter(({ proves }) => 'signature' in proves))
  const owners = [...signing].map(({ proves }) => 'signature' in proves && proves.signature.of)
  const plain = new Set([
    ...named.filter((scheme) => !signing.has(scheme)),
    ...owners.map((name) => spec.securitySchemes.get(String(name))!),
  ])
  const schemes = [...plain, ...signing]
  const names = schemes.map(({ name }) => name)
  return {
    readers: schemes.map((scheme) => compileReader(spec, scheme, names, identities)),
    alternatives: security.map((alternative) => alternative.map((name) => names.indexOf(name))),
  }
}

function compileReader(
  spec: Spec,
  scheme: SecurityScheme,
  names: readonly string[],
  identities: Identities,
): ProofReader {
  const { proves } = scheme
  const readValue = compileCarrier(scheme.carrier)
  if ('signature' in proves) {
    const owner = names.indexOf(proves.signature.of)
    const prove = compileSignature(spec, scheme, proves.signature, identities)
    return (request, before) => prove(readValue(request), before[owner]!, request)
  }
  const missing: Proof = { scheme, state: 'missing', account: undefined }
  const prove =
    'token' in proves
      ? compileToken(spec, scheme, proves, identities)
      : compileCredential(spec, scheme, proves, identities)
  return (request) => {
    const value = readValue(request)
    return value === undefined ? missing : prove(value)
  }
}

/** An account's own credential, or one that is the id of a record. */
function compileCredential(
  spec: Spec,
  scheme: SecurityScheme,
  { credential, record }: CredentialProof,
  { findByCredential, findRecord }: Identities,
): (value: string) => Proof {
  const key = `${spec.name}.${credential}`
  const collection = record === undefined ? undefined : `${spec.name}/${record}`
  return (value) => {
    const account = findByCredential(key, value)
    if (account) return { scheme, state: 'ok', account }
    const holder = collection === undefined ? undefined : findRecord(collection, value)
    return { scheme, state: holder ? 'ok' : 'invalid', account: undefined, ...holder }
  }
}

function compileToken(
  spec: Spec,
  scheme: SecurityScheme,
  { token, revoked }: TokenProof,
  { tokens, findById, findOwner }: Identities,
): (value: string) => Proof {
  const collection = revoked === undefined ? undefined : `${spec.name}/${revoked}`
  return (value) => {
    const claims = tokens.read(value)
    const isOurs = claims !== undefined && claims.kind === token && claims.provider === spec.name
    const account = isOurs ? findById(claims.account) : undefined
    if (!isOurs || !account) return { scheme, state: 'invalid', account: undefined }
    if (account.clock.now() >= claims.expiresAt) return { scheme, state: 'expired', account }
    const isRevoked = collection !== undefined && findOwner(collection, value) !== undefined
    return { scheme, state: isRevoked ? 'invalid' : 'ok', account }
  }
}

function compileCarrier({ in: place, name, prefix, isBasic }: SecurityScheme['carrier']) {
  const start = prefix.toLowerCase()
  return ({ headers, query }: ParsedRequest): string | undefined => {
    const raw = place === 'header' ? headers[name] : query[name]
    const value = Array.isArray(raw) ? raw[0] : raw
    if (value === undefined || value === '') return undefined
    if (start === '') return value
    const hasPrefix =
      value.startsWith(prefix) || value.slice(0, start.length).toLowerCase() === start
    if (!hasPrefix) return undefined
    const rest = value.slice(start.length)
    return isBasic ? decodeBasic(rest) : rest
  }
}
