/** A notification that arrived against what the spec says of it: body and the headers of its delivery. */
import { createSchemas } from '../spec/schemas.ts'
import type { Notification, Spec } from '../spec/types.ts'
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
    ...compareHeaders(notification, message.headers),
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

/** Those that carry the signature; what else a sender puts there is its own affair. */
function compareHeaders(
  { delivery: { signature } }: Notification,
  headers: Record<string, string>,
): Finding[] {
  const wanted = [signature?.header, signature?.timestamp?.header].filter(
    (name) => name !== undefined,
  )
  return wanted
    .filter((name) => headers[name.toLowerCase()] === undefined)
    .map((pointer) => ({
      kind: 'header',
      severity: 'error',
      pointer,
      expected: 'the header',
      found: 'nothing',
    }))
}

function compareContent(
  { document, file, name }: Spec,
  { schema }: Notification,
  { body, rawBody }: ReceivedNotification,
): Finding[] {
  if (schema === undefined) return []
  if (body !== undefined) {
    return compareBody(
      { document, file, schemas: createSchemas(name, file, document) },
      schema,
      body,
    )
  }
  const found = rawBody === '' ? 'an empty body' : describeValue(rawBody)
  return [{ kind: 'type', severity: 'error', pointer: '', expected: 'JSON or a form', found }]
}
