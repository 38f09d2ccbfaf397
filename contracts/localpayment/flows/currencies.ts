/**
 * Quotes and exchanges between currencies.
 * Source: https://docs.localpayment.com/docs/quote-currency-conversion, read 2026-11-30.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { askForExchange, askForQuote } from '../currencies.ts'
import { created, demandRefusal } from '../expectations.ts'
import { askForPayout } from '../payouts.ts'
import { firstOf } from '../reading.ts'

export const currencies: readonly Flow[] = defineFlows({
  'quote.told': {
    title: 'A quote between the local and a hard currency has a token, a rate and an end',
    run: async (session) => {
      const answer = await askForQuote(session, 'currencyExchange')
      session.expect(answer, {
        status: 200,
        body: {
          transactionType: 'CurrencyExchange',
          sourceCurrency: 'COP',
          quotes: [{ paymentMethodCode: null, quoteCurrency: 'USD' }],
        },
      })
      const { creationDate, expirationDate, exchangeRateToken, quotes } = answer.body
      const isWhole =
        Date.parse(expirationDate) > Date.parse(creationDate) &&
        typeof exchangeRateToken === 'string' &&
        quotes[0].rate > 0
      session.expect({ ...answer, body: isWhole }, { body: true }, 'token, rate and end')
      const two = await askForQuote(session, 'currencyExchange', {
        sourceCurrency: 'EUR',
        quoteCurrency: 'USD',
      })
      demandRefusal(session, two, '502', 'Currency not allowed')
    },
  },
  'exchange.made': {
    title: 'An exchange at a quote debits one account of the merchant and credits another',
    needs: ['money'],
    run: async (session) => {
      const { body } = await askForQuote(session, 'currencyExchange')
      const token = body.exchangeRateToken
      const answer = await askForExchange(session, { token, amount: '100000.00' })
      session.expect(answer, { status: created(session), body: { exchangeRateToken: token } })
    },
  },
  'rate-token.refused': {
    title: 'A payment with the token of no quote is rejected with 303',
    run: async (session) => {
      const exchangeRateToken = session.uuid()
      const payout = await askForPayout(session, { exchangeRateToken })
      const status = { code: '303', description: 'Rejected' }
      session.expect({ ...payout, body: firstOf(payout.body) }, { body: { status } })
      const exchange = await askForExchange(session, {
        token: exchangeRateToken,
        amount: '1000.00',
      })
      demandRefusal(session, exchange, '303', 'Invalid exchange rate token')
    },
  },
})
