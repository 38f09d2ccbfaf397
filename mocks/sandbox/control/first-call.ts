/** A first request to copy: the first operation that credentials alone can call, with working ones. */

import { encodeBasic } from '../../base/basic-auth.ts'
import type { Operation, Spec } from '../../dialect/types.ts'
import type { Engine } from '../engine/engine.ts'

/** A curl command; undefined when the spec has no such operation. */
export function toFirstCall(engine: Engine, provider: string): string | undefined {
  const spec = engine.providers.get(provider)?.spec
  const { baseUrl, credentials } = engine.health().providers[provider] ?? {}
  const operation = spec?.operations.find((each) => canBeFirst(spec, each))
  if (!spec || !operation || baseUrl === undefined) return undefined
  const headers = toHeaders(spec, operation, credentials ?? {})
  const body = toBody(spec, operation, credentials ?? {})
  return [
    `curl${operation.method === 'GET' ? '' : ` -X ${operation.method}`} ${baseUrl}${operation.path}`,
    ...headers.map((header) => `-H ${quote(header)}`),
    ...(body === undefined ? [] : [`-H 'content-type: application/json'`, `-d ${quote(body)}`]),
  ].join(' ')
}

/** One that needs no token of an earlier call, but says who is calling: in its headers or its body. */
function canBeFirst(spec: Spec, operation: Operation): boolean {
  const { path, source, security, requestBody } = operation
  if (path.includes('{') || source.evidence === 'named') return false
  const names = security[0] ?? []
  const proofs = names.map((name) => spec.securitySchemes.get(name)?.proves ?? {})
  const needsNoToken = proofs.every((proof) => 'credential' in proof)
  return needsNoToken && (names.length > 0 || requestBody !== undefined)
}

function toHeaders(spec: Spec, operation: Operation, credentials: Record<string, string>) {
  return (operation.security[0] ?? []).flatMap((name) => {
    const scheme = spec.securitySchemes.get(name)
    if (scheme?.carrier.in !== 'header' || !('credential' in scheme.proves)) return []
    const value = credentials[scheme.proves.credential] ?? ''
    const { name: header, prefix, isBasic } = scheme.carrier
    return [`${header}: ${prefix}${isBasic ? encodeBasic(value) : value}`]
  })
}

/** The documented example, with the account's credentials where fields are named after them. */
function toBody(spec: Spec, { path, method }: Operation, credentials: Record<string, string>) {
  const content = readBodyContent(spec, path, method)
  const example = content?.example ?? Object.values(content?.examples ?? {})[0]?.value
  if (typeof example !== 'object' || example === null) return undefined
  const fields = Object.entries(example).map(([field, value]) => {
    const credential = Object.keys(credentials).find((name) => isNamedAfter(field, name))
    return [field, credential === undefined ? value : credentials[credential]]
  })
  return JSON.stringify(Object.fromEntries(fields))
}

interface BodyContent {
  example?: unknown
  examples?: Record<string, { value?: unknown }>
}

/** The document is OpenAPI that the loader has checked; what is not there is undefined all the same. */
function readBodyContent(spec: Spec, path: string, method: string): BodyContent | undefined {
  const paths = spec.document.paths as Record<string, Record<string, unknown>> | undefined
  const operation = paths?.[path]?.[method.toLowerCase()] as
    | { requestBody?: { content?: Record<string, BodyContent> } }
    | undefined
  return operation?.requestBody?.content?.['application/json']
}

/** `user_id` is named after `userId`, `refresh` after `refreshToken`. */
function isNamedAfter(field: string, credential: string): boolean {
  const [a, b] = [field, credential].map((name) => name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase())
  return b!.startsWith(a!)
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
