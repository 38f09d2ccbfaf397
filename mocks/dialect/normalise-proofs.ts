/** `x-credential`: what a security scheme's value must be. */
import { parseDuration } from '../base/duration.ts'
import { didYouMean } from '../base/errors.ts'
import type { Normalising } from './normalising.ts'
import type { JsonObject } from './pointer.ts'
import type { RequestSignatureRule, RequestTimestamp, SecurityScheme } from './types.ts'

/** A name alone is that of an account credential. */
export function normaliseProof(
  context: Normalising,
  node: unknown,
  pointer: string,
): SecurityScheme['proves'] {
  if (typeof node === 'string') {
    return { credential: expectCredential(context, node, pointer), record: undefined }
  }
  // The dialect's schema has checked its fields.
  const rule = node as JsonObject
  if (rule.signature)
    return { signature: toSignature(context, rule.signature as JsonObject, pointer) }
  if (typeof rule.token === 'string') {
    return { token: rule.token, revoked: rule.revoked as string | undefined }
  }
  const credential = expectCredential(context, rule.credential as string, pointer)
  return { credential, record: rule.record as string | undefined }
}

function toSignature(
  context: Normalising,
  rule: JsonObject,
  pointer: string,
): RequestSignatureRule {
  const keys = [rule.key].flat() as string[]
  for (const key of keys) {
    const [owner, name = ''] = key.split('.')
    if (owner === 'account') expectCredential(context, name, `${pointer}/signature/key`)
  }
  return {
    of: expectScheme(context, rule.of as string, `${pointer}/signature/of`),
    scheme: rule.scheme as RequestSignatureRule['scheme'],
    over: rule.over as string,
    encoding: rule.encoding as RequestSignatureRule['encoding'],
    prefix: (rule.prefix as string | undefined) ?? '',
    keys,
    timestamp: toTimestamp(context, rule.timestamp as JsonObject | undefined, pointer),
    optional: rule.optional as RequestSignatureRule['optional'],
  }
}

function toTimestamp(
  context: Normalising,
  node: JsonObject | undefined,
  pointer: string,
): RequestTimestamp | undefined {
  if (node === undefined) return undefined
  const tolerance = node.tolerance as string | { quirk: string } | undefined
  const toleranceMs = typeof tolerance === 'string' ? parseDuration(tolerance) : tolerance
  if (tolerance !== undefined && toleranceMs === undefined) {
    context.fail(
      `${pointer}/signature/timestamp/tolerance`,
      'is not a duration. Write it like PT5M.',
    )
  }
  return {
    header: (node.header as string).toLowerCase(),
    format: node.format as RequestTimestamp['format'],
    toleranceMs,
  }
}

/** One level: a signature leans on a scheme that says whose request it is, not on another signature. */
function expectScheme(context: Normalising, name: string, pointer: string): string {
  const components = (context.document.components ?? {}) as { securitySchemes?: JsonObject }
  const schemes = components.securitySchemes ?? {}
  const proof = (schemes[name] as JsonObject | undefined)?.['x-credential']
  if (proof !== undefined && !(proof as JsonObject).signature) return name
  return context.fail(
    pointer,
    `no security scheme "${name}" that names an account.${didYouMean(name, Object.keys(schemes))}`,
  )
}

function expectCredential(context: Normalising, name: string, pointer: string): string {
  const account = context.document['x-account'] as { credentials?: JsonObject }
  const known = Object.keys(account.credentials ?? {})
  if (known.includes(name)) return name
  return context.fail(pointer, `no credential "${name}" in x-account.${didYouMean(name, known)}`)
}
