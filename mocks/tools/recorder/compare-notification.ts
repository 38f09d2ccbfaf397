/** A notification that arrived against what the spec says of it: body and the headers of its delivery. */
import { createSchemas } from '../../dialect/schemas.ts'
import type { Notification, Spec } from '../../dialect/types.ts'
import { compareBody } from './compare-body.ts'
import { type Difference, describeValue, type Finding } from './difference.ts'

export interface ReceivedNotification {
  id: string
  /** Names in lower case. */
  headers: Record<string, string>
  /** Parsed where it is JSON or a form, else undefined. */
  body: unknown
  rawBody: string
}

/** Empty when all fits. Throws for a name that the spec does not have. */
export function compareNotification(
  spec: Spec,
  name: string,
  message: ReceivedNotification,
): Difference[] {
  const notification = getNotification(spec, name)
  const { source } = notification
  const findings = [
    ...compareHeaders(spec, notification, message.headers),
    ...compareContent(spec, notification, message),
  ]
  const known = { operationId: name, evidence: source.evidence, source, exchange: message.id }
  return findings.map((finding) => ({ ...finding, ...known }))
}

function getNotification(spec: Spec, name: string): Notification {
  const found = spec.notifications.get(name)
  if (found) return found
  const known = [...spec.notifications.keys()].join(', ')
  throw new Error(`${spec.name} has no notification "${name}". There are: ${known}.`)
}

/**
 * Those that carry the signature; what else a sender puts there is its own affair. Names of a
 * documented variant are as good as the usual ones.
 */
function compareHeaders(
  spec: Spec,
  notification: Notification,
  headers: Record<string, string>,
): Finding[] {
  const ways = [toNames(notification.delivery.signature), ...listVariantNames(spec, notification)]
  const missing = ways.map((names) => names.filter((name) => headers[name] === undefined))
  if (missing.some((names) => names.length === 0)) return []
  return missing[0]!.map((pointer) => ({
    kind: 'header',
    severity: 'error',
    pointer,
    expected: 'the header',
    found: 'nothing',
  }))
}

type Names = { header?: string; timestamp?: { header: string } | undefined } | undefined

/** In lower case. */
function toNames(signature: Names): string[] {
  return [signature?.header, signature?.timestamp?.header].flatMap((name) =>
    name === undefined ? [] : [name.toLowerCase()],
  )
}

/** What the headers are called under variants of kind `delivery` that rename them. */
function listVariantNames(spec: Spec, { delivery, name }: Notification): string[][] {
  return [...spec.quirks.values()]
    .filter(({ notification = name, stage }) => stage === 'delivery' && notification === name)
    .flatMap(({ variants }) => [...variants.values()])
    .flatMap(({ kind, setting }) => {
      const signature = kind === 'delivery' && (setting as { signature?: Names }).signature
      return signature ? [toNames({ ...delivery.signature, ...signature })] : []
    })
}

function compareContent(
  { document, file, name }: Spec,
  { schema }: Notification,
  { headers, body, rawBody }: ReceivedNotification,
): Finding[] {
  if (schema === undefined) return []
  if (body !== undefined) {
    const within = { document, file, schemas: createSchemas(name, file, document) }
    const findings = compareBody(within, schema, body)
    return isForm(headers) ? compareBody(within, schema, readForm(body, findings)) : findings
  }
  const found = rawBody === '' ? 'an empty body' : describeValue(rawBody)
  return [{ kind: 'type', severity: 'error', pointer: '', expected: 'JSON or a form', found }]
}

function isForm(headers: Record<string, string>): boolean {
  return (headers['content-type'] ?? '').includes('form-urlencoded')
}

/** A form has text alone: what does not fit as text is read as the number, truth or nothing that it writes. */
function readForm(body: unknown, findings: readonly Finding[]): unknown {
  const fields = Object.entries(body as Record<string, unknown>)
  const misfits = new Set(findings.map(({ pointer }) => pointer))
  return Object.fromEntries(
    fields.map(([name, value]) => [name, misfits.has(`/${name}`) ? readField(value) : value]),
  )
}

function readField(value: unknown): unknown {
  if (value === '') return null
  if (value === 'true' || value === 'false') return value === 'true'
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(String(value)) ? Number(value) : value
}
