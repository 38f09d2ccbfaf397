/** What a ticket does to the ledger. Its own holder keeps what was taken until it is handed over or given back. */
import { type BaseContext, transfer } from '../../provider.ts'
import { CHAINS, PIX_REBATE_MICRO } from './catalogs.ts'
import { book } from './ledger.ts'
import { countUsage } from './limits.ts'
import { toAmount } from './money.ts'
import { holderOf, type Ticket } from './ticket.ts'

/** Takes what an outside payer has paid; a balance was held at creation. Returns what is held now. */
export function takeDeposit(context: BaseContext, ticket: Ticket): number {
  const { input } = ticket.quote
  if (ticket.isFromBalance) return ticket.heldMicro
  const paid = transfer('outside', holderOf(ticket), toAmount(input))
  book(context, 'ticket', ticket.id, paid)
  const kind = CHAINS.includes(input.method) ? 'chainIn' : 'fiatIn'
  countUsage(context, ticket.userId, kind, input)
  return input.micro
}

/** Hands over the output: fees stay, the rest is exchanged, and a rebate of PIX comes back. */
export function completeDelivery(context: BaseContext, ticket: Ticket): void {
  const { input, output } = ticket.quote
  const fees = feesOf(ticket)
  const to = ticket.destination.owner ?? 'outside'
  const sold = { currency: input.currency, amountMinor: input.micro - fees }
  book(context, 'ticket', ticket.id, [
    ...transfer(holderOf(ticket), 'fees', { currency: input.currency, amountMinor: fees }),
    ...transfer(holderOf(ticket), 'exchange', sold),
    ...transfer('exchange', to, toAmount(output)),
  ])
  if (hasRebate(ticket)) {
    const rebate = { currency: 'BRLA', amountMinor: PIX_REBATE_MICRO }
    book(context, 'rebate', ticket.id, transfer('fees', ticket.userId, rebate))
  }
  if (ticket.destination.owner !== null) return
  const kind = CHAINS.includes(output.method) ? 'chainOut' : 'fiatOut'
  countUsage(context, ticket.userId, kind, output)
}

/** A fee of the PIX leg in was paid. */
export function hasRebate({ quote }: Ticket): boolean {
  return quote.input.method === 'PIX'
}

/** Gives everything back to where it came from. */
export function refund(context: BaseContext, ticket: Ticket): void {
  if (ticket.heldMicro === 0) return
  const { currency } = ticket.quote.input
  const to = ticket.isFromBalance ? ticket.userId : 'outside'
  const held = { currency, amountMinor: ticket.heldMicro }
  book(context, 'refund', ticket.id, transfer(holderOf(ticket), to, held))
}

/** Keeps the fees; the rest of what was taken goes to the owner's balance. */
export function refundPartly(context: BaseContext, ticket: Ticket): void {
  const { currency } = ticket.quote.input
  const fees = Math.min(feesOf(ticket), ticket.heldMicro)
  const holder = holderOf(ticket)
  const rest = { currency, amountMinor: ticket.heldMicro - fees }
  book(context, 'refund', ticket.id, [
    ...transfer(holder, 'fees', { currency, amountMinor: fees }),
    ...transfer(holder, ticket.userId, rest),
  ])
}

function feesOf({ quote }: Ticket): number {
  return quote.fees.reduce((total, { micro }) => total + micro, 0)
}
