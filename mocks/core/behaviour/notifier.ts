/** A notification made ready to be sent: everything that its spec says, as functions. */
import type { Schemas } from '../../dialect/schemas.ts'
import type { Notification, Spec } from '../../dialect/types.ts'
import { findHidden, hide } from '../../dialect/write-only.ts'
import { compileQuirks, type PlayableQuirk } from '../departures/playable.ts'
import type { StoredRecord } from '../store/store.ts'
import { compileTargets, type FindTargets } from '../webhooks/endpoints.ts'
import { propertiesOf } from './properties.ts'

export interface Notifier {
  notification: Notification
  findTargets: FindTargets
  /** Quirks about this delivery, or about all. */
  quirks: readonly PlayableQuirk[]
  /** The record's fields that the notification's schema lists, but for those that are write-only. */
  project(record: StoredRecord): unknown
}

export function compileNotifier(
  spec: Spec,
  schemas: Schemas,
  notification: Notification,
): Notifier {
  const quirks = [...spec.quirks.values()].filter(
    (quirk) =>
      quirk.stage === 'delivery' &&
      (quirk.notification === undefined || quirk.notification === notification.name),
  )
  return {
    notification,
    // Endpoints are records of the provider's own collections.
    findTargets: compileTargets(notification, (name) => `${spec.name}/${name}`),
    quirks: compileQuirks(quirks, schemas),
    project: compileProjection(spec, notification),
  }
}

function compileProjection(spec: Spec, { schema }: Notification): Notifier['project'] {
  if (schema === undefined) return (record) => record
  const names = propertiesOf(spec, schema).map(([name]) => name)
  const hidden = findHidden(spec, schema)
  return (record) => {
    const fields = record as unknown as Record<string, unknown>
    const shown = Object.fromEntries(
      names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]),
    )
    return hide(shown, hidden)
  }
}
