/**
 * Quotes of a change of currency; their token is good for a payment or an exchange until it expires.
 * Source: https://docs.localpayment.com/docs/quote-currency-conversion, read 2026-11-30.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  type StoredRecord,
} from '../../provider.ts'
import { METHODS, type MethodFacts } from './catalogs.ts'
import { findCurrency, findRate } from './currencies.ts'
import { toIsoTicks } from './money.ts'
import { byCode, refuseOperation, refuseParameter, unverified } from './rejections.ts'

export type QuoteType = 'PayIn' | 'PayOut' | 'CurrencyExchange'

/** Kept until somebody uses it. */
export interface Quote extends StoredRecord {
  type: QuoteType
  source: string
  quote: string
  /** Units of the quoted currency for one of the source, a decimal. */
  rate: string
  createdAt: number
  expiresAt: number
}

const TYPES: Record<string, QuoteType> = {
  payin: 'PayIn',
  payout: 'PayOut',
  currencyExchange: 'CurrencyExchange',
}

/** Quotes a rate and keeps it under a token. */
export const quoteExchange = defineBehaviour('fx.quote', (context) => {
  const { params, query } = context.request
  // Validation has seen the type and that these are texts.
  const type = TYPES[params.type!]!
  const [source, quote] = [String(query.sourceCurrency), String(query.quoteCurrency)]
  const isAccountAsked = context.quirk.value('localpayment.fx.quote-account')
  const needsQuoteAccount = isAccountAsked || type === 'CurrencyExchange'
  if (needsQuoteAccount && query.quoteAccountNumber === undefined)
    return refuseParameter(context, 'Empty mandatory param + [quoteAccountNumber]')
  const wrong = ['accountNumber', 'quoteAccountNumber'].find((name) => isForeign(context, name))
  if (wrong !== undefined) return refuseParameter(context, unverified(wrong).text)
  const rate = findRate(source, quote)
  if (rate === undefined) {
    return refuseOperation(context, byCode('502'), {
      hint: 'A quote is between COP and one of AUD, CAD, CHF, EUR, GBP, NZD, USD.',
    })
  }
  const lifeMs = context.quirk.durationMs('localpayment.fx.token-life')
  const kept = context.collection<Quote>('quote').insert({
    id: context.ids.uuid('quote'),
    type,
    source,
    quote,
    rate,
    createdAt: context.now,
    expiresAt: context.now + lifeMs,
  })
  return { status: 200, body: toWire(kept, String(query.accountNumber)) }
})

/** Whether a parameter names an account that is not the caller's. */
function isForeign(context: BehaviourContext, name: string): boolean {
  const given = context.request.query[name]
  return given !== undefined && findCurrency(context, given) === undefined
}

function toWire(kept: Quote, accountNumber: string) {
  return {
    exchangeRateToken: kept.id,
    transactionType: kept.type,
    accountNumber,
    sourceCurrency: kept.source,
    creationDate: toIsoTicks(kept.createdAt),
    expirationDate: toIsoTicks(kept.expiresAt),
    quotes: toMethods(kept.type).map((paymentMethodCode) => ({
      paymentMethodCode,
      rate: Number(kept.rate),
      quoteCurrency: kept.quote,
    })),
  }
}

/** An exchange between own accounts has no method. */
function toMethods(type: QuoteType): (string | null)[] {
  const directions: Partial<Record<QuoteType, MethodFacts['direction']>> = {
    PayIn: 'payin',
    PayOut: 'payout',
  }
  const codes = METHODS.filter(({ direction }) => direction === directions[type])
  return codes.length === 0 ? [null] : codes.map(({ code }) => code)
}

/** The quote of a token, or undefined when there is none, it has expired, or is for something else. */
export function findQuote(context: BaseContext, token: string, type: QuoteType): Quote | undefined {
  const quote = context.collection<Quote>('quote').get(token)
  return quote?.type === type && context.now < quote.expiresAt ? quote : undefined
}

/** Whether a payment may be made with the token that it carries, if it carries one. */
export function isGoodToken(
  context: BaseContext,
  token: string | null | undefined,
  type: QuoteType,
): boolean {
  return token == null || findQuote(context, token, type) !== undefined
}
