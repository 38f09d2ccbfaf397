/** Which variants of quotes a target shows. */
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import { askForQuote, fromBalance, fromCop, toCop } from '../tickets.ts'
import { describe, isRefused, tellByRefusal } from '../verdicts.ts'

const AMOUNT = /\b(input|output)Amount\b/

export const quoteProbes: readonly Probe[] = defineProbes({
  'avenia.quote.third-party': async (session) =>
    tellByRefusal(
      'a quote for a third party',
      await askForQuote(session, { outputThirdParty: 'true' }),
      { taken: 'either', refused: 'must-be-false', message: /outputThirdParty/ },
    ),
  'avenia.quote.send-method-internal': async (session) => {
    const over = { outputCurrency: 'USDT', inputAmount: '10', blockchainSendMethod: undefined }
    const answer = await askForQuote(session, fromBalance('BRLA', over))
    return tellByRefusal('a quote without send method', answer, {
      taken: 'optional',
      refused: 'required-prefixed',
      message: /: ?blockchainSendMethod is invalid$/,
    })
  },
  'avenia.quote.fee-rebatable': async (session) => {
    const answer = await askForQuote(session)
    const fees: object[] = answer.body?.appliedFees ?? []
    const count = fees.filter((fee) => 'rebatable' in fee).length
    if (fees.length > 0 && count === fees.length) return 'present'
    if (fees.length > 0 && count === 0) return 'absent'
    return undecided(describe('a quote', answer))
  },
  'avenia.quote.breb-cap': async (session) => {
    const below = await askForQuote(session, toCop('BRE-B', '2900'))
    if (below.status !== 200) return undecided(describe('2,900 USDC by Bre-B', below))
    const transfer = await askForQuote(session, toCop('BANK-TRANSFER', '3100'))
    if (transfer.status !== 200) return undecided(describe('3,100 USDC by transfer', transfer))
    const above = await askForQuote(session, toCop('BRE-B', '3100'))
    return tellByRefusal('3,100 USDC by Bre-B', above, {
      taken: 'none',
      refused: 'capped',
      message: AMOUNT,
    })
  },
  'avenia.quote.cop-minimum': async (session) => {
    const enough = await askForQuote(session, toCop('BRE-B', '6'))
    if (enough.status !== 200) return undecided(describe('6 USDC to COP', enough))
    const out = await askForQuote(session, toCop('BRE-B', '4'))
    const into = await askForQuote(session, fromCop('BRE-B', '9000'))
    const both = [out, into]
    if (both.every((answer) => isRefused(answer, AMOUNT))) return 'enforced'
    if (both.every(({ status }) => status === 200)) return 'none'
    return undecided(`4 USDC are answered ${out.status}, 9,000 COP ${into.status}`)
  },
})
