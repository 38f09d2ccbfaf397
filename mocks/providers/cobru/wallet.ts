/**
 * Payment from the balance of another Cobru user, found by phone.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/3-cobru.md, read 2026-11-20.
 */
import type { Outcome } from '../../provider.ts'
import type { PaymentContext } from './payment.ts'
import { refuseBy } from './refuse.ts'
import { type Submission, startProcess } from './submission.ts'

/** Made-up users of the sandbox besides the owner of the payment. */
const USERS: Record<string, { refusal?: string }> = {
  '3100000002': {},
  '3100000003': { refusal: 'cobru.pay.limit-balance-400' },
}

/** Asks the user to confirm in the app; the answer says only that the question was sent. */
export async function payFromWallet(
  context: PaymentContext,
  submission: Submission,
): Promise<Outcome> {
  const phone = String(submission.details.phone ?? '')
  if (phone === String(context.account.fields.owner)) {
    return refuseBy(context, 'cobru.pay.same-user-403')
  }
  const user = Object.hasOwn(USERS, phone) ? USERS[phone] : undefined
  if (!user) return refuseBy(context, 'cobru.pay.cobru-phone-404')
  if (user.refusal) return refuseBy(context, user.refusal)
  await startProcess(context, submission, null)
  return { status: 200, body: { result: 'ok' } }
}
