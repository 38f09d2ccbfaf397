/** Ends the waiting for messages of an account that is gone. */
import { EnsayoError } from '../../base/errors.ts'
import type { Parts } from './parts.ts'

/** Nothing comes any more for who waits for a message of this account. */
export function dismissReaders({ inbox }: Pick<Parts, 'inbox'>, id: string): void {
  const message = `Account "${id}" was removed while a message was waited for.`
  inbox.dismiss(id, new EnsayoError('ACCOUNT_UNKNOWN', message))
}
