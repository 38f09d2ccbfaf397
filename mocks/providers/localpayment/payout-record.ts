/**
 * A payout with all members that v3 shows, as its creation and its detail have them.
 * Source: https://docs.v3.localpayment.com/request-a-payment/payouts-1/authorize, read 2026-11-30.
 */
import type { BaseContext } from '../../provider.ts'
import { toPesos } from './money.ts'
import { toPayoutStatus } from './payout-wire.ts'
import type { Payout } from './records.ts'

/** Null where the request knew nothing of it. */
export function toPayoutRecord(payout: Payout, context: BaseContext) {
  const { account } = context
  const currency = 'COP'
  const amount = toPesos(payout.amountMinor)
  return {
    transactionType: 'PayOut' as const,
    externalId: payout.id,
    internalId: payout.internalId,
    loteOut: null,
    paymentMethod: {
      code: '0062',
      name: 'Bre-B Key',
      description: 'Bre-B Key',
      paymentMethodType: 'BankTransfer',
    },
    country: 'COL',
    currency,
    amount,
    accountNumber: payout.accountNumber,
    clientCode: account.fields.clientCode,
    clientName: account.fields.company,
    confirmed: { description: 'Confirmed', currency, fxQuote: 1, amount },
    payment: { description: 'Payment', currency, fxQuote: 1, amount },
    fees: { description: 'Fee', currency, fxQuote: 1, amount: 0 },
    localTaxes: [],
    withHoldings: [],
    status: toPayoutStatus(payout, context),
    beneficiary: toBeneficiary(payout),
  }
}

function toBeneficiary({ beneficiary, alias }: Payout) {
  const { type, name, lastName = null, document, email = null } = beneficiary
  return {
    bank: {
      name: null,
      code: null,
      branch: { name: null, code: null },
      account: { number: null, type: null, alias, pixKey: null, phone: null },
    },
    type,
    name,
    lastName,
    document,
    userReference: null,
    email,
    phone: { countryCode: null, areaCode: null, number: null },
    birthDate: null,
    nationality: null,
    address: {
      street: null,
      number: null,
      city: null,
      state: null,
      country: null,
      zipCode: null,
      comment: null,
    },
  }
}
