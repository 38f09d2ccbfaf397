/** Where a notification goes: to the URL the record came with, or to endpoints registered beforehand. */
import type { EndpointsRule, Notification } from '../../dialect/types.ts'
import type { Reader, StoredRecord } from '../store/store.ts'

export interface Target {
  url: string
  /** What a signature rule with `key: endpoint.…` signs with. */
  secret: string | undefined
}

/** Finds where a notification about a record is to go. What cannot be called is among it, and withheld with a reason. */
export type FindTargets = (record: StoredRecord, reader: Reader) => Target[]

/** `collectionOf` gives the stored name of a collection of the spec. */
export function compileTargets(
  notification: Notification,
  collectionOf: (name: string) => string = (name) => name,
): FindTargets {
  const { endpoints, name, url } = notification
  if (endpoints === undefined) {
    const fill = url === undefined ? () => undefined : compileTemplate(url)
    return (record) => [{ url: fill(record), secret: undefined }].filter(hasUrl)
  }
  const collection = collectionOf(endpoints.collection)
  const toTarget = compileTarget(notification, endpoints)
  return (_, reader) =>
    reader
      .list(collection)
      .filter((endpoint) => isSubscribed(endpoints, endpoint, name))
      .map(toTarget)
      .filter(hasUrl)
}

const EXPRESSION = /\{?(\$request\.(?:body#\/|path\.|query\.|header\.)[^{}\s]+)\}?/g

/**
 * Fills the runtime expressions of a callback's key with a record's fields, which carry the request's
 * names; undefined when one of them is missing.
 * @example compileTemplate('{$request.body#/callback}')({ id: '1', callback: 'http://shop/hook' })
 */
export function compileTemplate(template: string): (record: StoredRecord) => string | undefined {
  // Texts and expressions take turns.
  const parts = template
    .split(EXPRESSION)
    .map((part, index) => (index % 2 === 0 ? part : toPath(part)))
  return (record) => {
    let filled = ''
    for (const part of parts) {
      const value = typeof part === 'string' ? part : readText(record, part)
      if (value === undefined) return undefined
      filled += value
    }
    return filled
  }
}

function readText(record: StoredRecord, path: readonly string[]): string | undefined {
  const value = path.reduce<unknown>(readField, record)
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

function compileTarget({ delivery }: Notification, rule: EndpointsRule) {
  const secretField = /^endpoint\.(.+)$/.exec(delivery.signature?.key ?? '')?.[1]
  const fields = [secretField, rule.secret].filter((field) => field !== undefined)
  return (endpoint: StoredRecord): { url: unknown; secret: string | undefined } => ({
    url: readField(endpoint, rule.url),
    secret: fields
      .map((field) => readField(endpoint, field))
      .find((value) => typeof value === 'string'),
  })
}

function hasUrl<T extends { url: unknown }>(target: T): target is T & { url: string } {
  return typeof target.url === 'string' && target.url.trim() !== ''
}
