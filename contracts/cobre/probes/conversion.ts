/** Which variants of quotes and cross-border movements a target shows. */
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import { tellByTime } from '../../kit/verdicts.ts'
import { fund, openMexican, useBalance } from '../accounts.ts'
import { askForConversion, askForQuote } from '../conversion.ts'

/** Cobre's test host converts nothing under `documented`. */
const NO_CONVERSION = { 'cobre.qa.features': ['documented'] }

const LIVES: Record<number, string> = { 180: 'three-minutes', 30: 'thirty-seconds' }

export const conversionProbes: readonly Probe[] = defineProbes({
  'cobre.fx.quote-life': {
    maskedBy: NO_CONVERSION,
    tell: async (session) => {
      const { body, status } = await askForQuote(session)
      if (status !== 201) return undecided(`a quote is answered ${status}`)
      const lifeS = (Date.parse(body.valid_until) - Date.parse(body.created_at)) / 1_000
      return LIVES[Math.round(lifeS)] ?? undecided(`a quote is valid for ${lifeS} s`)
    },
  },
  'cobre.cross-border.time': {
    needs: ['money'],
    waits: 'PT61M',
    holds: ['balance'],
    maskedBy: NO_CONVERSION,
    tell: async (session) => {
      const quote = await askForQuote(session)
      if (quote.status !== 201) return undecided(`a quote is answered ${quote.status}`)
      const source = await useBalance(session, 'main', 'pr_global_cobre')
      const destination = await openMexican(session)
      await fund(session, source.id, 100)
      const { body, status } = await askForConversion(session, {
        source_id: source.id,
        destination_id: destination.id,
        forex_quote_id: quote.body.id,
      })
      if (status !== 201) return undecided(`a conversion is answered ${status}`)
      return tellByTime(
        session,
        'a conversion is completed',
        [
          { atS: 8 },
          // It starts within ten seconds at most.
          { atS: 23, variant: 'ten-seconds', beforeS: 1_800 },
          { atS: 3_630, variant: 'one-hour' },
        ],
        async () => {
          const path = `/v1/cross_border_money_movements/${body.id}`
          return (await session.send('GET', path)).body?.status?.state === 'completed'
        },
      )
    },
  },
})
