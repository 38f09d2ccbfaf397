/**
 * Payment links: creation and consultation.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/create, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { endOfDay } from './bogota.ts'
import { toMinor } from './decimal.ts'
import { computeAmounts } from './fees.ts'
import { startMagicPayer } from './magic-payer.ts'
import { parseFlags } from './methods.ts'
import type { Payment } from './payment.ts'
import { toCreated, toDetail } from './wire.ts'

interface NewPayment {
  amount: number | string
  description: string
  expiration_days: number
  client_assume_costs?: boolean
  iva?: number
  payment_method_enabled: string
  payer_redirect_url?: string
  callback?: string
  platform?: string
  idempotency_key?: string
  images?: string[] | null
  payer_id?: string | number
}

/** Creates a payment in state 0; the payer moves it on. */
export const createPayment = defineBehaviour<NewPayment>('payment.create', (context) => {
  const refusal = refuseCreation(context)
  if (refusal) return refusal
  const payment = context.collection<Payment>('payment').insert(toPayment(context))
  startMagicPayer(context, payment.url, 'create', context.request.body.payer_id)
  return { status: 201, body: toCreated(payment, context) }
})

function refuseCreation(context: BehaviourContext<NewPayment>): Outcome | undefined {
  const every = context.quirk.value<number>('cobru.create.403-not-auth')
  if (every > 0 && context.ids.sequence('create.storm') % every === 0) {
    context.quirk.note('cobru.create.403-not-auth')
    return context.refuse('creationError')
  }
  if (parseFlags(context.request.body.payment_method_enabled)) return undefined
  const hint = 'Validation: `payment_method_enabled` is text, but the text is not a JSON object.'
  return context.refuse('creationError', {}, { hint })
}

function toPayment({ request, ids, now, account, quirk }: BehaviourContext<NewPayment>): Payment {
  const { body } = request
  const url = ids.text('payment.url', 8)
  const payerBears = body.client_assume_costs ?? false
  return {
    id: url,
    url,
    pk: ids.number('payment.pk', 27_150),
    state: 0,
    createdAt: now,
    expiresAt: endOfDay(now, body.expiration_days),
    expirationDays: body.expiration_days,
    ...computeAmounts(toMinor(body.amount), payerBears, quirk),
    vatPercent: body.iva ?? 0,
    clientAssumesCosts: payerBears,
    description: body.description,
    flags: body.payment_method_enabled,
    platform: body.platform ?? quirk.value<string>('cobru.create.platform-default'),
    idempotencyKey:
      body.idempotency_key ?? `${account.fields.owner}_${ids.hex('payment.idempotency', 40)}`,
    images: body.images ?? null,
    ...(body.callback === undefined ? {} : { callback: body.callback }),
    ...(body.payer_redirect_url === undefined ? {} : { redirectUrl: body.payer_redirect_url }),
    method: null,
    payer: null,
    orderId: null,
    paidAt: null,
  }
}

/** Shows a payment of the account. */
export const consultPayment = defineBehaviour<unknown, Payment>(
  'payment.consult',
  // x-record refuses an unknown slug before.
  ({ record, quirk }) => ({ status: 200, body: toDetail(record!, quirk) }),
)

/** Lists the account's payments, where the endpoint that a page promises exists. */
export const listPayments = defineBehaviour('payment.list', ({ collection, quirk }) => {
  quirk.note('cobru.docs.no-list-endpoint')
  const found = collection<Payment>('payment').list({ order: 'newest' })
  return { status: 200, body: found.map((payment) => toDetail(payment, quirk)) }
})
