/** Finds the account of a delivery. */
import { EnsayoError } from '../../base/errors.ts'
import { DELIVERIES } from '../../core/store/store.ts'
import type { Parts } from './parts.ts'

/** The account that has the delivery. Throws `DELIVERY_UNKNOWN`. */
export function findOwner(parts: Parts, id: string): string {
  const owner = parts.store.locate(DELIVERIES, id)
  if (owner !== undefined) return owner
  throw new EnsayoError('DELIVERY_UNKNOWN', `No delivery "${id}". \`ensayo webhooks\` lists them.`)
}
