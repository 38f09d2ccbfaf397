/**
 * What notifications say.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia, read 2026-11-20; envelopes after
 * https://docs.v3.localpayment.com/notifications/notifications.
 */
import { definePayload } from '../../provider.ts'
import { toPayin } from './payin-wire.ts'
import { toPayoutDetail } from './payout-wire.ts'
import type { Payin, Payout, VirtualAccount } from './records.ts'
import { toAccount, toAccountStatus } from './virtual-accounts.ts'

/** A Bre-B payin is flat; PSE has always been wrapped. */
export const payInNotification = definePayload<Payin>('PayIn', (context) => {
  const data = toPayin(context.record, context)
  const form = context.quirk.value<string>('localpayment.payin.envelope')
  if (form === 'event') return { event: 'transaction.completed', data }
  if (form === 'flat' && context.record.kind === 'breb') return data
  return { transactionType: 'PayIn', transactionFlow: null, country: 'COL', data }
})

export const payOutNotification = definePayload<Payout>('PayOut', (context) => {
  const data = toPayoutDetail(context.record, context)
  if (context.quirk.is('localpayment.payout.notification-envelope', 'wrapped')) {
    return { transactionType: 'PayOut', transactionFlow: null, data }
  }
  return { ...data, transactionType: 'PayOut' }
})

/** As v3 has it: `lastname` in lower case, and no `fullName`. */
export const accountNotification = definePayload<VirtualAccount>('VirtualAccount', (context) => {
  const { beneficiary, ...account } = toAccount(
    context.record,
    toAccountStatus(context.record, context.quirk),
  )
  const { fullName: _, lastName: lastname, type, name, document, bank } = beneficiary
  const shown = { type, name, lastname, document, ...(bank ? { bank } : {}) }
  const { externalId, internalId, accountNumber, country, currency, ...rest } = account
  const ids = { externalId, internalId, accountNumber, country, currency }
  return { transactionType: 'VirtualAccount', data: { ...ids, beneficiary: shown, ...rest } }
})
