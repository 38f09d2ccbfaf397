/** Says at once that the address a request gives for callbacks will not be called, rather than when nothing arrives. */
import { isObject } from '../../dialect/pointer.ts'
import type { Operation, Spec } from '../../dialect/types.ts'
import { type Runtime, toStoredName } from '../behaviour/unit-of-work.ts'
import type { Answer } from '../http/exchange.ts'
import type { StoredRecord } from '../store/store.ts'
import { compileTemplate } from '../webhooks/endpoints.ts'
import type { FindCallbacks } from './endpoint.ts'
import type { ServedExchange } from './served-exchange.ts'
import type { Finish } from './stage.ts'

/** Undefined for an operation that takes none. */
export function compileCallbacks(
  runtime: Runtime,
  operation: Operation,
): FindCallbacks | undefined {
  const finds = [compileNamed(runtime.spec, operation), compileRegistered(runtime, operation)]
  const all = finds.filter((find) => find !== undefined)
  return all.length === 0 ? undefined : (body, tx) => all.flatMap((find) => find(body, tx))
}

/** Addresses of the request that are those of a registered endpoint once it is done. */
function compileRegistered(runtime: Runtime, { method }: Operation): FindCallbacks | undefined {
  const rules = [...runtime.spec.notifications.values()].flatMap(({ endpoints }) => endpoints ?? [])
  if (rules.length === 0 || !['POST', 'PUT', 'PATCH'].includes(method)) return undefined
  const fields = new Map(
    rules.map(({ collection, url }) => [toStoredName({ runtime }, collection), url]),
  )
  return (body, tx) => {
    if (!isObject(body) || tx === undefined) return []
    const urls = Object.values(body).filter((value) => typeof value === 'string')
    const given = new Set(urls.filter((text) => /^https?:/i.test(text)))
    if (given.size === 0) return []
    const found = [...fields].flatMap(([collection, url]) =>
      tx.list<Record<string, unknown> & StoredRecord>(collection).map((record) => record[url]),
    )
    return [...given].filter((url) => found.includes(url))
  }
}

/** By the key of a callback. */
function compileNamed(spec: Spec, operation: Operation): FindCallbacks | undefined {
  const templates = new Set<string>()
  for (const { operationId, url } of spec.notifications.values()) {
    if (operationId === operation.id && url !== undefined) templates.add(url)
  }
  if (templates.size === 0) return undefined
  const fills = [...templates].map(compileTemplate)
  return (body) => {
    if (!isObject(body)) return []
    // A template reads the fields of a record, which has the names of the request.
    return fills.flatMap((fill) => fill(body as unknown as StoredRecord)?.trim() || [])
  }
}

export const hintCallbacks: Finish = (
  exchange: ServedExchange,
  { findCallbacks, parts },
  answer: Answer,
) => {
  if (findCallbacks === undefined || answer.status >= 300 || answer.status < 200) return answer
  for (const url of findCallbacks(exchange.request.body, exchange.unit?.tx)) {
    const reason = parts.whyNotCalled(url)
    if (reason === undefined) continue
    const word = `The callback will not be called: ${reason}.`
    exchange.aside = exchange.aside === undefined ? word : `${exchange.aside} ${word}`
  }
  return answer
}
