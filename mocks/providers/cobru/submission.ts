/** One submission of details: what it says and what it does to the payment. */
import type { Method } from './methods.ts'
import type { Payer, Payment, PaymentContext } from './payment.ts'

export interface Details {
  payment?: string
  name?: string
  cc?: string | number
  document_type?: string
  email?: string
  phone?: string | number
  address?: string
  bank?: string | number
  phone_nequi?: string | number
  push?: boolean
  credit_card?: string | number
  expiration_date?: string
  cvv?: string | number
  dues?: string | number
}

/** A submission that has passed every refusal. */
export interface Submission {
  payment: Payment
  method: Method
  details: Details
}

/** Keeps payer and method; a payment already in process stays so and is not told of again. */
export function startProcess(
  context: PaymentContext,
  submission: Submission,
  orderId: string | null,
): Payment {
  const { payment } = submission
  const changes = { ...toSubmitted(submission), orderId }
  const payments = context.collection<Payment>('payment')
  if (payment.state === 1) return payments.update(payment.url, changes)
  return payments.transition(payment.url, 'process', changes)
}

/** Fields of the payment that a submission sets. */
export function toSubmitted({ method, details }: Submission): { method: string; payer: Payer } {
  return {
    method: method.id,
    payer: {
      name: details.name ?? '',
      document: String(details.cc ?? ''),
      documentType: details.document_type ?? '',
      email: details.email ?? '',
      phone: String(details.phone ?? ''),
      address: details.address ?? '',
    },
  }
}
