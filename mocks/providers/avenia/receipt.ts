/** The receipt of a paid ticket. */
import { toPdf } from '../../provider.ts'
import { toSeconds } from './dates.ts'
import { formatAmount } from './money.ts'
import type { Ticket } from './ticket.ts'

/** Draws it on one page. */
export function toReceipt({ id, quote, updatedAt }: Ticket): string {
  return toPdf([
    'Ticket receipt (Ensayo sandbox, of no value)',
    `Ticket ${id}`,
    `Paid ${toSeconds(updatedAt)}`,
    `In  ${formatAmount(quote.input.micro)} ${quote.input.currency} by ${quote.input.method}`,
    `Out ${formatAmount(quote.output.micro)} ${quote.output.currency} by ${quote.output.method}`,
  ])
}
