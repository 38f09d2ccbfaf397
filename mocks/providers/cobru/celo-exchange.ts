/**
 * Between pesos and Celo dollars: rates, purchase, payment of a cobru and its quote.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/8-celo.md, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { isAddress, openWallet, storeCelo, toCusdText, toUnits } from './celo.ts'
import { PESOS_PER_CUSD, TRM, toCeloUnits, toPesos, toQuote, USD_PER_CUSD } from './celo-rates.ts'
import { toMinor } from './decimal.ts'
import { refuseState } from './details.ts'
import { firstOf } from './first-of.ts'
import { move, type Posting, readBalance } from './ledger.ts'
import { payPayment } from './payins.ts'
import type { Payment } from './payment.ts'
import { describeShort } from './payouts.ts'
import { findHolder } from './people.ts'
import { storePurchase } from './purchases.ts'

/** Stands for the holder's own wallet. */
const OWN_WALLET = 'cobru'

/** Shows the rate of the day, always the same. */
export const getTrm = defineBehaviour('celo.trm', () => ({ status: 200, body: { price: TRM } }))

/** Shows what a CUSD costs. */
export const getRates = defineBehaviour('celo.rates', () => {
  const rate = { currency: 'CUSD', usd: USD_PER_CUSD, cop: PESOS_PER_CUSD }
  return { status: 200, body: [rate] }
})

interface NewCusd {
  currency: string
  amount: number | string
  wallet: string
}

/** Buys CUSD with the balance, for the holder's own wallet (`cobru`) or any other. */
export const buyCusd = defineBehaviour<NewCusd>('celo.buy', (context) => {
  const { currency, amount, wallet } = context.request.body
  const units = toUnits(amount)
  const amountMinor = toPesos(units)
  if (currency !== 'CUSD') return refuseBuy(context, 'currency')
  if (wallet !== OWN_WALLET && !isAddress(wallet)) return refuseBuy(context, 'wallet')
  if (units < 1 || amountMinor < 1) return refuseBuy(context, 'amount')
  const { id: holder } = findHolder(context)
  const hint = describeShort(context, holder, amountMinor)
  if (hint !== undefined) return refuseBuy(context, 'not enough balance', hint)
  const { address } = openWallet(context, holder)
  const isOwn = wallet === OWN_WALLET || wallet.toLowerCase() === address
  const bought = { holder, kind: 'crypto', description: `${toCusdText(units)} CUSD`, amountMinor }
  storePurchase(context, bought, { book: 'exchange' })
  const postings = move('exchange', isOwn ? `celo:${holder}` : 'outside', units, 'CUSD')
  const to = isOwn ? address : wallet
  const transaction = storeCelo(context, holder, { units, from: EXCHANGE, to, postings })
  return { status: 200, body: { success: true, details: { success: true, transaction } } }
})

/** Cobru's own wallet, made up. */
const EXCHANGE = `0x${'c0b'.repeat(13)}0`

function refuseBuy(context: BehaviourContext, details: string, hint?: string): Outcome {
  return context.refuse('cryptoBuy', { details }, { hint })
}

/** Quotes an amount of pesos in dollars, fee on top. */
export const quoteCelo = defineBehaviour('celo.quote', (context) => {
  return answerQuote(context)
})

function answerQuote({ request }: BehaviourContext): Outcome {
  const amount = String(firstOf(request.query.amount))
  return { status: 200, body: { amount, ...toQuote(toMinor(amount)) } }
}

/** Pays a cobru with the holder's CUSD; with `amount` in the query it only quotes. */
export const payWithCelo = defineBehaviour<{ url?: string } | undefined, Payment>(
  'celo.pay',
  (context) => {
    if (context.request.query.amount !== undefined) {
      return answerQuote(context)
    }
    const payment = context.record
    if (!payment) return context.refuse('notFound')
    const refusal = refuseState(context, payment)
    if (refusal) return refusal
    return payFromCelo(context, payment) ?? { status: 200, body: { result: 200 } }
  },
)

function payFromCelo(
  context: BehaviourContext<unknown, Payment>,
  payment: Payment,
): Outcome | undefined {
  const { id: holder } = findHolder(context)
  const units = toCeloUnits(payment.amountMinor)
  if (readBalance(context, `celo:${holder}`, 'CUSD') < units) {
    return context.refuse('celo', { error: 'balance' })
  }
  const { address } = openWallet(context, holder)
  const postings = move(`celo:${holder}`, 'exchange', units, 'CUSD')
  storeCelo(context, holder, { units, from: address, to: EXCHANGE, postings })
  context.cancelTimers(`magic:${payment.url}`)
  const pesos: Posting[] = [
    { book: 'exchange', currency: 'COP', amountMinor: -payment.amountMinor },
  ]
  payPayment(context, payment, { paidAt: context.now, method: 'CUSD' }, pesos)
  return undefined
}
