/**
 * The hosted page: what a payer sees of a payment. Ours, in the place of Cobru's.
 * Source: https://docs.cobru.co/en/docs/getting-started, read 2026-11-20.
 */
import {
  type CheckoutPage,
  type CheckoutStep,
  defineBehaviour,
  type Outcome,
  renderCheckoutPage,
  renderMissingPage,
  stepName,
} from '../../provider.ts'
import { toChoice } from './checkout-choice.ts'
import { toInstructions } from './checkout-instructions.ts'
import { findLocale, toPaths } from './checkout-request.ts'
import { firstOf } from './first-of.ts'
import type { Payment, PaymentContext } from './payment.ts'
import { findOrder, hasExpired } from './settle.ts'

/** Shows the page at the step that the payment has reached. */
export const showCheckout = defineBehaviour<unknown, Payment>('page.show', (context) => {
  if (!context.record) return refuseSlug(context)
  const { html, headers } = renderCheckoutPage(toPage(context, context.record))
  return { status: 200, body: html, headers, contentType: 'text/html; charset=utf-8' }
})

/** Assumed: a browser gets a page, and a program the error of the API. */
function refuseSlug({ request, refuse }: PaymentContext): Outcome {
  const slug = request.params.url ?? ''
  const hint =
    `No payment has the slug \`${slug}\`. Open {baseUrl}/{url} with \`url\` of the create. ` +
    `Most paths of the API end in a slash: \`/${slug}/\`?`
  if (!/text\/html/.test(request.headers.accept ?? '')) return refuse('notFound', {}, { hint })
  const { html, headers } = renderMissingPage({ locale: findLocale(request), provider: 'Cobru' })
  return { status: 404, body: html, headers, contentType: 'text/html; charset=utf-8', hint }
}

function toPage(context: PaymentContext, payment: Payment): CheckoutPage {
  const locale = findLocale(context.request)
  const { request } = context
  const redirectUrl = payment.redirectUrl ?? firstOf(request.query.redirect_url)
  return {
    locale,
    merchant: String(context.account.fields.name),
    provider: 'Cobru',
    amount: toAmount(payment.amountMinor, locale),
    description: payment.description,
    ...toPaths(context, payment),
    now: context.now,
    rate: context.rate,
    step: toStep(context, payment),
    ...(redirectUrl === undefined ? {} : { redirectUrl }),
  }
}

function toAmount(amountMinor: number, locale: 'es' | 'en'): string {
  const format = new Intl.NumberFormat(locale === 'es' ? 'es-CO' : 'en-US', {
    minimumFractionDigits: 2,
  })
  return `$ ${format.format(amountMinor / 100)} COP`
}

/** The step of the page; `retry` in the query opens the choice again where that is allowed. */
export function toStep(context: PaymentContext, payment: Payment): CheckoutStep {
  const { quirk, request, now } = context
  const wantsRetry = request.query.retry !== undefined
  const canRetry = quirk.value<boolean>('cobru.pay.rejected-retry')
  if (payment.state === 3) return { kind: 'done', result: 'paid', canRetry: false }
  if (payment.state === 4) return { kind: 'done', result: 'refunded', canRetry: false }
  if (payment.state === 5) return { kind: 'done', result: 'expired', canRetry: false }
  if (payment.state === 2 && !(wantsRetry && canRetry)) {
    return { kind: 'done', result: 'rejected', canRetry }
  }
  if (payment.state !== 1 || payment.method === null || wantsRetry)
    return toChoice(context, payment)
  const order = findOrder(context, payment)
  if (hasExpired(order, now)) return { kind: 'code-expired', method: payment.method }
  return toInstructions(context, payment, order)
}

/** Tells the page whether its step is still the current one. */
export const getCheckoutStatus = defineBehaviour<unknown, Payment>('page.status', (context) => {
  // x-record refuses an unknown slug before.
  const step = toStep(context, context.record!)
  return { status: 200, body: { step: stepName(step), now: context.now } }
})

/** Fails as documented: the page is found by slug and not by number. */
export const showDeadLink = defineBehaviour('page.dead-link', ({ quirk, refuse }) => {
  quirk.note('cobru.hosted.pay-pk-dead')
  if (quirk.value('cobru.hosted.pay-pk-dead') === '404') return refuse('notFound')
  return { status: 500, body: '<h1>Server Error (500)</h1>', contentType: 'text/html' }
})
