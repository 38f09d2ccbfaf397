/**
 * Reading tickets, cancelling them, receipts.
 * Source: https://integration-guide.avenia.io/docs/Operations/ticketsGuide, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour } from '../../provider.ts'
import { answerPage, type Match, type Read } from './page.ts'
import { toReceipt } from './receipt.ts'
import { refuseField } from './refuse.ts'
import { readQuery, withOwner, withRecord } from './scope.ts'
import type { Ticket } from './ticket.ts'
import { toTicketWire } from './ticket-events.ts'

/** Lists the owner's tickets. */
export const listTickets = defineBehaviour('ticket.list', (context) =>
  withOwner(context, (userId) => {
    const tickets = context.collection<Ticket>('ticket')
    const wanted = readWanted(context)
    const toWire = (ticket: Ticket) => toTicketWire(ticket, context)
    const readPart: Read<Ticket> = ({ match, ...window }) =>
      tickets.page({ where: { userId }, match: narrow(match, wanted), ...window })
    return answerPage(context, readPart, { wrap: 'tickets', toWire })
  }),
)

type Wanted = readonly (readonly [name: keyof ReturnType<typeof read>, value: string])[]

function narrow({ key, test }: Match<Ticket>, wanted: Wanted): Match<Ticket> {
  return {
    key: JSON.stringify([wanted, key]),
    test: (ticket) => test(ticket) && wanted.every(([name, value]) => read(ticket)[name] === value),
  }
}

/** What a list can be narrowed by. */
function read({ status, quote, endToEndId, externalId }: Ticket) {
  return {
    status,
    inputCurrency: quote.input.currency,
    inputPaymentMethod: quote.input.method,
    outputCurrency: quote.output.currency,
    outputPaymentMethod: quote.output.method,
    endToEndId,
    externalId,
  }
}

const FILTERS: readonly (keyof ReturnType<typeof read>)[] = [
  'status',
  'inputCurrency',
  'inputPaymentMethod',
  'outputCurrency',
  'outputPaymentMethod',
  'endToEndId',
  'externalId',
]

function readWanted(context: BehaviourContext): Wanted {
  return FILTERS.flatMap((name) => {
    const value = readQuery(context, name)
    if (value === undefined) return []
    return [[name, name === 'status' ? readStatus(context, value) : value] as const]
  })
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
