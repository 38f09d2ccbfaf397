/** What the outside world does to tickets and balances: payers, banks, Avenia's back office. */
import { defineReaction, type ReactionContext, TriggerRefused } from '../../provider.ts'
import { TOKENS } from './catalogs.ts'
import { move } from './ledger.ts'
import { formatAmount, parseAmount } from './money.ts'
import { mainOwner, type SubAccount } from './scope.ts'
import type { Ticket } from './ticket.ts'
import { emitTicket } from './ticket-events.ts'
import { refund, refundPartly } from './ticket-money.ts'
import { resumeTicket, startTicket } from './ticket-steps.ts'

interface Target {
  id: string
  reason?: string
  partly?: boolean
}

/** The payer pays; the ticket then goes its way. */
export const payTicket = defineReaction<Target>('ticket.pay', (context) => {
  const ticket = findTicket(context, ['UNPAID'])
  if (context.now >= ticket.expiresAt) throw new TriggerRefused(`Ticket "${ticket.id}" has expired`)
  context.cancelTimers(`ticket:${ticket.id}`)
  startTicket(context, ticket)
  return { id: ticket.id, status: ticket.status }
})

/** Fails where it stands: before the deposit is in, or on delivery. */
export const failTicket = defineReaction<Target>('ticket.fail', (context) => {
  const ticket = findTicket(context, ['UNPAID', 'PROCESSING', 'ON-HOLD'])
  const { reason = 'failed by trigger', partly = false } = context.payload
  const isDelivery = ticket.heldMicro > 0 && ticket.nextStep >= 2
  if (partly && !isDelivery)
    throw new TriggerRefused('Nothing was deposited yet; leave out `partly`')
  partly ? refundPartly(context, ticket) : refund(context, ticket)
  const changes = { updatedAt: context.now, failureReason: reason, heldMicro: 0 }
  const ended = context
    .collection<Ticket>('ticket')
    .transition(ticket.id, partly ? 'failPartly' : 'fail', changes)
  emitTicket(context, ended, isDelivery ? 'DELIVERY-FAILED' : 'DEPOSIT-FAILED')
  return { id: ended.id, status: ended.status }
})

/** Avenia looks into it. */
export const holdTicket = defineReaction<Target>('ticket.hold', (context) => {
  const ticket = findTicket(context, ['PROCESSING'])
  const held = context
    .collection<Ticket>('ticket')
    .transition(ticket.id, 'hold', { updatedAt: context.now })
  emitTicket(context, held, 'TICKET-ON-HOLD')
  return { id: held.id, status: held.status }
})

/** It goes on where it stopped. */
export const releaseTicket = defineReaction<Target>('ticket.release', (context) => {
  const ticket = findTicket(context, ['ON-HOLD'])
  const released = context
    .collection<Ticket>('ticket')
    .transition(ticket.id, 'process', { updatedAt: context.now })
  resumeTicket(context, released)
  return { id: released.id, status: released.status }
})

function findTicket(context: ReactionContext<Target>, from: string[]): Ticket {
  const ticket = context.collection<Ticket>('ticket').get(context.payload.id)
  if (!ticket) throw new TriggerRefused(`No ticket "${context.payload.id}" in this account`)
  if (from.includes(ticket.status)) return ticket
  throw new TriggerRefused(
    `Ticket "${ticket.id}" is ${ticket.status}; wanted is ${from.join(' or ')}`,
  )
}

interface Funds {
  currency: string
  amount: string | number
  subAccountId?: string
}

/** Tokens arrive in a wallet of Avenia. */
export const fundAccount = defineReaction<Funds>('account.fund', (context) => {
  const { currency, amount, subAccountId } = context.payload
  if (!TOKENS.includes(currency)) throw new TriggerRefused(`A token: ${TOKENS.join(', ')}`)
  const micro = parseAmount(String(amount), currency)
  if (!micro) throw new TriggerRefused(`"${amount}" is no amount; write it like 100.5`)
  const owner = subAccountId ?? mainOwner(context)
  const sub = context.collection<SubAccount>('subAccount').get(owner)
  if (!sub && owner !== mainOwner(context)) throw new TriggerRefused(`No sub-account "${owner}"`)
  move(context, 'outside', owner, { currency, micro }, 'Deposit')
  return { owner, currency, amount: formatAmount(micro) }
})
