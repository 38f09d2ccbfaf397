/** Content of a Bre-B QR: EMV merchant-presented TLV with its checksum, so that QR readers take it. */
import { toDecimal } from './decimal.ts'

interface Code {
  key: string
  amountMinor: number
  merchant: string
  reference: string
}

/** Builds the text that a bank's app would scan. */
export function toBrebCode({ key, amountMinor, merchant, reference }: Code): string {
  const body = [
    field('00', '01'),
    field('01', '12'),
    field('26', field('00', 'CO.COM.CRB.LLA') + field('04', key)),
    field('52', '0000'),
    field('53', '170'),
    field('54', toDecimal(amountMinor)),
    field('58', 'CO'),
    field('59', toAscii(merchant).slice(0, 25)),
    field('60', 'BOGOTA'),
    field('62', field('05', reference.slice(0, 25))),
    '6304',
  ].join('')
  return body + checksum(body)
}

function field(id: string, value: string): string {
  return `${id}${String(value.length).padStart(2, '0')}${value}`
}

function toAscii(text: string): string {
  const plain = text.normalize('NFD').replace(/[^\x20-\x7e]/g, '')
  return plain.trim() || 'ENSAYO'
}

/** CRC-16/CCITT-FALSE, four upper-case hexadecimal digits. */
function checksum(text: string): string {
  let crc = 0xffff
  for (const char of text) {
    crc ^= char.charCodeAt(0) << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1
    crc &= 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}
