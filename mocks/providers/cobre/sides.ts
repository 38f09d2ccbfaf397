/**
 * Both ends of a movement: as events show them, and as transactions name them.
 * Source: two public receivers of Cobre's events, a payroll service and a booking service, type the
 * same keys; the debit's metadata stand at https://docs.cobre.com/obtain-one-account-transactions-25933215e0.
 * Both read 2026-11-30.
 */
import type { BaseContext } from '../../provider.ts'
import type { Account } from './account.ts'
import type { Counterparty } from './counterparty.ts'
import type { Movement } from './movement.ts'
import { pick } from './wire.ts'

type Side = Record<string, unknown> | null

/** The account or the counterparty of an id, in the form of its kind; null once it is gone. */
export function toSide(context: BaseContext, id: string): Side {
  const account = context.collection<Account>('account').get(id)
  if (account) return toAccountSide(account)
  const counterparty = context.collection<Counterparty>('counterparty').get(id)
  return counterparty ? toCounterpartySide(counterparty) : null
}

function toAccountSide(account: Account): Side {
  return pick(account, [
    'id',
    'alias',
    'account_type',
    'account_number',
    'connectivity',
    'provider_id',
    'provider_name',
    'obtained_balance',
    'obtained_balance_at',
    'metadata',
    'currency',
    'created_at',
    'updated_at',
  ])
}

/** Flat, of what it has: a payer has no account. */
function toCounterpartySide({ metadata, type }: Counterparty): Side {
  const keys = [
    'account_number',
    'beneficiary_institution',
    'counterparty_fullname',
    'counterparty_id_type',
    'counterparty_id_number',
  ]
  const there = keys.filter((key) => metadata[key] !== undefined)
  return { type, ...Object.fromEntries(there.map((key) => [key, metadata[key]])) }
}

/** Where a payout goes: a number, a Cobre tag or a key. */
export function findBeneficiary(context: BaseContext, { destination_id }: Movement): string {
  const own = context.collection<Account>('account').get(destination_id)
  if (own) return own.account_number
  const to = context.collection<Counterparty>('counterparty').get(destination_id)
  const { account_number, cobre_tag, key_value } = to?.metadata ?? {}
  return String(account_number ?? cobre_tag ?? key_value ?? '')
}

/** Who paid: what a refund needs. The names are those of the Mexican credit; those of Bre-B are not to be seen. */
export function toPayerSender(context: BaseContext, { metadata, source_id }: Movement) {
  const payer = context.collection<Counterparty>('counterparty').get(source_id)
  const { counterparty_fullname = '', counterparty_id_number = '' } = payer?.metadata ?? {}
  return {
    sender_name: counterparty_fullname,
    sender_id: counterparty_id_number,
    sender_account_number: context.ids.digits('sender', 11),
    tracking_key: metadata.tracking_key,
  }
}
