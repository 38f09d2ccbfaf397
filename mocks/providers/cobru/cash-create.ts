/**
 * Cash withdrawals: creation and quote.
 * Source: https://docs.cobru.co/en/docs/api/cash-withdrawals/create, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { endOfDay } from './bogota.ts'
import { type CashWithdrawal, openCash } from './cash.ts'
import { readChoice } from './choice.ts'
import { toAmount, toMinor } from './decimal.ts'
import { type Costs, holdPayout, refuseShort } from './payouts.ts'
import { findHolder } from './people.ts'
import { refuseBy } from './refuse.ts'

interface NewCash {
  method: string
  document: string | number
  amount: number | string
  exp_days: number | string
  name: string
  coupon?: string | null
  callback?: string
  estimate?: boolean
}

type CashContext = BehaviourContext<NewCash>

/** The printed example keeps 300 of 10,000; whether flat or 3 % is unknown, flat is assumed. */
const FEE_MINOR = 30_000

/** Assumed: a coupon of the sandbox that waives the fee; those named after an error play that error. */
const COUPON = 'ENSAYO'
const COUPON_ERRORS = ['BAD_USER', 'EXPIRED', 'ALL_USED']

/** Takes the amount out of the balance and waits for somebody to collect it. */
export const createCash = defineBehaviour<NewCash>('cash.create', (context) => {
  const { body } = context.request
  const costs = toCosts(body)
  const refusal = refuseMethod(context) ?? refuseCoupon(context) ?? refuseSmall(context, costs)
  if (refusal) return refusal
  if (body.estimate === true && isQuote(context)) return { status: 200, body: toQuote(body, costs) }
  const holder = findHolder(context)
  const short = refuseShort(context, holder.id, costs.amountMinor)
  if (short) return short
  const { pk } = store(context, holder.id, costs)
  context.quirk.note('cobru.cash.net-amount')
  const { amount, ...quote } = toQuote(body, costs)
  return { status: 200, body: { ...quote, ref: pk, amount } }
})

function toCosts({ amount, coupon }: NewCash): Costs {
  const amountMinor = toMinor(amount)
  const feeMinor = coupon === COUPON ? 0 : FEE_MINOR
  const payedMinor = amountMinor - feeMinor
  return { amountMinor, payedMinor, feeMinor, feeVatMinor: 0, gmfMinor: 0 }
}

function refuseMethod({ request, quirk, refuse }: CashContext): Outcome | undefined {
  const known = quirk.value<string[]>('cobru.cash.method-baloto')
  if (known.includes(request.body.method)) return undefined
  if (request.body.method === 'baloto') quirk.note('cobru.cash.method-baloto')
  return refuseBy({ quirk, refuse }, 'cobru.cash.unknown-method-body')
}

function refuseCoupon(context: CashContext): Outcome | undefined {
  const { coupon } = context.request.body
  if (coupon == null || coupon === '' || coupon === COUPON) return undefined
  context.quirk.note('cobru.cash.error-with-200')
  const error = COUPON_ERRORS.includes(coupon) ? coupon : 'NOT_FOUND'
  return context.refuse('coupon', { error })
}

/** Assumed: less than its fee cannot be paid out. */
function refuseSmall(context: CashContext, { payedMinor }: Costs): Outcome | undefined {
  if (payedMinor > 0) return undefined
  context.quirk.note('cobru.cash.generic-400-code')
  return context.refuse('badCash', { code: 1 })
}

function isQuote({ quirk }: CashContext): boolean {
  return readChoice(quirk, 'cobru.cash.estimate-flag', 'no-record') === 'no-record'
}

function toQuote({ document }: NewCash, { payedMinor }: Costs) {
  return { status: 'ok', document: String(document), amount: toAmount(payedMinor) }
}

function store(context: CashContext, holder: string, costs: Costs): CashWithdrawal {
  const { body } = context.request
  const pk = context.ids.number('cash.pk', 123_456)
  const payout = { ...costs, pk, holder, currency: 'COP' as const, createdAt: context.now }
  const expiresAt = endOfDay(context.now, Number(body.exp_days))
  const booked = holdPayout(context, 'cash', payout)
  context.after(expiresAt - context.now, 'cash.expire', { id: String(pk) }, `cash:${pk}`)
  return openCash(context).insert({
    ...payout,
    id: String(pk),
    state: 'pending',
    booked,
    method: body.method,
    document: String(body.document),
    name: body.name,
    ...(body.callback === undefined ? {} : { callback: body.callback }),
    expiresAt,
    paidAt: null,
    rejectedAt: null,
    cancelledAt: null,
  })
}
