/**
 * Exchanges between accounts of one merchant.
 * Source: https://docs.localpayment.com/reference/exchange-bulk and
 * https://docs.v3.localpayment.com/settlement-and-exchange/currency-exchange-bulk/bulk, read
 * 2026-11-30. The answer is ours.
 */
import {
  applyRate,
  type BehaviourContext,
  defineBehaviour,
  type Outcome,
  type StoredRecord,
} from '../../provider.ts'
import { type Currency, findCurrency, findRate } from './currencies.ts'
import { findQuote } from './fx.ts'
import { exchange, readBalance } from './ledger.ts'
import { toMinor, toPesos } from './money.ts'
import {
  byCode,
  createdStatus,
  isExternalId,
  refuseOperation,
  refuseParameter,
} from './rejections.ts'

interface Side {
  currency: string
  accountNumber: string
  amount?: string | number
}

interface NewExchange {
  externalId: string
  exchangeRateToken?: string | null
  account: { debited: Side; credited: Side }
}

interface Exchange extends StoredRecord {
  internalId: string
  debitedMinor: number
  creditedMinor: number
}

type Context = BehaviourContext<NewExchange>

/** Debits one account and credits another at the rate of a quote. */
export const exchangeCurrency = defineBehaviour<NewExchange>('fx.exchange', (context) => {
  const { body } = context.request
  const broken = findBroken(context)
  if (broken !== undefined) return refuseParameter(context, broken)
  if (context.collection<Exchange>('exchange').get(body.externalId))
    return refuseOperation(context, byCode('500'))
  const rates = findRates(context)
  if ('status' in rates) return rates
  const { debited, credited } = body.account
  const amounts = toAmounts(debited.amount, credited.amount, rates)
  if (!amounts) return refuseOperation(context, byCode('512'))
  // `findBroken` has seen that both are currencies of the caller's accounts.
  const [from, to] = [debited.currency as Currency, credited.currency as Currency]
  if (readBalance(context, from) < amounts.debitedMinor)
    return refuseOperation(context, byCode('505'))
  const id = body.externalId
  const kept = context
    .collection<Exchange>('exchange')
    .insert({ id, internalId: context.ids.uuid('exchange'), ...amounts })
  exchange(context, kept, { from, to, ...amounts })
  return { status: createdStatus(context), body: toWire(context, kept) }
})

/** What is wrong with the request itself, in the words of a rejection. */
function findBroken({ request, quirk, account }: Context): string | undefined {
  const { externalId, exchangeRateToken, account: sides } = request.body
  if (!isExternalId(externalId, quirk)) return 'Invalid param + [externalId] + verification failed'
  const isTokenAsked = quirk.value('localpayment.fx.exchange-token')
  if (isTokenAsked && !exchangeRateToken) return 'Empty mandatory param + [exchangeRateToken]'
  for (const name of ['debited', 'credited'] as const) {
    const { accountNumber, currency } = sides[name]
    if (findCurrency({ account }, accountNumber) !== currency)
      return `Invalid param + [account.${name}.accountNumber] + verification failed`
  }
  return isOneAmount(sides) ? undefined : 'Invalid param + [account.amount] + verification failed'
}

/** Exactly one of the two is above 0; the other is left out or 0. */
function isOneAmount({ debited, credited }: NewExchange['account']): boolean {
  const amounts = [debited.amount ?? 0, credited.amount ?? 0].map(toMinor)
  return (
    amounts.every((minor) => minor !== undefined && minor >= 0) &&
    amounts.filter((minor) => minor !== 0).length === 1
  )
}

interface Rates {
  /** Credited units for one debited, and the other way round. */
  there: string
  back: string
}

function findRates(context: Context): Rates | Outcome {
  const { account, exchangeRateToken } = context.request.body
  const [source, quote] = [account.debited.currency, account.credited.currency]
  const [there, back] = [findRate(source, quote), findRate(quote, source)]
  if (there === undefined || back === undefined) return refuseOperation(context, byCode('502'))
  if (!exchangeRateToken) return { there, back }
  const quoted = findQuote(context, exchangeRateToken, 'CurrencyExchange')
  const isForThese = quoted?.source === source && quoted.quote === quote
  return isForThese ? { there, back } : refuseOperation(context, byCode('303'))
}

function toAmounts(debited: Side['amount'], credited: Side['amount'], { there, back }: Rates) {
  const [given, wanted] = [toMinor(debited ?? 0)!, toMinor(credited ?? 0)!]
  const amounts =
    given > 0
      ? { debitedMinor: given, creditedMinor: applyRate(given, there) }
      : { debitedMinor: applyRate(wanted, back), creditedMinor: wanted }
  return amounts.debitedMinor > 0 && amounts.creditedMinor > 0 ? amounts : undefined
}

function toWire({ request }: Context, { id, internalId, debitedMinor, creditedMinor }: Exchange) {
  const { exchangeRateToken = null, account } = request.body
  const side = ({ currency, accountNumber }: Side, minor: number) => ({
    currency,
    accountNumber,
    amount: toPesos(minor),
  })
  return {
    externalId: id,
    internalId,
    country: 'COL',
    exchangeRateToken,
    status: { code: '200', description: 'Completed', detail: 'The exchange was executed' },
    account: {
      debited: side(account.debited, debitedMinor),
      credited: side(account.credited, creditedMinor),
    },
  }
}
