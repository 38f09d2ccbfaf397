/** Everything that Cobru's spec names. */
import type { Definition } from '../../provider.ts'
import { listBanks } from './banks.ts'
import { getBrebStatus } from './breb-status.ts'
import { editPayment, expirePayment } from './changes.ts'
import { postCheckout } from './checkout-forms.ts'
import { getCheckoutStatus, showCheckout, showDeadLink } from './checkout-page.ts'
import { confirmDaviplata } from './daviplata.ts'
import { submitPaymentDetails } from './details.ts'
import { estimatePayment } from './fees.ts'
import { payByMagic } from './magic-payer.ts'
import { paymentUpdated } from './notifications.ts'
import { consultPayment, createPayment } from './payments.ts'
import { createToken, refreshToken } from './tokens.ts'
import { approve, begin, decline, lapse, refund } from './triggers.ts'

export const definitions: Definition[] = [
  refreshToken,
  createToken,
  createPayment,
  consultPayment,
  editPayment,
  expirePayment,
  estimatePayment,
  submitPaymentDetails,
  payByMagic,
  listBanks,
  confirmDaviplata,
  getBrebStatus,
  showCheckout,
  getCheckoutStatus,
  showDeadLink,
  postCheckout,
  paymentUpdated,
  approve,
  decline,
  begin,
  refund,
  lapse,
]
