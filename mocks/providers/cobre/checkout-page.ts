/**
 * Our own page in the place of Cobre's: the choice of a rail, then the payment itself.
 * Source: https://docs.cobre.com/direct-link-1886559m0, read 2026-11-20.
 */
import {
  type BaseContext,
  type BehaviourContext,
  type CheckoutPage,
  type CheckoutStep,
  defineBehaviour,
  type Outcome,
  renderCheckoutPage,
  stepName,
} from '../../provider.ts'
import { WINDOWS } from './catalogs.ts'
import { attempt } from './checkout-attempts.ts'
import { type Checkout, isOpen } from './checkouts.ts'
import type { Movement } from './movement.ts'
import { expandRails, RAILS, toFields } from './page-fields.ts'
import { completeMovement, failMovement } from './settle.ts'

type Form = Record<string, unknown>

/** Shows the choice of rails, or that there is nothing to pay any more. */
export const showCheckout = defineBehaviour<unknown, Checkout>('page.checkout', (context) =>
  render(toCheckoutPage(context, context.record!)),
)

export const getCheckoutStep = defineBehaviour<unknown, Checkout>(
  'page.checkout-step',
  (context) => ({
    status: 200,
    body: { step: stepName(toChoice(context, context.record!)), now: context.now },
  }),
)

function toCheckoutPage(context: BehaviourContext, checkout: Checkout) {
  const base = toBase(context, `/ensayo/checkout/${checkout.id}`, checkout.amount)
  const description = checkout.checkout_item ?? checkout.alias
  const merchant = checkout.checkout_header ?? String(context.account.fields.name)
  return { ...base, merchant, description, step: toChoice(context, checkout) }
}

function toChoice(context: BehaviourContext, checkout: Checkout): CheckoutStep {
  if (!isOpen(context, checkout)) return { kind: 'done', result: 'expired', canRetry: false }
  const methods = expandRails(checkout.checkout_rails).map((rail) => ({
    id: rail,
    label: RAILS[rail]!,
    fields: checkout.source_id === undefined ? toFields(rail) : [],
  }))
  const hasProblem = context.request.query.problem !== undefined
  const problem = { es: 'No se pudo iniciar el pago.', en: 'The payment could not be started.' }
  return { kind: 'choose', methods, ...(hasProblem ? { problem } : {}) }
}

/** Starts an attempt on the rail chosen. */
export const chooseRail = defineBehaviour<Form | undefined, Checkout>('page.choose', (context) => {
  const checkout = context.record!
  const rail = String(context.request.body?.method ?? '')
  const isOffered = expandRails(checkout.checkout_rails).includes(rail)
  const movement =
    isOffered && isOpen(context, checkout)
      ? attempt(context, checkout, rail, context.request.body)
      : undefined
  const path = movement ? `pay/${movement.id}` : `checkout/${checkout.id}`
  return redirect(context, `/ensayo/${path}`, movement ? {} : { problem: 'rail' })
})

/** Shows a payment to its payer; from then on the second time limit runs. */
export const showPayment = defineBehaviour<unknown, Movement>('page.pay', (context) => {
  const movement = open(context, context.record!)
  const base = toBase(context, `/ensayo/pay/${movement.id}`, movement.amount)
  const redirectUrl = movement.metadata.redirect_url
  return render({
    ...base,
    description: String(movement.metadata.description_to_payer ?? ''),
    step: toStep(movement, context.now),
    ...(typeof redirectUrl === 'string' ? { redirectUrl } : {}),
  })
})

function open(context: BaseContext, movement: Movement): Movement {
  const { completeMs } = WINDOWS[String(movement.metadata.r2p_rail)] ?? {}
  if (movement.state !== 'processing' || completeMs === undefined || movement.isOpened)
    return movement
  context.cancelTimers(`moneyMovement:${movement.id}`)
  const { id } = movement
  context.after(completeMs, 'movement.lapse', { id }, `moneyMovement:${id}`)
  return context.collection<Movement>('moneyMovement').update(id, {
    expiresAt: context.now + completeMs,
    isOpened: true,
  })
}

export const getPaymentStep = defineBehaviour<unknown, Movement>('page.pay-step', (context) => ({
  status: 200,
  body: { step: stepName(toStep(context.record!, context.now)), now: context.now },
}))

function toStep(movement: Movement, now: number): CheckoutStep {
  const { expiresAt, metadata, state } = movement
  if (state === 'completed') return { kind: 'done', result: 'paid', canRetry: false }
  const isPending = state === 'initiated' || state === 'processing' || state === 'pending_approval'
  if (!isPending || !movement.isPull) return { kind: 'done', result: 'rejected', canRetry: false }
  const rail = String(metadata.r2p_rail ?? '')
  const key = metadata.key_value
  return {
    kind: 'instructions',
    method: rail,
    ...(RAILS[rail] ? { methodLabel: RAILS[rail] } : {}),
    ...(typeof metadata.qr_content === 'string' ? { qr: metadata.qr_content } : {}),
    lines:
      typeof key === 'string'
        ? [{ label: { es: 'Llave Bre-B', en: 'Bre-B key' }, value: key }]
        : [],
    ...(expiresAt > now ? { expiresAt } : {}),
  }
}

/** The payer pays or refuses. */
export const actOnPayment = defineBehaviour<Form | undefined, Movement>('page.act', (context) => {
  const movement = context.record!
  const action = context.request.body?.action
  const isWaiting = movement.isPull && movement.state === 'processing'
  if (isWaiting && action === 'pay') completeMovement(context, movement)
  if (isWaiting && action === 'decline')
    failMovement(context, movement, 'The payer refused the payment')
  return redirect(context, `/ensayo/pay/${movement.id}`, {})
})

function redirect(context: BehaviourContext, path: string, query: Record<string, string>): Outcome {
  const { pathname } = new URL(context.baseUrl)
  const prefix = pathname === '/' ? '' : pathname
  const search = new URLSearchParams({ lang: findLocale(context), ...query })
  return { status: 303, headers: { location: `${prefix}${path}?${search}` } }
}

function findLocale({ request }: BehaviourContext): 'es' | 'en' {
  const form = request.body as Form | undefined
  return (form?.lang ?? request.query.lang) === 'en' ? 'en' : 'es'
}

function toBase(context: BehaviourContext, path: string, amount: number) {
  const { pathname } = new URL(context.baseUrl)
  const own = `${pathname === '/' ? '' : pathname}${path}`
  const locale = findLocale(context)
  const format = new Intl.NumberFormat(locale === 'es' ? 'es-CO' : 'en-US', {
    minimumFractionDigits: 2,
  })
  return {
    locale,
    merchant: String(context.account.fields.name),
    provider: 'Cobre',
    amount: `$ ${format.format(amount / 100)} COP`,
    path: own,
    action: own,
    statusPath: `${own}/step`,
    now: context.now,
    rate: context.rate,
  }
}

function render(page: CheckoutPage): Outcome {
  const { html, headers } = renderCheckoutPage(page)
  return { status: 200, body: html, headers, contentType: 'text/html; charset=utf-8' }
}
