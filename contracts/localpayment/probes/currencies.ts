/** Which variants of quotes and exchanges a target shows. */
import { defineProbes, type Probe } from '../../kit/contract.ts'
import { askForExchange, askForQuote } from '../currencies.ts'
import { says } from '../reading.ts'
import { tellBy, unknown } from '../verdicts.ts'

export const currencyProbes: readonly Probe[] = defineProbes({
  'localpayment.fx.quote-account': async (session) => {
    const answer = await askForQuote(session, 'payin', { quoteAccountNumber: undefined })
    if (answer.status === 200) return 'exchanges-only'
    const isAsked = says(answer.body, '[quoteAccountNumber]')
    return isAsked ? 'always' : unknown('a quote without quoteAccountNumber', answer)
  },
  'localpayment.fx.token-life': async (session) => {
    const answer = await askForQuote(session, 'payin')
    const { creationDate, expirationDate } = answer.body ?? {}
    const lifeS = Math.round((Date.parse(expirationDate) - Date.parse(creationDate)) / 1000)
    return tellBy('a quote', answer, lifeS, { 60: '60-seconds', 28800: '8-hours' })
  },
  'localpayment.fx.exchange-token': async (session) => {
    // More than anybody has, so that nothing is exchanged.
    const answer = await askForExchange(session, { amount: '9000000000000.00' })
    if (says(answer.body, '[exchangeRateToken]')) return 'required'
    return says(answer.body, '505 ') ? 'optional' : unknown('an exchange without a quote', answer)
  },
})
