/**
 * Quotes: priced, with fees, good for 15 seconds and once.
 * Source: https://integration-guide.avenia.io/docs/Operations/quoteGuide, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { demandInvalid } from '../expectations.ts'
import { askForQuote, fromBalance, order, spend, toCop, UNPAID } from '../tickets.ts'

const FEES = ['Markup Fee', 'In Fee', 'Conversion Fee', 'Out Fee', 'Gas Fee']

export const quotes: readonly Flow[] = defineFlows({
  'quote.pix': {
    title: 'Reais by PIX are quoted one to one, with five fees as texts',
    run: async (session) => {
      const answer = await askForQuote(session, { outputAmount: '100' })
      const { body } = session.expect(answer, {
        status: 200,
        body: {
          inputCurrency: 'BRL',
          inputPaymentMethod: 'PIX',
          inputAmount: '100.2',
          outputCurrency: 'BRLA',
          outputPaymentMethod: 'INTERNAL',
          outputAmount: '100',
          inputThirdParty: false,
          outputThirdParty: false,
          basePrice: '1',
          pairName: 'BRLBRLA',
        },
      })
      const types = body.appliedFees.map(({ type }: { type: string }) => type)
      session.expect({ ...answer, at: '/appliedFees', body: types }, { body: FEES })
      const fee = body.appliedFees[1]
      const at = '/appliedFees/1'
      session.expect({ ...answer, at, body: fee }, { body: { amount: '0.2', currency: 'BRL' } })
      const isTold = session.variantOf('avenia.quote.fee-rebatable') === 'present'
      const told = { rebatable: fee.rebatable ?? null }
      session.expect({ ...answer, at, body: told }, { body: { rebatable: isTold ? true : null } })
    },
  },
  'quote.cop': {
    title: 'A payout in pesos is quoted by Bre-B and by bank transfer, and PSE is not a value',
    run: async (session) => {
      for (const rail of ['BRE-B', 'BANK-TRANSFER']) {
        session.step(rail)
        const wanted = { outputCurrency: 'COP', outputPaymentMethod: rail, inputAmount: '10' }
        session.expect(await askForQuote(session, toCop(rail, '10')), {
          status: 200,
          body: { inputCurrency: 'USDC', inputPaymentMethod: 'INTERNAL', ...wanted },
        })
      }
      session.step('PSE')
      demandInvalid(session, await askForQuote(session, toCop('PSE', '10')), 'outputPaymentMethod')
      session.step('small and large amounts')
      const isMinimum = session.variantOf('avenia.quote.cop-minimum') === 'enforced'
      const isCapped = session.variantOf('avenia.quote.breb-cap') === 'capped'
      await demandAmount(session, toCop('BRE-B', '4'), isMinimum)
      await demandAmount(session, toCop('BRE-B', '3100'), isCapped)
      await demandAmount(session, toCop('BANK-TRANSFER', '3100'), false)
    },
  },
  'quote.refusals': {
    title: 'A quote names the parameter that is missing or wrong',
    run: async (session) => {
      const refused = async (over: Parameters<typeof askForQuote>[1], field: string) =>
        demandInvalid(session, await askForQuote(session, over), field)
      await refused({ inputCurrency: 'XYZ' }, 'inputCurrency')
      await refused({ inputPaymentMethod: 'ACH' }, 'inputPaymentMethod')
      await refused({ outputAmount: undefined }, 'inputAmount')
      await refused({ inputAmount: '1' }, 'inputAmount')
      await refused({ outputAmount: '1.1234567' }, 'outputAmount')
      await refused({ inputThirdParty: undefined }, 'inputThirdParty')
      session.step('without a send method')
      const chain = { inputCurrency: 'USDC', inputPaymentMethod: 'POLYGON' }
      await refused(chain, 'blockchainSendMethod')
      const over = { outputCurrency: 'USDT', inputAmount: '10', blockchainSendMethod: undefined }
      const inside = await askForQuote(session, fromBalance('BRLA', over))
      if (session.variantOf('avenia.quote.send-method-internal') === 'optional')
        session.expect(inside, { status: 200 })
      else demandInvalid(session, inside, 'blockchainSendMethod')
    },
  },
  'quote.spent': {
    title: 'A quote is good once, and not after 15 seconds',
    waits: 'PT16S',
    run: async (session) => {
      const late = await askForQuote(session, UNPAID)
      const { body } = session.expect(await askForQuote(session, UNPAID), { status: 200 })
      session.expect(await spend(session, body.quoteToken), { status: 200 })
      demandInvalid(session, await spend(session, body.quoteToken), 'quoteToken', 'it is spent')
      session.step('too late')
      await session.pass('PT16S')
      const over = await spend(session, late.body.quoteToken)
      demandInvalid(session, over, 'quoteToken', 'it is over')
      session.step('a new one')
      session.expect(await order(session, UNPAID), { status: 200 })
    },
  },
})

/** Demands that the amount is refused, or the quote given. */
async function demandAmount(
  session: Session,
  query: Parameters<typeof askForQuote>[1],
  isRefused: boolean,
): Promise<void> {
  const answer = await askForQuote(session, query)
  if (isRefused) demandInvalid(session, answer, 'inputAmount')
  else session.expect(answer, { status: 200 })
}
