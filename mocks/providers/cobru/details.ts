/**
 * Submission of payer and method to a payment, from the API and from the page alike.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/payment-details, read 2026-11-20.
 */
import { defineBehaviour, type Outcome } from '../../provider.ts'
import { payByCard } from './card.ts'
import { readChoice } from './choice.ts'
import { startMagicPayer } from './magic-payer.ts'
import { findGate, findMethod, isEnabled, type Method } from './methods.ts'
import { createOrder, toOrderAnswer } from './orders.ts'
import type { Payment, PaymentContext } from './payment.ts'
import { refuseBy } from './refuse.ts'
import { type Details, type Submission, startProcess } from './submission.ts'
import { payFromWallet } from './wallet.ts'

/** Takes the details of a payer; the answer depends on the method. */
export const submitPaymentDetails = defineBehaviour<Details, Payment>(
  'payment.submit',
  (context) => {
    const { record, request } = context
    if (record) return submitDetails(context, record, request.body)
    const slug = request.params.url ?? ''
    const hint = `No payment has the slug \`${slug}\`. Most paths of the API end in a slash: \`/${slug}/\`?`
    return context.refuse('notFound', {}, { hint })
  },
)

/** Refuses what the documents refuse, else sets the payment in process or, for a card, ends it. */
export function submitDetails(
  context: PaymentContext,
  payment: Payment,
  details: Details,
): Outcome {
  const closed = refuseState(context, payment)
  if (closed) return closed
  const method = findMethod(details.payment)
  if (!method) return refuseBy(context, 'cobru.pay.unknown-method-400')
  const refusal = refuseMethod(context, payment, method) ?? refuseDocument(context, details)
  if (refusal) return refusal
  const outcome = submitBy(context, { payment, method, details })
  if (outcome.status === 200) startMagicPayer(context, payment.url, 'details', details.cc)
  return outcome
}

/** Refuses what is paid, expired or, where that is the rule, rejected. */
export function refuseState(context: PaymentContext, payment: Payment): Outcome | undefined {
  if (payment.state === 3 || payment.state === 4) {
    return refuseBy(context, 'cobru.pay.is-payed-400')
  }
  if (payment.state === 5) {
    const hint = 'The payment has expired (`expiration_days`). Create another one.'
    return context.refuse('refused', {}, { hint })
  }
  if (payment.state !== 2 || context.quirk.value<boolean>('cobru.pay.rejected-retry'))
    return undefined
  return context.refuse('refused', {}, { quirk: 'cobru.pay.rejected-retry' })
}

/** Refuses a method that payment or account do not allow. */
export function refuseMethod(
  context: PaymentContext,
  payment: Payment,
  { id }: Method,
): Outcome | undefined {
  const gate = findGate(id, context.quirk)
  if (gate === undefined && isEnabled(payment, id, context.quirk)) return undefined
  if (gate === undefined) return refuseBy(context, 'cobru.pay.not-allowed-400', { method: id })
  const error = context.quirk.value<string>('cobru.pay.not-allowed-400')
  return context.refuse(error, { method: id }, { quirk: gate })
}

/** Documents that the documents themselves print. */
const PRINTED_DOCUMENTS = ['1140867070', '1082626262', '7777777']

function refuseDocument(context: PaymentContext, { cc }: Details): Outcome | undefined {
  const rule = context.quirk.value<string>('cobru.pay.limit-length-cc')
  if (rule === 'accept' || cc === undefined) return undefined
  if (rule === 'allow-list' && PRINTED_DOCUMENTS.includes(String(cc))) return undefined
  context.quirk.note('cobru.pay.limit-length-cc')
  return context.refuse('limitLengthCc')
}

function submitBy(context: PaymentContext, submission: Submission): Outcome {
  const { kind } = submission.method
  if (kind === 'card') return payByCard(context, submission)
  if (kind === 'wallet') return payFromWallet(context, submission)
  return openOrder(context, submission)
}

function openOrder(context: PaymentContext, submission: Submission): Outcome {
  const order = createOrder(context, submission.payment, submission)
  const payment = startProcess(context, submission, order.id)
  if (submission.method.kind === 'otp' && asksForCode(context)) {
    return { status: 200, body: { result: 'OTP_REQUIRED' } }
  }
  return { status: 200, body: toOrderAnswer(context, payment, order) }
}

function asksForCode({ quirk }: PaymentContext): boolean {
  return readChoice(quirk, 'cobru.pay.daviplata-otp-required', 'otp-required') === 'otp-required'
}
