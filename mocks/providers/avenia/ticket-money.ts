/** What a ticket does to the ledger. Its own holder keeps what was taken until it is handed over or given back. */
import type { BaseContext } from '../../provider.ts'
import { CHAINS, PIX_REBATE_MICRO } from './catalogs.ts'
import { book, type Line, move } from './ledger.ts'
import { countUsage } from './limits.ts'
import { holderOf, type Ticket } from './ticket.ts'

/** Takes what an outside payer has paid; a balance was held at creation. Returns what is held now. */
export function takeDeposit(context: BaseContext, ticket: Ticket): number {
  const { input } = ticket.quote
  if (ticket.isFromBalance) return ticket.heldMicro
  move(context, 'outside', holderOf(ticket), input, `Ticket ${ticket.id}`)
  const kind = CHAINS.includes(input.method) ? 'chainIn' : 'fiatIn'
  countUsage(context, ticket.userId, kind, input)
  return input.micro
}

/** Hands over the output: fees stay, the rest is exchanged, and a rebate of PIX comes back. */
export function completeDelivery(context: BaseContext, ticket: Ticket): void {
  const { input, output } = ticket.quote
  const fees = feesOf(ticket)
  const to = ticket.destination.owner ?? 'outside'
  const lines: Line[] = [
    { holder: holderOf(ticket), currency: input.currency, micro: -input.micro },
    { holder: 'fees', currency: input.currency, micro: fees },
    { holder: 'exchange', currency: input.currency, micro: input.micro - fees },
    { holder: 'exchange', currency: output.currency, micro: -output.micro },
    { holder: to, currency: output.currency, micro: output.micro },
  ]
  book(context, lines, `Ticket ${ticket.id}`)
  if (hasRebate(ticket)) {
    const rebate = { currency: 'BRLA', micro: PIX_REBATE_MICRO }
    move(context, 'fees', ticket.userId, rebate, `Rebate of ticket ${ticket.id}`)
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
  const held = { currency, micro: ticket.heldMicro }
  move(context, holderOf(ticket), to, held, `Refund of ticket ${ticket.id}`)
}

/** Keeps the fees; the rest of what was taken goes to the owner's balance. */
export function refundPartly(context: BaseContext, ticket: Ticket): void {
  const { currency } = ticket.quote.input
  const fees = Math.min(feesOf(ticket), ticket.heldMicro)
  const holder = holderOf(ticket)
  const lines: Line[] = [
    { holder, currency, micro: -ticket.heldMicro },
    { holder: 'fees', currency, micro: fees },
    { holder: ticket.userId, currency, micro: ticket.heldMicro - fees },
  ]
  book(context, lines, `Refund of ticket ${ticket.id}`)
}

function feesOf({ quote }: Ticket): number {
  return quote.fees.reduce((total, { micro }) => total + micro, 0)
}
