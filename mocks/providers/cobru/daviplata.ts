/**
 * The payer's one-time code of Daviplata.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/daviplata, read 2026-11-20.
 */
import { defineBehaviour } from '../../provider.ts'
import type { Payment, PaymentContext } from './payment.ts'
import { settlePayment } from './settle.ts'

/** The code that the documents print; assumed to be the only one that is right. */
export const CODE = '123456'

/** Pays when the code is right. */
export const confirmDaviplata = defineBehaviour<{ URL: string; OTP: string | number }, Payment>(
  'payment.confirm-daviplata',
  (context) => {
    // x-record refuses an unknown slug before.
    const payment = context.record!
    const problem = confirmCode(context, payment, String(context.request.body.OTP))
    if (problem === undefined) return { status: 200, body: { result: 'OK' } }
    return context.refuse('refused', {}, { hint: problem })
  },
)

/** Pays, or says why not. */
export function confirmCode(
  context: PaymentContext,
  payment: Payment,
  code: string,
): string | undefined {
  if (payment.state === 3) return 'The payment is paid already; a code confirms once.'
  if (payment.method !== 'daviplata' || payment.state !== 1) {
    return 'No Daviplata payment awaits a code. Submit `"payment": "daviplata"` first.'
  }
  if (code !== CODE) return `Wrong code. The sandbox's code is ${CODE}.`
  settlePayment(context, payment)
  return undefined
}
