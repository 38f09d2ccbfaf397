/**
 * What becomes of a ticket over time: deposit, delivery, end. Who waits for a payer stays UNPAID.
 * Sources: https://integration-guide.avenia.io/docs/Operations/quotesAndTickets for the stages,
 * https://www.integration-guide.avenia.io/docs/Sandbox%20Usecases/simulateCopDeposit/ for the 70 seconds of COP,
 * the printed tickets for the 21 of PIX and the 10 of a conversion; the split between stages is assumed.
 */
import { type BaseContext, defineReaction } from '../../provider.ts'
import { CHAINS, SELF_PAYING_MICRO } from './catalogs.ts'
import type { Ticket } from './ticket.ts'
import { emitTicket } from './ticket-events.ts'
import { completeDelivery, takeDeposit } from './ticket-money.ts'

interface Step {
  /** After the ticket began to move. */
  atMs: number
  events: string[]
  does?: 'process' | 'deposit' | 'pay'
}

const seconds = (count: number): number => count * 1_000

/** Stages that end after `totalS` seconds. */
function toSteps(totalS: number): Step[] {
  return [
    { atMs: seconds(totalS * 0.1), events: ['DEPOSIT-PROCESSING'], does: 'process' },
    { atMs: seconds(totalS * 0.5), events: ['DEPOSIT-SUCCESS'], does: 'deposit' },
    { atMs: seconds(totalS * 0.6), events: ['DELIVERY-PROCESSING'] },
    { atMs: seconds(totalS), events: ['DELIVERY-SUCCESS', 'TICKET-COMPLETE'], does: 'pay' },
  ]
}

function stepsOf(context: BaseContext, { quote, isFromBalance }: Ticket): Step[] {
  const steps = toSteps(totalOf(quote.input, isFromBalance))
  if (quote.input.currency !== 'COP') return steps
  if (context.quirk.value<boolean>('avenia.ticket.cop-payin-events')) return steps
  return steps.map((step) => ({
    ...step,
    events: step.events.filter((event) => !event.startsWith('DELIVERY')),
  }))
}

function totalOf(input: { currency: string; method: string }, isFromBalance: boolean): number {
  if (input.currency === 'COP') return 70
  return isFromBalance || input.method === 'INTERNAL' ? 10 : 21
}

/** Says that there is a ticket, and starts it if nobody has to pay first. */
export function openTicket(context: BaseContext, ticket: Ticket): void {
  emitTicket(context, ticket, 'TICKET-CREATED')
  context.after(
    ticket.expiresAt - context.now,
    'ticket.expire',
    { id: ticket.id },
    `ticket:${ticket.id}`,
  )
  if (paysItself(ticket)) startTicket(context, ticket)
}

/** Balances and signed transfers begin at once; payers of the sandbox pay up to a cap. */
function paysItself({ quote, isFromBalance, input }: Ticket): boolean {
  if (isFromBalance) return true
  if (CHAINS.includes(quote.input.method)) return Object.keys(input.signature).length > 0
  const cap = SELF_PAYING_MICRO[quote.input.currency]
  return cap !== undefined && quote.input.micro <= cap
}

/** Sets the first step; the steps set one another. */
export function startTicket(context: BaseContext, ticket: Ticket): void {
  context.collection<Ticket>('ticket').update(ticket.id, { nextStep: 0 })
  scheduleStep(context, ticket, 0, 0)
}

/** Goes on where a held ticket stopped. */
export function resumeTicket(context: BaseContext, ticket: Ticket): void {
  const before = stepsOf(context, ticket)[ticket.nextStep - 1]?.atMs ?? 0
  scheduleStep(context, ticket, ticket.nextStep, before)
}

function scheduleStep(context: BaseContext, ticket: Ticket, index: number, fromMs: number): void {
  const step = stepsOf(context, ticket)[index]
  if (!step) return
  const payload = { id: ticket.id, index }
  context.after(step.atMs - fromMs, 'ticket.step', payload, `ticket:${ticket.id}`)
}

/** Plays one step and sets the next. */
export const playStep = defineReaction<{ id: string; index: number }>('ticket.step', (context) => {
  const { id, index } = context.payload
  const ticket = context.collection<Ticket>('ticket').get(id)
  if (!ticket || !['UNPAID', 'PROCESSING'].includes(ticket.status)) return
  const step = stepsOf(context, ticket)[index]!
  const moved = act(context, ticket, step, index + 1)
  for (const event of step.events) emitTicket(context, moved, event)
  scheduleStep(context, moved, index + 1, step.atMs)
})

function act(context: BaseContext, ticket: Ticket, { does }: Step, nextStep: number): Ticket {
  const tickets = context.collection<Ticket>('ticket')
  const changes = { nextStep, updatedAt: context.now }
  if (does === 'process') return tickets.transition(ticket.id, 'process', changes)
  if (does === 'deposit') {
    const heldMicro = takeDeposit(context, ticket)
    return tickets.update(ticket.id, { ...changes, heldMicro })
  }
  if (does !== 'pay') return tickets.update(ticket.id, changes)
  completeDelivery(context, ticket)
  const isOnChain = CHAINS.includes(ticket.quote.output.method)
  const txHash = isOnChain ? `0x${context.ids.hex('txHash', 64)}` : ''
  return tickets.transition(ticket.id, 'pay', { ...changes, heldMicro: 0, txHash })
}

/** Nobody has paid in time. */
export const expireTicket = defineReaction<{ id: string }>('ticket.expire', (context) => {
  const tickets = context.collection<Ticket>('ticket')
  const ticket = tickets.get(context.payload.id)
  const transition = context.quirk.value<'fail' | 'cancel' | 'stay'>('avenia.ticket.expiry')
  if (ticket?.status !== 'UNPAID' || transition === 'stay') return
  const failureReason = transition === 'fail' ? 'expired' : ''
  const changes = { updatedAt: context.now, failureReason }
  const ended = tickets.transition(ticket.id, transition, changes)
  if (transition === 'fail') emitTicket(context, ended, 'DEPOSIT-FAILED')
})
