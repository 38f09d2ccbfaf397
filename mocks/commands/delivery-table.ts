/** Notifications as a table, each with where it went and why it is not there. */
import { describeInstant } from '../base/instant.ts'
import type { DeliveryRow } from '../core/webhooks/types.ts'
import { toAddress, toReason, toStatuses } from './explain-delivery.ts'
import { paint, printRows } from './output.ts'

export function printDeliveryTable(rows: readonly DeliveryRow[], empty = ''): void {
  const head = ['id', 'made at', 'notification', 'status', 'attempts']
  printRows(head, rows.map(toRow), empty, rows.map(toNotes))
}

function toRow(delivery: DeliveryRow): string[] {
  const { id, createdAt, provider, notification, status, forged } = delivery
  const state = forged === undefined ? status : `${status}, forged`
  return [
    id,
    describeInstant(createdAt),
    `${provider}.${notification}`,
    paint(status === 'delivered' ? 'green' : 'yellow', state),
    toStatuses(delivery).join(', ') || 'none yet',
  ]
}

/** What is too long for a column. */
function toNotes(delivery: DeliveryRow): string[] {
  const reason = toReason(delivery)
  const where = `of ${delivery.subject}, to ${toAddress(delivery)}`
  return reason === undefined ? [where] : [where, reason]
}
