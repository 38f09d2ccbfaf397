/** One account's traffic with one provider, in the order of events, as checks look at it. */

import { parseDuration } from '../../base/duration.ts'
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { Attempt, DeliveryRow } from '../../core/webhooks/types.ts'
import { createSchemas, type Schemas } from '../../dialect/schemas.ts'
import type { Operation, Spec } from '../../dialect/types.ts'
import type { Engine } from '../engine/engine.ts'
import { parseAnswer, parseText } from './read.ts'
import type { SeenDelivery, SeenRequest, Traffic } from './seen.ts'

/** Gathers what the sandbox still knows of an account. */
export async function readTraffic(engine: Engine, spec: Spec, account: string): Promise<Traffic> {
  const schemas = createSchemas(spec.name, spec.file, spec.document)
  const rows = await engine.deliveries(account, { provider: spec.name })
  const inbox = engine.account(account).inboxUrl.slice(0, -account.length)
  const operations = new Map(spec.operations.map((operation) => [operation.id, operation]))
  return {
    spec,
    account,
    requests: engine
      .requests(account, { provider: spec.name })
      .map((entry) => toSeenRequest(entry, operations))
      .sort((a, b) => a.number - b.number),
    deliveries: rows
      .toReversed()
      .filter(isInOrder)
      .map((row) => toSeenDelivery(row, spec, inbox)),
    dropped: engine.counted(account).dropped,
    toMs: (setting) => toMs(engine, account, setting),
    matches: (when, seen) => matches(schemas, when, seen),
  }
}

/** One from before a snapshot was loaded is not: what came in then is forgotten. */
function isInOrder({ attempts }: DeliveryRow): boolean {
  return attempts[0] === undefined || attempts[0].afterRequest !== undefined
}

function toSeenRequest(entry: JournalEntry, operations: Map<string, Operation>): SeenRequest {
  const operation = operations.get(entry.operationId ?? '')
  const [path = '', search = ''] = entry.request.path.split('?', 2)
  let body: { value: unknown } | undefined
  let answer: { value: unknown } | undefined
  const { request, response } = entry
  return {
    entry,
    number: Number(entry.id.slice(entry.id.indexOf('_') + 1)),
    operation,
    params: operation === undefined ? {} : readParams(operation.path, path),
    query: Object.fromEntries(new URLSearchParams(search)),
    get body() {
      body ??= { value: parseText(request.body, request.headers['content-type']) }
      return body.value
    },
    get answer() {
      answer ??= { value: parseAnswer(response.body, response.headers['content-type']) }
      return answer.value
    },
  }
}

function readParams(template: string, path: string): Record<string, string> {
  const params: Record<string, string> = {}
  const given = path.split('/')
  template.split('/').forEach((part, at) => {
    const name = /^\{(.+)\}$/.exec(part)?.[1]
    if (name !== undefined) params[name] = decode(given[at] ?? '')
  })
  return params
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function toSeenDelivery(row: DeliveryRow, spec: Spec, inbox: string): SeenDelivery {
  let body: { value: unknown } | undefined
  return {
    row,
    forged: readForgery(row, spec),
    isToInbox: row.url.startsWith(inbox),
    get body() {
      body ??= { value: parseText(row.body, row.headers['content-type']) }
      return body.value
    },
  }
}

function readForgery(row: DeliveryRow, spec: Spec): string | undefined {
  const { forged, truncated } = row as { forged?: unknown; truncated?: unknown }
  if (typeof forged === 'string') return forged
  if (truncated === true) return 'truncated'
  const signsWrongly = row.quirks.some((choice) => {
    const at = choice.lastIndexOf('=')
    const variant = spec.quirks.get(choice.slice(0, at))?.variants.get(choice.slice(at + 1))
    return variant?.kind === 'delivery' && (variant.setting as { forge?: boolean }).forge === true
  })
  return signsWrongly ? 'wrong-signature' : undefined
}

function toMs(engine: Engine, account: string, setting: unknown): number {
  if (typeof setting === 'string') return parseDuration(setting) ?? 0
  const { quirk: id } = setting as { quirk: string }
  const found = engine.quirks(account).find(({ quirk }) => quirk.id === id)
  const value = found?.quirk.variants.get(found.active)?.setting
  // The load has checked that every variant of it is a duration.
  return parseDuration(String(value)) ?? 0
}

function matches(schemas: Schemas, when: string | undefined, seen: SeenRequest): boolean {
  if (when === undefined) return true
  const { method, path, headers } = seen.entry.request
  const facts: Record<string, unknown> = { method, path, headers, query: seen.query }
  if (seen.body !== undefined) facts.body = seen.body
  facts.status = seen.entry.response.status
  if (seen.answer !== undefined) facts.response = seen.answer
  return schemas.at(when)(facts) as boolean
}

/** Answered with 2xx. */
export function isDone({ entry }: SeenRequest): boolean {
  return entry.response.status >= 200 && entry.response.status < 300
}

/** Answered with 5xx, or not at all: nobody knows what became of it. */
export function hasFailed({ entry }: SeenRequest): boolean {
  return entry.response.status >= 500 || entry.response.status === 0
}

/** Refused for its credentials, so that nothing else about it was looked at. */
export function isStranger({ entry }: SeenRequest): boolean {
  return entry.credential !== undefined
}

/** Refused for what it says: a field is missing or wrong. A refusal for the state of things is none. */
export function isInvalid(seen: SeenRequest, spec: Spec): boolean {
  const { status } = seen.entry.response
  if (status < 400 || status > 499 || isStranger(seen)) return false
  if (seen.entry.violations.length > 0) return true
  return seen.entry.quirks.some(({ id, variant }) => {
    const quirk = spec.quirks.get(id)
    return quirk?.stage === 'validation' && quirk.variants.get(variant)?.kind === 'reject'
  })
}

/** Whether a request came in after an attempt had left. */
export function isAfter(seen: SeenRequest, attempt: Attempt | undefined): boolean {
  return attempt?.afterRequest !== undefined && seen.number > attempt.afterRequest
}

/** Whether requests that followed the attempt may have been dropped, so that nothing is known of them. */
export function isForgotten({ requests, dropped }: Traffic, attempt: Attempt | undefined): boolean {
  const oldest = requests[0]?.number ?? Number.POSITIVE_INFINITY
  return dropped > 0 && (attempt?.afterRequest ?? 0) + 1 < oldest
}

/** Requests of these operations. */
export function only(traffic: Traffic, operations: readonly string[]): SeenRequest[] {
  return traffic.requests.filter(({ entry }) => operations.includes(entry.operationId ?? ''))
}
