/**
 * Reading tickets, cancelling them, receipts.
 * Source: https://integration-guide.avenia.io/docs/Operations/ticketsGuide, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour } from '../../provider.ts'
import { answerPage } from './page.ts'
import { toReceipt } from './receipt.ts'
import { refuseField } from './refuse.ts'
import { readQuery, withOwner, withRecord } from './scope.ts'
import type { Ticket } from './ticket.ts'
import { toTicketWire } from './ticket-events.ts'

/** Lists the owner's tickets. */
export const listTickets = defineBehaviour('ticket.list', (context) =>
  withOwner(context, (userId) => {
    const all = context.collection<Ticket>('ticket').list({ where: { userId } })
    const found = all.filter((ticket) => matches(context, ticket))
    const toWire = (ticket: Ticket) => toTicketWire(ticket, context)
    return answerPage(context, found, { wrap: 'tickets', toWire })
  }),
)

function matches(context: BehaviourContext, ticket: Ticket): boolean {
  const { input, output } = ticket.quote
  const status = readQuery(context, 'status')
  const values: Record<string, string> = {
    inputCurrency: input.currency,
    inputPaymentMethod: input.method,
    outputCurrency: output.currency,
    outputPaymentMethod: output.method,
    endToEndId: ticket.endToEndId,
    externalId: ticket.externalId,
  }
  const isListed = Object.entries(values).every(([name, value]) =>
    [undefined, value].includes(readQuery(context, name)),
  )
  return isListed && (status === undefined || ticket.status === readStatus(context, status))
}

function readStatus(context: BehaviourContext, status: string): string {
  if (status !== 'PENDING') return status.replace('_', '-')
  context.quirk.note('avenia.ticket.pending-filter')
  return context.quirk.value<string>('avenia.ticket.pending-filter')
}

/** Shows one. */
export const readTicket = defineBehaviour('ticket.read', (context) =>
  withRecord<Ticket>(context, 'ticket', (ticket) => ({
    status: 200,
    body: { ticket: toTicketWire(ticket, context) },
  })),
)

/** Cancels what nobody has paid; a balance that was held is given back. */
export const cancelTicket = defineBehaviour('ticket.cancel', (context) =>
  withRecord<Ticket>(context, 'ticket', (ticket) => {
    if (ticket.status !== 'UNPAID' || ticket.isFromBalance) {
      const hint = `Only a ticket that waits for its payer can be cancelled; this one is ${ticket.status}.`
      return refuseField(context, 'status', hint)
    }
    const tickets = context.collection<Ticket>('ticket')
    tickets.transition(ticket.id, 'cancel', { updatedAt: context.now })
    return { status: 200, body: {} }
  }),
)

/** A PDF of a paid ticket. */
export const getReceipt = defineBehaviour('ticket.receipt', (context) =>
  withRecord<Ticket>(context, 'ticket', (ticket) => {
    if (ticket.status !== 'PAID') {
      return refuseField(
        context,
        'status',
        `A receipt is for PAID tickets; this is ${ticket.status}.`,
      )
    }
    const headers = { 'content-disposition': 'attachment; filename="ticket-receipt.pdf"' }
    return { status: 200, body: toReceipt(ticket), contentType: 'application/pdf', headers }
  }),
)
