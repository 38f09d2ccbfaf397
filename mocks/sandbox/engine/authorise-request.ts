/**
 * Puts an account's own credentials in the place of those that a request carries: what stands in a
 * pact or in a provider state is made up. Where they stand is read from the spec: security schemes,
 * `x-caller` and `x-carries`.
 */

import { formatTimestamp, makeSignature, toSignedText } from '../../core/http/signature.ts'
import { findMatch } from '../../core/serve/find-match.ts'
import type { Operation, RequestSignatureRule, SecurityScheme, Spec } from '../../dialect/types.ts'
import { createCredentials } from './credentials.ts'
import type { Engine } from './engine.ts'
import type { Equipment, Flaw } from './flaw.ts'
import type { Parts } from './parts.ts'
import { type Draft, openDraft, toRequest } from './request-draft.ts'

/** Makes `equip` of an engine. A request that no operation matches is left as it is. */
export function createEquip(parts: Parts): Engine['equip'] {
  return async (account, provider, request, equipment = {}) => {
    const runtime = parts.runtimes.get(provider)
    const match = runtime && findMatch(runtime.spec, request.method, new URL(request.url).pathname)
    if (!runtime || !match) return request
    const draft = await openDraft(request, match)
    const credentials = createCredentials(runtime, parts.accounts.get(account), equipment)
    putValues(draft, equipment.values ?? {})
    for (const { proves, by } of match.operation.carries) {
      if (draft.has(by)) draft.put(by, credentials.give(proves, draft.get(by)))
    }
    putSchemes(runtime.spec, match.operation, draft, credentials, equipment)
    return toRequest(draft)
  }
}

type Credentials = ReturnType<typeof createCredentials>

/** A value that stands in the request already was put there by whoever wrote the pact. */
function putValues(draft: Draft, values: Record<string, unknown>): void {
  const texts = new Set(Object.values(values).map(String))
  for (const [name, value] of Object.entries(values)) {
    for (const place of [
      `$request.path.${name}`,
      `$request.query.${name}`,
      `$request.body#/${name}`,
    ]) {
      if (draft.has(place) && !texts.has(String(draft.get(place)))) draft.put(place, value)
    }
  }
}

function putSchemes(
  spec: Spec,
  operation: Operation,
  draft: Draft,
  credentials: Credentials,
  equipment: Equipment,
): void {
  const named = new Set(operation.security.flat())
  const added = new Set(equipment.adds ? findPlainAlternative(spec, operation) : [])
  const schemes = [...named].map((name) => spec.securitySchemes.get(name)!)
  const signing: SecurityScheme[] = []
  for (const scheme of schemes) {
    if (!draft.carries(scheme.carrier) && !added.has(scheme.name)) continue
    if ('signature' in scheme.proves) signing.push(scheme)
    else draft.carry(scheme.carrier, credentials.give(scheme.proves, draft.read(scheme.carrier)))
  }
  // What is signed has to be in its place before.
  for (const scheme of signing) sign(scheme, draft, credentials, equipment.flaws?.[scheme.name])
}

/** The first alternative that asks for no signature. */
function findPlainAlternative(spec: Spec, { security }: Operation): readonly string[] {
  const isPlain = (name: string) => !('signature' in spec.securitySchemes.get(name)!.proves)
  return security.find((names) => names.every(isPlain)) ?? security[0] ?? []
}

const DAY_MS = 86_400_000

function sign(
  scheme: SecurityScheme,
  draft: Draft,
  credentials: Credentials,
  flaw: Flaw | undefined,
): void {
  const { signature: rule } = scheme.proves as { signature: RequestSignatureRule }
  const key = credentials.findKey(rule.keys)
  if (flaw === 'wrong' || key === undefined) return
  if (flaw === 'missing') {
    draft.carry(scheme.carrier, undefined)
    return
  }
  const at = credentials.now - (flaw === 'expired' ? DAY_MS : 0)
  if (rule.timestamp) {
    draft.headers.set(rule.timestamp.header, formatTimestamp(rule.timestamp.format, at))
  }
  const text = toSignedText(rule, draft.toSigned())
  draft.carry(scheme.carrier, makeSignature(rule, text, key))
}
