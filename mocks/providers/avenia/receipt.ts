/** A receipt as a PDF of one page, plain ASCII. */
import { toSeconds } from './dates.ts'
import { formatAmount } from './money.ts'
import type { Ticket } from './ticket.ts'

/** Writes the objects of a PDF and the table that says where they begin. */
export function toReceipt({ id, quote, updatedAt }: Ticket): string {
  const lines = [
    'Ticket receipt (Ensayo sandbox, of no value)',
    `Ticket ${id}`,
    `Paid ${toSeconds(updatedAt)}`,
    `In  ${formatAmount(quote.input.micro)} ${quote.input.currency} by ${quote.input.method}`,
    `Out ${formatAmount(quote.output.micro)} ${quote.output.currency} by ${quote.output.method}`,
  ]
  const text = lines.map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj T*`).join('\n')
  const stream = `BT /F1 12 Tf 16 TL 60 760 Td\n${text}\nET`
  return toPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ])
}

function toPdf(objects: string[]): string {
  let pdf = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = pdf.length
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`
  return `${pdf}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`
}
