/**
 * How payouts look in answers and notifications.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia, read 2026-11-20; the notification after
 * https://docs.v3.localpayment.com/notifications/notifications/payout.
 */
import type { BaseContext } from '../../provider.ts'
import { HOLD_REASONS, PAYOUT_STATUS, REJECTIONS, type Status } from './catalogs.ts'
import { toIsoSeconds, toPesos } from './money.ts'
import type { Payout } from './records.ts'

/** The status of a payout; on hold and rejected have codes of their own. */
export function toPayoutStatus(
  { state, code }: Payout,
  { quirk }: Pick<BaseContext, 'quirk'>,
): Status {
  const status = PAYOUT_STATUS[state]
  if (state === 'inProgress') {
    return { ...status, description: quirk.value('localpayment.payout.in-progress-label') }
  }
  if (code === null) return status
  if (state === 'onHold') return { ...status, code, detail: HOLD_REASONS[code] ?? status.detail }
  return state === 'rejected' ? { ...status, code, detail: REJECTIONS[code] ?? 'Rejected' } : status
}

/** The code of the status alone, which no quirk changes. */
export function toPayoutCode({ state, code }: Payout): string {
  const isOwn = code !== null && (state === 'onHold' || state === 'rejected')
  return isOwn ? code : PAYOUT_STATUS[state].code
}

/** The answer of a creation. */
export function toPayout(payout: Payout, context: BaseContext) {
  return {
    externalId: payout.id,
    internalId: payout.internalId,
    paymentMethod: { code: '0062', name: 'Bre-B Key', paymentMethodType: 'BankTransfer' },
    country: 'COL',
    currency: 'COP',
    amount: toPesos(payout.amountMinor),
    accountNumber: payout.accountNumber,
    status: toPayoutStatus(payout, context),
    beneficiary: toBeneficiary(payout),
    date: toDates(payout),
    errors: null,
  }
}

function toBeneficiary({ beneficiary, alias }: Payout) {
  const { type, name, lastName, document, email } = beneficiary
  return {
    type,
    name,
    ...(lastName ? { lastname: lastName } : {}),
    document,
    ...(email === undefined ? {} : { email }),
    bank: { account: { alias } },
  }
}

function toDates({ createdAt, processedAt }: Payout) {
  const creationDate = toIsoSeconds(createdAt)
  return { creationDate, processedDate: toIsoSeconds(processedAt ?? createdAt) }
}

/** The members that a notification and the transaction's detail have. */
export function toPayoutDetail(payout: Payout, context: BaseContext) {
  const amount = toPesos(payout.amountMinor)
  const { externalId, internalId, country, currency, accountNumber, ...wire } = toPayout(
    payout,
    context,
  )
  const isCompleted = payout.state === 'completed'
  return {
    transactionType: 'payOut' as const,
    externalId,
    internalId,
    paymentMethod: { code: '0062' },
    country,
    currency,
    amount,
    accountNumber,
    confirmed: { currency, fxQuote: 1, amount },
    payment: { currency, fxQuote: 1, amount },
    localTaxes: [],
    withHoldings: [],
    fees: { description: 'Fee', currency, fxQuote: 1, amount: 0 },
    status: isCompleted
      ? { code: '200', description: 'COMPLETED', detail: 'The payout was debited' }
      : wire.status,
    ...(payout.sender ? { sender: payout.sender } : {}),
    beneficiary: wire.beneficiary,
    ...(payout.merchant ? { merchant: payout.merchant } : {}),
    date: wire.date,
    errors: payout.rejections.map(({ code, text }) => ({ code, description: text })),
  }
}
