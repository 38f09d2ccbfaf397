/** Finds the account of a delivery. */
import { EnsayoError } from '../../base/errors.ts'
import type { Parts } from './parts.ts'

/** The account that has the delivery. Throws `DELIVERY_UNKNOWN`. */
export async function findOwner(parts: Parts, id: string): Promise<string> {
  for (const { id: account } of parts.accounts.list()) {
    const known = await parts.dispatcher.list(account)
    if (known.some((row) => row.id === id)) return account
  }
  throw new EnsayoError('DELIVERY_UNKNOWN', `No delivery "${id}". \`ensayo webhooks\` lists them.`)
}
