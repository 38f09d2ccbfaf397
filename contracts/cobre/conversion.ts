/** Quotes and cross-border movements that cases ask for. */
import type { Answer } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

/** Asks for a rate from dollars to Mexican pesos, whatever the answer. */
export function askForQuote(session: Session, over: Record<string, unknown> = {}): Promise<Answer> {
  const json = { currency_pair: 'usd/mxn', source_amount: 100, type: 'static_quote', ...over }
  return session.send('POST', '/v1/fx_quotes', { json })
}

/** Asks for a conversion at a quote, whatever the answer. */
export function askForConversion(session: Session, json: Record<string, unknown>): Promise<Answer> {
  const headers = { idempotency: session.unique() }
  return session.send('POST', '/v1/cross_border_money_movements', { json, headers })
}
