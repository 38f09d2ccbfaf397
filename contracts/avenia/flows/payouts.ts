/**
 * Tickets that are paid from the balance: conversions, payouts in pesos and reais.
 * Source: https://integration-guide.avenia.io/docs/Operations/ticketsGuide, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { BRL, register, toBank, toKey } from '../beneficiaries.ts'
import { demandInvalid, demandRefusal } from '../expectations.ts'
import { useSubAccount } from '../sub-accounts.ts'
import {
  askForQuote,
  awaitStatus,
  demandBalance,
  fromBalance,
  fund,
  listEvents,
  OWN,
  order,
  place,
  readBalance,
  readTicket,
  spend,
  TICKETS,
  toCop,
  UNPAID,
} from '../tickets.ts'

export const payouts: readonly Flow[] = defineFlows({
  'payout.cop': {
    title: 'A payout in pesos goes by the rail of its quote, and to a beneficiary that has it',
    needs: ['money'],
    waits: 'PT50S',
    holds: ['balance'],
    run: async (session) => {
      await fund(session, 'USDC', '20')
      const before = await readBalance(session, 'USDC')
      const key = await register(session, toKey(session))
      const bank = await register(session, toBank(session))
      session.step('wrong rails')
      const to = (rail: string, id: string) =>
        order(session, toCop(rail, '6'), { beneficiaryCopBankAccountId: id })
      demandInvalid(session, await to('BANK-TRANSFER', key), 'beneficiaryCopBankAccountId')
      demandInvalid(session, await to('BRE-B', bank), 'beneficiaryCopBankAccountId')
      demandInvalid(session, await to('BRE-B', session.uuid()), 'beneficiaryCopBankAccountId')
      session.step('both rails')
      const first = session.expect(await to('BRE-B', key), { status: 200 })
      const second = session.expect(await to('BANK-TRANSFER', bank), { status: 200 })
      await demandBalance(session, 'USDC', before - 12)
      for (const { body } of [first, second]) await awaitStatus(session, body.id, 'PAID', 'PT12S')
      await demandBalance(session, 'USDC', before - 12)
      const { quote } = await readTicket(session, first.body.id)
      session.expect(
        { ...first, body: quote },
        {
          body: { inputAmount: '6', outputCurrency: 'COP', outputPaymentMethod: 'BRE-B' },
        },
      )
      const [last] = (await listEvents(session, first.body.id)).slice(-1)
      session.expect({ ...first, body: { last } }, { body: { last: 'TICKET-COMPLETE' } })
    },
  },
  'payout.failed': {
    title: 'A payout that fails gives the balance back and says why',
    // Nobody outside Avenia can have a delivery fail.
    needs: ['control', 'money'],
    waits: 'PT35S',
    holds: ['balance'],
    run: async (session) => {
      await fund(session, 'USDC', '10')
      const before = await readBalance(session, 'USDC')
      const beneficiaryCopBankAccountId = await register(session, toKey(session))
      const { id } = await place(session, toCop('BRE-B', '6'), { beneficiaryCopBankAccountId })
      await session.pass('PT7S')
      await session.act('avenia.ticket.fail', { id, reason: 'account closed' }, '')
      const answer = await session.send('GET', `${TICKETS}${id}`)
      const ticket = { status: 'FAILED', failureReason: 'account closed' }
      session.expect(answer, { status: 200, body: { ticket } })
      await demandBalance(session, 'USDC', before)
      const [last] = (await listEvents(session, id)).slice(-1)
      session.expect({ ...answer, body: { last } }, { body: { last: 'DELIVERY-FAILED' } })
    },
  },
  'payout.without-funds': {
    title: 'A payout beyond the balance is refused',
    run: async (session) => {
      const before = await readBalance(session, 'USDC')
      const id = await register(session, toBank(session))
      const quote = toCop('BANK-TRANSFER', String(Math.ceil(before) + 1_000))
      const answer = await order(session, quote, { beneficiaryCopBankAccountId: id })
      demandRefusal(session, answer, 400, 'insufficient balance')
      await demandBalance(session, 'USDC', before)
    },
  },
  'payout.conversion': {
    title: 'A conversion takes the balance at once and gives the other token ten seconds later',
    needs: ['money'],
    waits: 'PT40S',
    holds: ['balance'],
    run: async (session) => {
      await fund(session, 'BRLA', '30')
      const [brla, usdt] = [await readBalance(session, 'BRLA'), await readBalance(session, 'USDT')]
      const wanted = fromBalance('BRLA', { outputCurrency: 'USDT', inputAmount: '30' })
      const { id } = await place(session, wanted)
      await demandBalance(session, 'BRLA', brla - 30)
      await demandBalance(session, 'USDT', usdt)
      const { quote } = await awaitStatus(session, id, 'PAID', 'PT12S')
      await demandBalance(session, 'BRLA', brla - 30)
      await demandBalance(session, 'USDT', usdt + Number(quote.outputAmount))
    },
  },
  'payout.pix': {
    title: 'A payout in reais goes to a PIX key or to a beneficiary',
    needs: ['money'],
    waits: 'PT50S',
    run: async (session) => {
      await fund(session, 'BRLA', '30')
      const over = { outputCurrency: 'BRL', outputPaymentMethod: 'PIX', inputAmount: '10' }
      const pay = (ticketBrlPixOutput: Record<string, unknown>) =>
        order(session, fromBalance('BRLA', over), { ticketBrlPixOutput })
      demandInvalid(session, await pay({}), 'beneficiaryBrlBankAccountId')
      const pixKey = 'loja@example.com'
      const data = { alias: session.unique(), pixKey }
      const known = await register(session, data, { path: BRL })
      const first = session.expect(await pay({ pixKey }), { status: 200 })
      const second = await pay({ beneficiaryBrlBankAccountId: known })
      session.expect(second, { status: 200 })
      for (const { body } of [first, second]) {
        const ticket = await awaitStatus(session, body.id, 'PAID', 'PT12S')
        const brazilianFiatReceiverInfo = { pixKey }
        session.expect({ ...first, body: ticket }, { body: { brazilianFiatReceiverInfo } })
      }
    },
  },
  'payout.scope': {
    title: 'Quote and ticket are of one sub-account, and a ticket is read in it alone',
    run: async (session) => {
      const query = { subAccountId: await useSubAccount(session) }
      const priced = await askForQuote(session, { ...UNPAID, ...query })
      const { quoteToken } = session.expect(priced, { status: 200 }).body
      demandInvalid(session, await spend(session, quoteToken), 'subAccountId')
      const placed = await spend(session, quoteToken, OWN, query)
      const { id } = session.expect(placed, { status: 200 }).body
      await readTicket(session, id, query)
      demandRefusal(session, await session.send('GET', `${TICKETS}${id}`), 404)
    },
  },
})
