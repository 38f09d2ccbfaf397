/**
 * How payins look in answers and notifications.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia, read 2026-11-20; PSE after
 * https://docs.v3.localpayment.com/notifications/notifications/payins/pse-colombia.
 */
import type { BaseContext } from '../../provider.ts'
import { BANKS, FX_SOURCE, GMF, PAYIN_STATUS } from './catalogs.ts'
import { toIsoSeconds, toPesos } from './money.ts'
import type { Payin } from './records.ts'

/** The flat form, which the Bre-B notification has. */
export function toPayin(payin: Payin, context: BaseContext) {
  const { account } = context
  const amount = toPesos(payin.amountMinor)
  const type = payin.kind === 'cash' ? 'Cash' : 'BankTransfer'
  return {
    transactionType: 'PayIn' as const,
    externalId: payin.id,
    internalId: payin.internalId,
    paymentMethod: { type, code: payin.methodCode, flow: payin.flow },
    country: 'COL',
    currency: 'COP',
    amount,
    accountNumber: payin.accountNumber,
    confirmed: { currency: 'COP', fxQuote: 1, amount },
    payment: { currency: 'COP', fxQuote: 1, financingFee: 0, amount },
    localTaxes: toTaxes(payin),
    withHoldings: [],
    fees: toFees(payin),
    status: PAYIN_STATUS[payin.state],
    beneficiary: toBeneficiary(payin, context),
    merchant: { type: 'COMPANY', name: account.fields.company },
    payer: payin.payer,
    ...(payin.redirectUrl === null ? {} : { redirectUrl: payin.redirectUrl }),
    ...toTicket(payin),
    date: toDates(payin),
    errors: [],
    referenceCode: payin.referenceCode,
    tracking: { id: payin.trackingId, reference: payin.trackingId, concept: payin.concept },
  }
}

/** Where the barcode's picture is, by the printed notification. */
const IMAGES = 'https://api.v3.localpayment.com/api/images/Code128C'

function toTicket({ ticket, expiresAt }: Payin) {
  if (ticket === null) return {}
  const { id, barcode } = ticket
  const expirationDate = toIsoSeconds(expiresAt!)
  return { ticket: { id, image: `${IMAGES}/${barcode}`, barcode, expirationDate } }
}

function toTaxes({ taxMinor, accountNumber }: Payin) {
  if (taxMinor === 0) return []
  const amount = toPesos(taxMinor)
  const account = accountNumber
  return [{ ...GMF, currency: 'COP', fxSource: FX_SOURCE, fxQuote: 1, amount, account }]
}

function toFees({ feeMinor, accountNumber }: Payin) {
  return {
    description: 'Fee',
    currency: 'COP',
    fxSource: FX_SOURCE,
    fxQuote: 1,
    amount: toPesos(feeMinor),
    account: accountNumber,
  }
}

/** Localpayment itself; the key is the only way to the virtual account. */
function toBeneficiary({ kind, key }: Payin, { quirk }: BaseContext) {
  const id = quirk.value<string>('localpayment.payin.sample-documents')
  const name = quirk.value<string>('localpayment.payin.beneficiary-is-localpayment')
  const party = { type: 'COMPANY', name, document: { type: 'NIT', id } }
  if (kind !== 'breb') return party
  const bank = { name: BANKS['1001']!.name, code: '1001', account: { type: 'KEY', number: key } }
  return { ...party, bank }
}

function toDates({ createdAt, processedAt, expiresAt }: Payin) {
  return {
    creationDate: toIsoSeconds(createdAt),
    processedDate: processedAt === null ? null : toIsoSeconds(processedAt),
    ...(expiresAt === null ? {} : { expirationDate: toIsoSeconds(expiresAt) }),
  }
}
