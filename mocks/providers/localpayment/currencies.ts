/**
 * Currencies of a merchant: pesos, and hard currencies in accounts of their own.
 * Source: https://docs.v3.localpayment.com/settlement-and-exchange/currency-exchange-bulk/get-quote-fx,
 * read 2026-11-30. The dollar's rate is that of the printed notification, the others are ours.
 */
import type { BaseContext } from '../../provider.ts'

export type Currency = 'COP' | 'AUD' | 'CAD' | 'CHF' | 'EUR' | 'GBP' | 'NZD' | 'USD'

interface CurrencyFacts {
  /** ISO 4217, the second part of an account number. */
  number: string
  /** Pesos for one, and what one peso is. */
  toPesos: string
  ofPesos: string
}

const CURRENCIES: Record<Currency, CurrencyFacts> = {
  COP: { number: '170', toPesos: '1', ofPesos: '1' },
  AUD: { number: '036', toPesos: '2418.36', ofPesos: '0.0004135033' },
  CAD: { number: '124', toPesos: '2703.1', ofPesos: '0.0003699456' },
  CHF: { number: '756', toPesos: '4790.55', ofPesos: '0.0002087443' },
  EUR: { number: '978', toPesos: '4372.87', ofPesos: '0.0002286828' },
  GBP: { number: '826', toPesos: '5001.24', ofPesos: '0.0001999504' },
  NZD: { number: '554', toPesos: '2207.47', ofPesos: '0.0004530073' },
  USD: { number: '840', toPesos: '3705.82', ofPesos: '0.0002698458' },
}

/** Units of one currency for one of the other; undefined unless exactly one of them is the peso. */
export function findRate(source: string, quote: string): string | undefined {
  if (!isCurrency(source) || !isCurrency(quote) || source === quote) return undefined
  if (quote === 'COP') return CURRENCIES[source].toPesos
  return source === 'COP' ? CURRENCIES[quote].ofPesos : undefined
}

export function isCurrency(text: string): text is Currency {
  return Object.hasOwn(CURRENCIES, text)
}

/** The currency of an account of the caller's; undefined when it is not the caller's. */
export function findCurrency(
  { account }: Pick<BaseContext, 'account'>,
  accountNumber: unknown,
): Currency | undefined {
  const [country, , serial] = account.credentials.accountNumber!.split('.')
  // The table holds no other keys.
  const codes = Object.keys(CURRENCIES) as Currency[]
  return codes.find((code) => accountNumber === `${country}.${CURRENCIES[code].number}.${serial}`)
}
