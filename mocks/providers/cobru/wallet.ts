/**
 * Payment from the balance of another Cobru user, found by phone.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/3-cobru.md, read 2026-11-20.
 */
import type { Outcome } from '../../provider.ts'
import type { PaymentContext } from './payment.ts'
import { findPerson } from './people.ts'
import { refuseBy } from './refuse.ts'
import { type Submission, startProcess } from './submission.ts'

/** The made-up user who always meets the owner's cap. */
const CAPPED = '3100000003'

/** Asks the user to confirm in the app; the answer says only that the question was sent. */
export function payFromWallet(context: PaymentContext, submission: Submission): Outcome {
  const phone = String(submission.details.phone ?? '')
  if (phone === String(context.account.fields.owner)) {
    return refuseBy(context, 'cobru.pay.same-user-403')
  }
  if (!findPerson(phone)) return refuseBy(context, 'cobru.pay.cobru-phone-404')
  if (phone === CAPPED) return refuseBy(context, 'cobru.pay.limit-balance-400')
  startProcess(context, submission, null)
  return { status: 200, body: { result: 'ok' } }
}
