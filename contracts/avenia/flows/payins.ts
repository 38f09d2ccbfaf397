/**
 * Tickets that somebody pays from outside: by PIX, by Bre-B, by bank transfer.
 * Source: https://integration-guide.avenia.io/docs/Operations/ticketsGuide and
 * https://www.integration-guide.avenia.io/docs/Sandbox%20Usecases/simulateCopDeposit/, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { demandInvalid, demandRefusal } from '../expectations.ts'
import {
  awaitStatus,
  demandBalance,
  fromCop,
  listEvents,
  OWN,
  order,
  place,
  readBalance,
  readTicket,
  TICKETS,
  UNPAID,
} from '../tickets.ts'

const WHOLE = [
  'TICKET-CREATED',
  'DEPOSIT-PROCESSING',
  'DEPOSIT-SUCCESS',
  'DELIVERY-PROCESSING',
  'DELIVERY-SUCCESS',
  'TICKET-COMPLETE',
]

/** What a ticket ends in that nobody paid, by variant. */
const EXPIRED: Record<string, string> = {
  failed: 'FAILED',
  canceled: 'CANCELED',
  'stays-unpaid': 'UNPAID',
}

export const payins: readonly Flow[] = defineFlows({
  'payin.pix': {
    title:
      'A payin by PIX is paid in seconds, comes to the balance with its rebate, and has a receipt',
    needs: ['money'],
    waits: 'PT25S',
    holds: ['balance'],
    run: async (session) => {
      const before = await readBalance(session, 'BRLA')
      const externalId = session.unique()
      const answer = await order(session, {}, { externalId, ...OWN })
      const { id, brCode } = session.expect(answer, { status: 200 }).body
      const body = { isPixCode: /^000201/.test(brCode) }
      session.expect({ ...answer, body }, { body: { isPixCode: true } })
      const early = await session.send('GET', `${TICKETS}${id}/receipt`)
      demandRefusal(session, early, 400, undefined, 'a receipt is for what was paid')
      session.step('paid')
      await awaitStatus(session, id, 'PAID', 'PT23S')
      const ticket = await readTicket(session, id)
      session.expect(
        { ...answer, body: ticket },
        {
          body: {
            id,
            externalId,
            failureReason: '',
            quote: {
              ticketId: id,
              inputAmount: '10.2',
              outputAmount: '10',
              outputCurrency: 'BRLA',
            },
            rebate: { amount: '0.1', currency: 'BRLA' },
          },
        },
      )
      const hasName = { sendMethod: 'sendMethod' in ticket.quote }
      session.expect({ ...answer, body: hasName }, { body: { sendMethod: true } })
      await demandBalance(session, 'BRLA', before + 10.1)
      session.expect({ ...answer, body: await listEvents(session, id) }, { body: WHOLE })
      session.step('receipt and list')
      const receipt = await session.send('GET', `${TICKETS}${id}/receipt`)
      session.expect(receipt, { status: 200, headers: { 'content-type': /^application\/pdf/ } })
      const query = { externalId, status: 'PAID' }
      const found = await session.send('GET', TICKETS, { query })
      session.expect(found, { status: 200, body: { tickets: [{ id, externalId }] } })
    },
  },
  'payin.cop': {
    title: 'A payin in pesos names a page to pay on and is paid within 70 seconds',
    needs: ['money'],
    waits: 'PT75S',
    holds: ['balance'],
    run: async (session) => {
      const before = await readBalance(session, 'USDC')
      const answer = await order(session, fromCop('BRE-B', '20000'))
      const { id, depositUrl } = session.expect(answer, { status: 200 }).body
      const body = { isUrl: /^https:\/\//.test(depositUrl) }
      session.expect({ ...answer, body }, { body: { isUrl: true } })
      session.step('paid')
      const { quote } = await awaitStatus(session, id, 'PAID', 'PT72S', 'PT2S')
      await demandBalance(session, 'USDC', before + Number(quote.outputAmount))
      const isFull = session.variantOf('avenia.ticket.cop-payin-events') === 'full'
      const told = isFull ? WHOLE : WHOLE.filter((type) => !type.startsWith('DELIVERY'))
      session.expect({ ...answer, body: await listEvents(session, id) }, { body: told })
    },
  },
  'payin.canceled': {
    title: 'A payin above the cap waits for its payer and can be canceled, once',
    run: async (session) => {
      const externalId = session.unique()
      const { id } = await place(session, UNPAID, { externalId, ...OWN })
      const listed = async (status: string) => {
        const query = { externalId, status }
        const answer = await session.send('GET', TICKETS, { query })
        return session.expect(answer, { status: 200 }).body.tickets.length
      }
      const read = await session.send('GET', `${TICKETS}${id}`)
      const info = { id, status: 'UNPAID', externalId }
      session.expect(read, { status: 200, body: { ticket: info } })
      session.expect({ ...read, body: await listed('UNPAID') }, { body: 1 })
      const isMeant = session.variantOf('avenia.ticket.pending-filter') === 'means-unpaid'
      session.expect({ ...read, body: await listed('PENDING') }, { body: isMeant ? 1 : 0 })
      session.step('canceled')
      session.expect(await session.send('PATCH', `${TICKETS}${id}/cancel`), { status: 200 })
      session.expect(await session.send('GET', `${TICKETS}${id}`), {
        body: { ticket: { id, status: 'CANCELED' } },
      })
      const again = await session.send('PATCH', `${TICKETS}${id}/cancel`)
      demandRefusal(session, again, 400, undefined, 'it is canceled')
      session.expect({ ...read, body: await listed('UNPAID') }, { body: 0 })
      session.step('an unknown ticket')
      demandRefusal(session, await session.send('GET', `${TICKETS}${session.uuid()}`), 404)
    },
  },
  'payin.expired': {
    title: 'A payin that nobody paid in time is over',
    waits: 'PT5M10S',
    run: async (session) => {
      const { id } = await place(session, UNPAID, { customDuration: 300, ...OWN })
      await session.pass('PT4M50S')
      const { status } = await readTicket(session, id)
      const answer = await session.send('GET', `${TICKETS}${id}`)
      session.expect(answer, { body: { ticket: { status: 'UNPAID' } } }, 'its time is not over')
      session.step('over')
      const wanted = EXPIRED[session.variantOf('avenia.ticket.expiry')] ?? status
      await session.pass('PT12S')
      await awaitStatus(session, id, wanted, 'PT5S')
    },
  },
  'payin.by-hand': {
    title: 'A payin above the cap goes its way once somebody pays it',
    needs: ['money', 'human'],
    waits: 'PT25S',
    run: async (session) => {
      const { id, brCode } = await place(session, UNPAID)
      const instruction = `Have the PIX code ${brCode} of ticket ${id} paid by hand in Avenia's sandbox.`
      await session.act('avenia.ticket.pay', { id }, instruction)
      await awaitStatus(session, id, 'PAID', 'PT23S')
    },
  },
  'payin.failed': {
    title: 'A payin whose deposit fails says why, and changes no balance',
    // Nobody outside Avenia can have a deposit fail.
    needs: ['control'],
    run: async (session) => {
      const before = await readBalance(session, 'BRLA')
      const { id } = await place(session, UNPAID)
      await session.act('avenia.ticket.fail', { id, reason: 'account closed' }, '')
      const answer = await session.send('GET', `${TICKETS}${id}`)
      const ticket = { status: 'FAILED', failureReason: 'account closed' }
      session.expect(answer, { status: 200, body: { ticket } })
      await demandBalance(session, 'BRLA', before)
      const types = ['TICKET-CREATED', 'DEPOSIT-FAILED']
      session.expect({ ...answer, body: await listEvents(session, id) }, { body: types })
    },
  },
  'payin.held': {
    title: 'A payin that Avenia looks into is on hold, and goes on afterwards',
    // Only Avenia puts a ticket on hold.
    needs: ['control', 'money'],
    waits: 'PT30S',
    holds: ['balance'],
    run: async (session) => {
      const { id } = await place(session)
      await awaitStatus(session, id, 'PROCESSING', 'PT4S')
      await session.act('avenia.ticket.hold', { id }, '')
      const isHyphen = session.variantOf('avenia.ticket.status-spelling') === 'hyphen'
      const held = isHyphen ? 'ON-HOLD' : 'ON_HOLD'
      const answer = await session.send('GET', `${TICKETS}${id}`)
      session.expect(answer, { body: { ticket: { status: held } } })
      const cancel = await session.send('PATCH', `${TICKETS}${id}/cancel`)
      demandRefusal(session, cancel, 400, undefined, 'it is paid')
      await session.act('avenia.ticket.release', { id }, '')
      await awaitStatus(session, id, 'PAID', 'PT23S')
    },
  },
  'payin.duration': {
    title: 'A payin takes a duration of 300 to 600 seconds, and names what it lacks',
    run: async (session) => {
      const wanted = { ...UNPAID, outputCurrency: 'USDC' }
      const of = (customDuration: number) => order(session, wanted, { customDuration, ...OWN })
      demandInvalid(session, await of(299), 'customDuration')
      session.expect(await of(600), { status: 200 })
      demandInvalid(session, await of(601), 'customDuration')
      session.step('nowhere to go')
      demandInvalid(session, await order(session, wanted, {}), 'beneficiaryWalletId')
    },
  },
})
