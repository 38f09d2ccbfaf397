/** Says at once that the address a request gives for callbacks will not be called, rather than when nothing arrives. */
import { isObject } from '../../dialect/pointer.ts'
import type { Operation, Spec } from '../../dialect/types.ts'
import type { Answer } from '../http/exchange.ts'
import type { StoredRecord } from '../store/store.ts'
import { compileTemplate } from '../webhooks/endpoints.ts'
import type { FindCallbacks } from './endpoint.ts'
import type { ServedExchange } from './served-exchange.ts'
import type { Finish } from './stage.ts'

/** Undefined for an operation that takes none. */
export function compileCallbacks(spec: Spec, operation: Operation): FindCallbacks | undefined {
  const templates = new Set<string>()
  for (const { operationId, url } of spec.notifications.values()) {
    if (operationId === operation.id && url !== undefined) templates.add(url)
  }
  const fills = [...templates].map(compileTemplate)
  const registered = registeredBy(spec, operation)
  if (fills.length === 0 && registered.length === 0) return undefined
  return (body) => {
    if (!isObject(body)) return []
    const urls: string[] = []
    const add = (url: unknown) => {
      if (typeof url === 'string' && url.trim() !== '') urls.push(url.trim())
    }
    // A template reads the fields of a record, which has the names of the request.
    for (const fill of fills) add(fill(body as unknown as StoredRecord))
    for (const field of registered) add(body[field])
    return urls
  }
}

/** Fields of the request that register an endpoint: those by which it is known, and what it is told. */
function registeredBy(spec: Spec, { requestBody }: Operation): string[] {
  const bodies = [...(requestBody?.names.values() ?? [])]
  const fields = new Set<string>()
  for (const { endpoints } of spec.notifications.values()) {
    if (endpoints?.events === undefined) continue
    const { url, events } = endpoints
    if (bodies.some((names) => names.properties.has(url) && names.properties.has(events)))
      fields.add(url)
  }
  return [...fields]
}

export const hintCallbacks: Finish = (
  exchange: ServedExchange,
  { findCallbacks, parts },
  answer: Answer,
) => {
  if (findCallbacks === undefined || answer.status >= 300 || answer.status < 200) return answer
  for (const url of findCallbacks(exchange.request.body)) {
    const reason = parts.whyNotCalled(url)
    if (reason === undefined) continue
    const word = `The callback will not be called: ${reason}.`
    exchange.aside = exchange.aside === undefined ? word : `${exchange.aside} ${word}`
  }
  return answer
}
