/** What the page's forms do; each ends in a redirect to the page, so that a reload repeats nothing. */
import { defineBehaviour, type Outcome, orRefusal } from '../../provider.ts'
import { findLocale, toPagePath } from './checkout-request.ts'
import { confirmCode } from './daviplata.ts'
import { submitDetails } from './details.ts'
import { firstOf } from './first-of.ts'
import { findMethod } from './methods.ts'
import type { Payment, PaymentContext } from './payment.ts'
import { findOrder, hasExpired, rejectPayment, settlePayment } from './settle.ts'
import type { Details } from './submission.ts'

type Form = Record<string, unknown>

/** What the next page needs to know. */
type Note = Record<string, string>

/** Takes a form: a method with its fields, or an action on the instructions. */
export const postCheckout = defineBehaviour<Form | undefined, Payment>('page.post', (context) => {
  // x-record refuses an unknown slug before.
  const payment = context.record!
  const form = context.request.body ?? {}
  const action = firstOf(form.action) ?? (form.method === undefined ? '' : 'submit')
  const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
  const note = act ? act(context, payment, form) : {}
  return redirect(context, payment, note)
})

type Act = (context: PaymentContext, payment: Payment, form: Form) => Note

const ACTIONS: Record<string, Act | undefined> = {
  submit,
  pay,
  decline,
  otp: enterCode,
  retry,
}

function redirect(context: PaymentContext, payment: Payment, note: Note): Outcome {
  const query = new URLSearchParams({ lang: findLocale(context.request), ...note })
  return { status: 303, headers: { location: `${toPagePath(context, payment)}?${query}` } }
}

function submit(context: PaymentContext, payment: Payment, form: Form): Note {
  const method = firstOf(form.method) ?? ''
  const details = readDetails(form, method)
  const again: Note = payment.state === 0 ? { method } : { method, retry: '1' }
  const wrong = findWrongFields(details, method)
  if (wrong.length > 0) return { ...again, problem: 'fields', fields: wrong.join(',') }
  const outcome = orRefusal(() => submitDetails(context, payment, details))
  const code = findCode(outcome)
  return code === undefined ? {} : { ...again, problem: code }
}

/** A form's values are text; a QR of Nequi is for the API only. */
function readDetails(form: Form, method: string): Details {
  const names = findMethod(method)?.fields ?? []
  const values = names.map((name) => [name, firstOf(form[name])?.trim() ?? ''])
  return { ...Object.fromEntries(values), payment: method }
}

const FORMS: Record<string, RegExp> = {
  email: /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/,
  credit_card: /^\d{4}[\d\s]{8,19}$/,
  expiration_date: /^(0[1-9]|1[0-2])\s?\/\s?(\d{2}|20\d{2})$/,
  cvv: /^\d{3,4}$/,
  dues: /^([1-9]|[12]\d|3[0-6])$/,
}

function findWrongFields(details: Details, method: string): string[] {
  const values = details as Record<string, unknown>
  return (findMethod(method)?.fields ?? []).filter(
    (name) => !(FORMS[name] ?? /\S/).test(String(values[name] ?? '')),
  )
}

/** The code of a refusal, or of a card that answers a cause. */
function findCode({ status, body }: Outcome): string | undefined {
  const answer = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  if (status === 200) return 'cause' in answer ? 'cause' : undefined
  return typeof answer.result === 'string' ? answer.result : 'other'
}

/** The payer pays at the bank; nobody can pay a QR past its life. */
function pay(context: PaymentContext, payment: Payment): Note {
  const isOver = hasExpired(findOrder(context, payment), context.now)
  if (payment.state === 1 && !isOver) settlePayment(context, payment)
  return {}
}

function decline(context: PaymentContext, payment: Payment): Note {
  if (payment.state === 1) rejectPayment(context, payment)
  return {}
}

/** A code past its life is drawn anew at once where its method asks for nothing; else the payer chooses. */
function retry(context: PaymentContext, payment: Payment): Note {
  const method = payment.method ?? ''
  const isOver = hasExpired(findOrder(context, payment), context.now)
  if (payment.state !== 1 || !isOver) return { retry: '1' }
  if (findMethod(method)?.fields.length === 0) return submit(context, payment, { method })
  return { retry: '1', method }
}

function enterCode(context: PaymentContext, payment: Payment, form: Form): Note {
  const problem = confirmCode(context, payment, firstOf(form.otp)?.trim() ?? '')
  return problem === undefined || payment.state !== 1 ? {} : { problem: 'otp' }
}
