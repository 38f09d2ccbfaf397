/** Deliveries and messages as JSON: masked unless somebody asks for what they hold. */
import type { DeliveryRow, InboxMessage } from '../core/webhooks/types.ts'
import type { SecretFlags } from './common.ts'
import { printJson } from './output.ts'

export async function printDeliveries(
  rows: readonly DeliveryRow[],
  flags: SecretFlags,
): Promise<void> {
  printJson(await toShown(rows, flags))
}

export async function printDelivery(row: DeliveryRow, flags: SecretFlags): Promise<void> {
  printJson((await toShown([row], flags))[0])
}

export async function printMessages(
  messages: readonly InboxMessage[],
  { showSecrets }: SecretFlags,
): Promise<void> {
  if (showSecrets) return printJson(messages)
  const { shieldMessages } = await import('./shield-messages.ts')
  printJson(await shieldMessages(messages))
}

/** The rows, or what may be kept of them. */
export async function toShown(
  rows: readonly DeliveryRow[],
  { showSecrets }: SecretFlags,
): Promise<readonly DeliveryRow[]> {
  if (showSecrets) return rows
  const { shieldDeliveries } = await import('./shield-messages.ts')
  return shieldDeliveries(rows)
}
