/** What the outside world does to tickets and balances: payers, banks, Avenia's back office. */
import { defineReaction, type ReactionContext, TriggerRefused, transfer } from '../../provider.ts'
import { TOKENS } from './catalogs.ts'
import { book } from './ledger.ts'
import { formatAmount, parseAmount } from './money.ts'
import { mainOwner, type SubAccount } from './scope.ts'
import type { Ticket } from './ticket.ts'
import { emitTicket } from './ticket-events.ts'
import { refund, refundPartly } from './ticket-money.ts'
import { resumeTicket, startTicket } from './ticket-steps.ts'

interface Failure {
  reason?: string
  partly?: boolean
}

/** The payer pays; the ticket then goes its way. */
export const payTicket = defineReaction<unknown, Ticket>('ticket.pay', (context) => {
  const { record: ticket, now } = context
  if (now >= ticket.expiresAt)
    throw new TriggerRefused(`the ticket "${ticket.id}" has expired. Order another one`)
  context.cancelTimers(`ticket:${ticket.id}`)
  startTicket(context, ticket)
  return toAnswer(ticket)
})

/** Fails where it stands: before the deposit is in, or on delivery. */
export const failTicket = defineReaction<Failure, Ticket>('ticket.fail', (context) => {
  const { record: ticket } = context
  const { reason = 'failed by trigger', partly = false } = context.payload
  const isDelivery = ticket.heldMicro > 0 && ticket.nextStep >= 2
  if (partly && !isDelivery)
    throw new TriggerRefused('nothing was deposited yet. Leave out `partly`')
  partly ? refundPartly(context, ticket) : refund(context, ticket)
  const changes = { failureReason: reason, heldMicro: 0 }
  const ended = move(context, partly ? 'failPartly' : 'fail', changes)
  emitTicket(context, ended, isDelivery ? 'DELIVERY-FAILED' : 'DEPOSIT-FAILED')
  return toAnswer(ended)
})

/** Avenia looks into it. */
export const holdTicket = defineReaction<unknown, Ticket>('ticket.hold', (context) => {
  const held = move(context, 'hold')
  emitTicket(context, held, 'TICKET-ON-HOLD')
  return toAnswer(held)
})

/** It goes on where it stopped. */
export const releaseTicket = defineReaction<unknown, Ticket>('ticket.release', (context) => {
  const released = move(context, 'process')
  resumeTicket(context, released)
  return toAnswer(released)
})

function move(
  context: ReactionContext<unknown, Ticket>,
  transition: string,
  changes: Partial<Ticket> = {},
): Ticket {
  return context
    .collection<Ticket>('ticket')
    .transition(context.record.id, transition, { ...changes, updatedAt: context.now })
}

const toAnswer = ({ id, status }: Ticket) => ({ id, status })

interface Funds {
  currency: string
  amount: string | number
  subAccountId?: string
}

/** Tokens arrive in a wallet of Avenia. */
export const fundAccount = defineReaction<Funds>('account.fund', (context) => {
  const { currency, amount, subAccountId } = context.payload
  if (!TOKENS.includes(currency))
    throw new TriggerRefused(`"${currency}" is not a token. Take one of ${TOKENS.join(', ')}`)
  const micro = parseAmount(String(amount), currency)
  if (!micro) throw new TriggerRefused(`"${amount}" is not an amount. Write it like 100.5`)
  const owner = subAccountId ?? mainOwner(context)
  const sub = context.collection<SubAccount>('subAccount').get(owner)
  if (!sub && owner !== mainOwner(context))
    throw new TriggerRefused(`no sub-account "${owner}" in this account`)
  const arrived = transfer('outside', owner, { currency, amountMinor: micro })
  book(context, 'deposit', owner, arrived)
  return { owner, currency, amount: formatAmount(micro) }
})
