/** Notifications: OpenAPI's `callbacks` of every operation, and its `webhooks`. */

import type { QuirkList } from './normalise-quirks.ts'
import { toMs } from './normalise-tables.ts'
import { entriesOf, type Normalising, sourceOf } from './normalising.ts'
import { type JsonObject, toPointer } from './pointer.ts'
import type { Delivery, EndpointsRule, Notification, SignatureRule, Source } from './types.ts'

/** A notification with the quirks that stood on it. */
export type NotificationWithQuirks = Notification & { quirks: QuirkList }

export function normaliseNotifications(context: Normalising): Map<string, NotificationWithQuirks> {
  const found: NotificationWithQuirks[] = []
  for (const [path, item] of entriesOf(context.document.paths)) {
    for (const [method, operation] of entriesOf(item)) {
      for (const [name, callback] of entriesOf(operation.callbacks)) {
        for (const [url, node] of entriesOf(callback)) {
          const pointer = toPointer('paths', path, method, 'callbacks', name, url)
          const source = sourceOf(operation, sourceOf(item, context.source))
          found.push(
            toNotification(context, {
              name,
              node,
              pointer,
              source,
              url,
              operationId: operation.operationId as string,
            }),
          )
        }
      }
    }
  }
  for (const [name, node] of entriesOf(context.document.webhooks)) {
    found.push(
      toNotification(context, {
        name,
        node,
        pointer: toPointer('webhooks', name),
        source: context.source,
      }),
    )
  }
  return toTable(context, found)
}

interface Place {
  name: string
  node: JsonObject
  pointer: string
  source: Source
  url?: string
  operationId?: string
}

function toNotification(context: Normalising, place: Place): NotificationWithQuirks {
  const method = place.node.put ? 'put' : 'post'
  const operation = (place.node[method] ?? {}) as JsonObject
  const pointer = `${place.pointer}/${method}`
  const name = (operation['x-notification'] as string | undefined) ?? place.name
  const source = sourceOf(operation, place.source)
  const rule = (operation['x-delivery'] ?? {}) as JsonObject
  const content = (operation.requestBody as JsonObject | undefined)?.content as
    | JsonObject
    | undefined
  const mediaType = Object.keys(content ?? {})[0]
  return {
    name,
    title: (operation.summary as string | undefined) ?? name,
    url: place.url,
    endpoints: toEndpoints(rule.endpoints),
    schema:
      mediaType === undefined
        ? undefined
        : `${pointer}/requestBody/content/${mediaType.replace('/', '~1')}/schema`,
    delivery: toDelivery(
      context,
      rule,
      method === 'put' ? 'PUT' : 'POST',
      `${pointer}/x-delivery`,
      source,
    ),
    source,
    operationId: place.operationId,
    quirks: { value: operation['x-quirks'], pointer: `${pointer}/x-quirks`, source },
  }
}

function toEndpoints(node: unknown): EndpointsRule | undefined {
  if (node === undefined) return undefined
  const rule = node as { collection: string; url: string; events?: string; secret?: string }
  return { collection: rule.collection, url: rule.url, events: rule.events, secret: rule.secret }
}

function toDelivery(
  context: Normalising,
  rule: JsonObject,
  method: 'POST' | 'PUT',
  pointer: string,
  inherited: Source,
): Delivery {
  const signature = rule.signature as (Partial<SignatureRule> & JsonObject) | undefined
  return {
    method,
    encoding: (rule.encoding as 'json' | 'form' | undefined) ?? 'json',
    headers: (rule.headers ?? {}) as Record<string, string>,
    timeoutMs: toMs(context, (rule.timeout as string | undefined) ?? 'PT10S', `${pointer}/timeout`),
    retryMs: ((rule.retry ?? []) as string[]).map((text) =>
      toMs(context, text, `${pointer}/retry`),
    ),
    retryOn: (rule.retryOn as 'any' | 'connection' | undefined) ?? 'any',
    ack: (rule.ack as '2xx' | '200' | undefined) ?? '2xx',
    // The dialect's schema has checked its fields.
    signature:
      signature && ({ prefix: '', timestamp: undefined, ...signature } as unknown as SignatureRule),
    source: sourceOf(rule, inherited),
  }
}

function toTable(
  context: Normalising,
  found: NotificationWithQuirks[],
): Map<string, NotificationWithQuirks> {
  const table = new Map<string, NotificationWithQuirks>()
  for (const notification of found) {
    if (table.has(notification.name)) {
      context.fail(
        notification.quirks.pointer,
        `notification "${notification.name}" is declared twice. Rename one by x-notification.`,
      )
    }
    table.set(notification.name, notification)
  }
  return table
}
