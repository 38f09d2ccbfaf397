/** Where a notification goes: to the URL the record came with, or to endpoints registered beforehand. */
import type { EndpointsRule, Notification } from '../../dialect/types.ts'
import type { Reader, StoredRecord } from '../store/store.ts'

export interface Target {
  url: string
  /** What a signature rule with `key: endpoint.…` signs with. */
  secret: string | undefined
}

/** Finds the URLs of a notification about a record; what is no URL is left out. */
export async function findTargets(
  notification: Notification,
  record: StoredRecord,
  reader: Reader,
): Promise<Target[]> {
  const { endpoints } = notification
  if (endpoints === undefined) return toCallbackTargets(notification, record)
  const registered = await reader.list(endpoints.collection)
  return registered
    .filter((endpoint) => isSubscribed(endpoints, endpoint, notification.name))
    .map((endpoint) => toTarget(notification, endpoints, endpoint))
    .filter(hasUrl)
}

function toCallbackTargets(notification: Notification, record: StoredRecord): Target[] {
  const url = notification.url === undefined ? undefined : fillExpression(notification.url, record)
  return [{ url, secret: undefined }].filter(hasUrl)
}

const EXPRESSION = /\{?(\$request\.(?:body#\/|path\.|query\.|header\.)[^{}\s]+)\}?/g

/**
 * Fills the runtime expressions of a callback's key with the record's fields, which carry the
 * request's names; undefined when one of them is missing.
 * @example fillExpression('{$request.body#/callback}', { id: '1', callback: 'http://shop/hook' })
 */
export function fillExpression(template: string, record: StoredRecord): string | undefined {
  let isComplete = true
  const filled = template.replace(EXPRESSION, (_, expression: string) => {
    const value = readExpression(expression, record)
    if (value === undefined) isComplete = false
    return value ?? ''
  })
  return isComplete ? filled : undefined
}

function readExpression(expression: string, record: unknown): string | undefined {
  const value = toPath(expression).reduce(readField, record)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function toPath(expression: string): string[] {
  const pointer = expression.split('#/')[1]
  if (pointer === undefined) return [expression.replace(/^\$request\.\w+\./, '')]
  return pointer.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function readField(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) return undefined
  // An own field of an object was just found.
  return (value as Record<string, unknown>)[field]
}

function isSubscribed(rule: EndpointsRule, endpoint: StoredRecord, event: string): boolean {
  if (rule.events === undefined) return true
  const events = readField(endpoint, rule.events)
  return Array.isArray(events) && (events.includes(event) || events.includes('*'))
}

function toTarget(
  notification: Notification,
  rule: EndpointsRule,
  endpoint: StoredRecord,
): { url: unknown; secret: string | undefined } {
  const secretField = /^endpoint\.(.+)$/.exec(notification.delivery.signature?.key ?? '')?.[1]
  const secret = [secretField, rule.secret]
    .map((field) => (field === undefined ? undefined : readField(endpoint, field)))
    .find((value) => typeof value === 'string')
  return { url: readField(endpoint, rule.url), secret }
}

function hasUrl<T extends { url: unknown }>(target: T): target is T & { url: string } {
  return typeof target.url === 'string' && URL.canParse(target.url)
}
