/**
 * Exchange quotes: a rate that holds for three minutes.
 * Source: https://docs.cobre.com/obtain-one-cross-border-money-movement-25933256e0, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour } from '../../provider.ts'
import { UNITS_PER_USD } from './catalogs.ts'
import type { CrossBorder } from './cross-border.ts'
import { type Quote, toQuote } from './quote.ts'
import { makeId, refuseWith, toIso } from './wire.ts'

/** In US cents, as in the docs' sample; in other currencies by the same rate. */
const QUOTA_USD = 1_000_000

/** Fixes a rate. The spread is shown and not deducted again. */
export const createQuote = defineBehaviour<Pick<Quote, 'currency_pair' | 'source_amount' | 'type'>>(
  'quote.create',
  (context) => {
    const { currency_pair, source_amount, type } = context.request.body
    const [from, to] = currency_pair.split('/') as [string, string]
    const quota = QUOTA_USD * UNITS_PER_USD[from]!
    const remaining = quota - sumUsed(context, currency_pair)
    if (from === to) return refuseWith(context, 'The currencies of a pair differ.')
    if (source_amount > remaining)
      return refuseWith(context, `The quota leaves ${remaining} of ${from} for ${currency_pair}.`)
    const validUntil = context.now + context.quirk.durationMs('cobre.fx.quote-life')
    const quote = context.collection<Quote>('quote').insert({
      id: makeId(context, 'fxq', 9),
      type,
      currency_pair,
      source_amount,
      fees_breakdown: { spread: 1.5 },
      fx_rate: UNITS_PER_USD[to]! / UNITS_PER_USD[from]!,
      destination_amount: convert(source_amount, from, to),
      quota_limit: quota,
      remaining_quota: remaining,
      created_at: toIso(context.now),
      valid_until: toIso(validUntil),
      last_quote: false,
      off_market: false,
      validUntil,
    })
    return { status: 201, body: toQuote(quote) }
  },
)

/** In whole numbers, rounded half up: a rate below 1 has no exact binary fraction. */
function convert(amount: number, from: string, to: string): number {
  const product = BigInt(amount) * BigInt(UNITS_PER_USD[to]!)
  const divisor = BigInt(UNITS_PER_USD[from]!)
  return Number((2n * product + divisor) / (2n * divisor))
}

function sumUsed({ collection }: BehaviourContext, currency: string): number {
  const used = collection<CrossBorder>('crossBorder').list({ where: { currency } })
  return used
    .filter(({ state }) => state !== 'rejected')
    .reduce((sum, { amount }) => sum + amount, 0)
}
