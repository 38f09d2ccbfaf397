/**
 * Quotes and exchanges between currencies.
 * Source: https://docs.localpayment.com/docs/quote-currency-conversion and
 * https://docs.v3.localpayment.com/settlement-and-exchange/currency-exchange-bulk, read 2026-11-30.
 */
import type { Answer } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

/** The merchant's account in dollars: the same number with that currency's. */
export function dollarAccountOf(session: Session): string {
  const [country, , serial] = (session.credentials.accountNumber ?? '').split('.')
  return [country, '840', serial].join('.')
}

/** Asks for a quote of pesos in dollars; `undefined` leaves a parameter out. */
export function askForQuote(
  session: Session,
  type: string,
  over: Record<string, string | undefined> = {},
): Promise<Answer> {
  const wanted = {
    sourceCurrency: 'COP',
    quoteCurrency: 'USD',
    accountNumber: session.credentials.accountNumber,
    quoteAccountNumber: dollarAccountOf(session),
    ...over,
  }
  const given = Object.entries(wanted).filter((entry): entry is [string, string] => !!entry[1])
  const query = Object.fromEntries(given)
  return session.send('GET', `/api/fx/currency-exchange/${type}`, { query })
}

/** Asks for an exchange of pesos for dollars, whatever the answer. */
export function askForExchange(
  session: Session,
  { token, amount }: { token?: string; amount: string },
): Promise<Answer> {
  const json = {
    country: 'COL',
    externalId: session.unique(),
    ...(token === undefined ? {} : { exchangeRateToken: token }),
    account: {
      debited: { currency: 'COP', accountNumber: session.credentials.accountNumber, amount },
      credited: { currency: 'USD', accountNumber: dollarAccountOf(session) },
    },
  }
  return session.send('POST', '/api/currency-exchange', { json })
}
