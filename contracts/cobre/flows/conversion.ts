/**
 * Conversion: a quote, and a movement between currencies at its rate.
 * Source: https://docs.cobre.com/obtain-one-cross-border-money-movement-25933256e0, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { fund, openMexican, readBalance, useBalance } from '../accounts.ts'
import { askForConversion, askForQuote } from '../conversion.ts'
import { demandError, isOffered } from '../expectations.ts'

export const conversion: readonly Flow[] = defineFlows({
  'fx-alert.life': {
    title: 'An alert is created, read, and ended without being forgotten',
    run: async (session) => {
      const valid_until = new Date((await session.now()) + 86_400_000).toISOString()
      const metadata = { condition: 'above', currency_pair: 'usd/cop', max_rate: 99_999 }
      const alert = { type: 'fx_rate', alias: session.unique(), metadata, valid_until }
      session.step('refused')
      const wrong = { ...alert, metadata: { ...metadata, condition: 'below' } }
      demandError(session, await session.send('POST', '/v1/alerts', { json: wrong }), 400)
      session.step('created')
      const made = await session.send('POST', '/v1/alerts', { json: alert })
      session.expect(made, { status: 201, body: { ...alert, active_status: true } })
      const path = `/v1/alerts/${made.body.id}`
      session.expect(await session.send('GET', path), { status: 200, body: { id: made.body.id } })
      session.step('ended')
      session.expect(await session.send('DELETE', path), { status: [200, 204] })
      session.expect(await session.send('GET', path), { body: { active_status: false } })
    },
  },
  'conversion.completed': {
    title: 'A conversion takes dollars and credits pesos at the quoted rate',
    needs: ['money'],
    waits: 'PT25S',
    holds: ['balance'],
    run: async (session) => {
      session.step('the quote')
      const quote = await askForQuote(session, { source_amount: 10_000 })
      if (!isOffered(session, quote)) return
      const { destination_amount, fx_rate, id: forex_quote_id } = quote.body
      session.expect(quote, {
        status: 201,
        body: {
          currency_pair: 'usd/mxn',
          source_amount: 10_000,
          destination_amount: Math.round(10_000 * fx_rate),
          type: 'static_quote',
        },
      })
      session.step('the movement')
      const ends = await openEnds(session)
      await fund(session, ends.source_id, 10_000)
      const start = await readBalance(session, ends.source_id)
      const external_id = session.unique()
      const made = await askForConversion(session, { ...ends, forex_quote_id, external_id })
      session.expect(made, {
        status: 201,
        body: {
          ...ends,
          external_id,
          type: 'cross_border',
          currency: 'usd/mxn',
          amount: 10_000,
          status: { state: 'initiated', code: '' },
          metadata: { forex_quote_id, forex_quote: { fx_rate, destination_amount } },
        },
      })
      session.step('completed')
      const path = `/v1/cross_border_money_movements/${made.body.id}`
      const isQuick = session.variantOf('cobre.cross-border.time') === 'ten-seconds'
      await session.eventually(
        'the conversion is completed',
        isQuick ? { within: 'PT23S', every: 'PT2S' } : { within: 'PT62M', every: 'PT10M' },
        async () => (await session.send('GET', path)).body.status.state === 'completed',
      )
      const source = await session.send('GET', `/v1/accounts/${ends.source_id}`)
      session.expect(source, { body: { obtained_balance: start - 10_000 } })
      const destination = await session.send('GET', `/v1/accounts/${ends.destination_id}`)
      session.expect(destination, { body: { obtained_balance: destination_amount } })
    },
  },
  'conversion.expired-quote': {
    title: 'A quote serves until its valid_until and not later',
    waits: 'PT3M10S',
    run: async (session) => {
      const quote = await askForQuote(session)
      if (!isOffered(session, quote)) return
      const { created_at, id: forex_quote_id, valid_until } = quote.body
      const isLong = session.variantOf('cobre.fx.quote-life') === 'three-minutes'
      const seconds = (Date.parse(valid_until) - Date.parse(created_at)) / 1_000
      session.expect({ ...quote, body: { seconds } }, { body: { seconds: isLong ? 180 : 30 } })
      const ends = await openEnds(session)
      const convert = () => askForConversion(session, { ...ends, forex_quote_id })
      await session.pass(`PT${seconds + 5}S`)
      demandError(session, await convert(), 400, undefined, 'the quote is over')
    },
  },
  'conversion.refusals': {
    title: 'A quote of an unknown pair, and a conversion without quote, are refused',
    run: async (session) => {
      const quote = await askForQuote(session, { currency_pair: 'usd/xyz' })
      demandError(session, quote, 400)
      const { id } = await useBalance(session, 'main', 'pr_global_cobre')
      const ends = { source_id: id, destination_id: id }
      demandError(session, await askForConversion(session, ends), 400)
    },
  },
})

async function openEnds(session: Session) {
  const source = await useBalance(session, 'main', 'pr_global_cobre')
  const destination = await openMexican(session)
  return { source_id: source.id as string, destination_id: destination.id as string }
}
