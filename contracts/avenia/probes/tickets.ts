/** Which variants of tickets a target shows. */
import { defineProbes, type Probe, type Undecided, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { register, toBank } from '../beneficiaries.ts'
import {
  awaitStatus,
  fromCop,
  listEvents,
  OWN,
  order,
  place,
  readTicket,
  TICKETS,
  toCop,
  UNPAID,
} from '../tickets.ts'
import { describe, isRefused, tellByRefusal } from '../verdicts.ts'

/** More than a sandbox's balance: a ticket that is right so far is refused for lack of funds. */
const TOO_MUCH = '9000000'

/** What becomes of a payin that nobody paid. */
const ENDS: Record<string, string> = {
  FAILED: 'failed',
  CANCELED: 'canceled',
  UNPAID: 'stays-unpaid',
}

export const ticketProbes: readonly Probe[] = defineProbes({
  'avenia.ticket.expiry': {
    waits: 'PT6M',
    tell: async (session) => {
      const { id } = await place(session, UNPAID, { customDuration: 300, ...OWN })
      await session.pass('PT4M50S')
      const early = await readTicket(session, id)
      if (early.status !== 'UNPAID') return undecided(`before its end a payin is ${early.status}`)
      await session.pass('PT40S')
      const { status, expiresAt } = await readTicket(session, id)
      if (Date.parse(expiresAt) > (await session.now()))
        return undecided(`a payin for 300 seconds expires at ${expiresAt}`)
      return ENDS[status] ?? undecided(`a payin that nobody paid is ${status}`)
    },
  },
  'avenia.ticket.cop-payin-events': {
    needs: ['money'],
    waits: 'PT80S',
    tell: async (session) => {
      const { id } = await place(session, fromCop('BRE-B', '20000'))
      await awaitStatus(session, id, 'PAID', 'PT75S', 'PT5S')
      const types = await listEvents(session, id)
      if (!types.includes('TICKET-COMPLETE')) return undecided('TICKET-COMPLETE is not told')
      const count = ['DELIVERY-PROCESSING', 'DELIVERY-SUCCESS'].filter((type) =>
        types.includes(type),
      ).length
      if (count === 1) return undecided('one of two DELIVERY events is told')
      return count === 0 ? 'without-delivery' : 'full'
    },
  },
  'avenia.ticket.status-spelling': {
    needs: ['control', 'money'],
    waits: 'PT10S',
    tell: async (session) => {
      const { id } = await place(session)
      await awaitStatus(session, id, 'PROCESSING', 'PT5S')
      await session.act('avenia.ticket.hold', { id }, '')
      const { status } = await readTicket(session, id)
      await session.act('avenia.ticket.release', { id }, '')
      if (status === 'ON-HOLD') return 'hyphen'
      return status === 'ON_HOLD' ? 'underscore' : undecided(`a held ticket is ${status}`)
    },
  },
  'avenia.ticket.cop-block': tellBlock,
  'avenia.ticket.duration-class': async (session) => {
    const answer = await order(session, UNPAID, { customDuration: 3_600, ...OWN })
    return tellByRefusal('BRL to BRLA for an hour', answer, {
      taken: 'by-underlying',
      refused: 'by-name',
      message: /customDuration/,
    })
  },
  'avenia.ticket.pending-filter': async (session) => {
    const externalId = session.unique()
    await place(session, UNPAID, { externalId, ...OWN })
    const count = async (status: string) => {
      const { body } = await session.send('GET', TICKETS, { query: { externalId, status } })
      return body?.tickets?.length
    }
    if ((await count('UNPAID')) !== 1) return undecided('a filter by UNPAID does not find it')
    const pending = await count('PENDING')
    if (pending === 0) return 'matches-nothing'
    return pending === 1 ? 'means-unpaid' : undecided(`a filter by PENDING finds ${pending}`)
  },
})

/** Without money: where the id is seen, the balance is what lacks. */
async function tellBlock(session: Session): Promise<string | Undecided> {
  const beneficiaryCopBankAccountId = await register(session, toBank(session))
  const pay = (body: Record<string, unknown>) =>
    order(session, toCop('BANK-TRANSFER', TOO_MUCH), body)
  const nowhere = await pay({})
  const isUnseen = /beneficiaryCopBankAccountId/
  if (!isRefused(nowhere, isUnseen)) return undecided(describe('a payout to nobody', nowhere))
  const atTop = await pay({ beneficiaryCopBankAccountId })
  const isSeen = /balance/
  if (!isRefused(atTop, isSeen)) return undecided(describe('a payout beyond the balance', atTop))
  const inBlock = await pay({ ticketCopOutput: { beneficiaryCopBankAccountId } })
  if (isRefused(inBlock, isSeen)) return 'anywhere'
  if (isRefused(inBlock, isUnseen)) return 'top-level'
  return undecided(describe('an id in ticketCopOutput', inBlock))
}
