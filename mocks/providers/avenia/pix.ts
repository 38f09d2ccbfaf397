/**
 * PIX helpers. Sources: https://github.com/pendulum-chain/vortex and
 * https://github.com/AGES-V-Stable/wiki, read 2026-11-20. Holders are made up.
 */
import { defineBehaviour } from '../../provider.ts'
import { parseAmount } from './money.ts'
import { refuseField } from './refuse.ts'
import { readQuery, withOwner } from './scope.ts'

/** Shows the masked holder of a PIX key. Assumed: one that holds INVALID is unknown. */
export const getPixInfo = defineBehaviour('pix.info', (context) =>
  withOwner(context, () => {
    const key = readQuery(context, 'pixKey') ?? ''
    if (/invalid/i.test(key)) return refuseField(context, 'pixKey', 'Nobody holds this key.')
    return context.example(200)
  }),
)

/** Makes a code of the account, or of a sub-account, with or without an amount. */
export const getStaticCode = defineBehaviour('pix.staticCode', (context) =>
  withOwner(context, () => {
    const label = readQuery(context, 'referenceLabel') ?? '***'
    const amount = readQuery(context, 'amount') ?? ''
    if (amount !== '' && parseAmount(amount, 'BRL') === undefined)
      return refuseField(context, 'amount', 'Reais with up to two decimals.')
    const pixKey = String(context.account.fields.pixKey)
    return { status: 200, body: { brCode: toBrCode(pixKey, label, amount) } }
  }),
)

/** A BR code: fields of id, length and value, the last of which is a checksum over all before it. */
export function toBrCode(pixKey: string, label: string, amount: string): string {
  const account = field('00', 'br.gov.bcb.pix') + field('01', pixKey)
  const fields = [
    field('00', '01'),
    field('26', account),
    field('52', '0000'),
    field('53', '986'),
    amount === '' ? '' : field('54', amount),
    field('58', 'BR'),
    field('59', 'ENSAYO'),
    field('60', 'SAO PAULO'),
    field('62', field('05', label)),
  ].join('')
  // Id and length of the checksum belong to what it is over.
  return `${fields}6304${toCrc16(`${fields}6304`)}`
}

function field(id: string, value: string): string {
  return `${id}${String(value.length).padStart(2, '0')}${value}`
}

/** CRC-16/CCITT-FALSE, as the BR Code standard of EMV codes wants it: polynomial 1021, initial value FFFF. */
function toCrc16(text: string): string {
  let crc = 0xffff
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) {
      crc = ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xffff
    }
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}
