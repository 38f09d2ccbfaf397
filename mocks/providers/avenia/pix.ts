/**
 * PIX helpers. Sources: https://github.com/pendulum-chain/vortex and
 * https://github.com/AGES-V-Stable/wiki, read 2026-11-20. Holders are made up.
 */
import { defineBehaviour } from '../../provider.ts'
import { parseAmount } from './money.ts'
import { refuseField } from './refuse.ts'
import { readQuery } from './scope.ts'

/** Shows the masked holder of a PIX key. Assumed: one that holds INVALID is unknown. */
export const getPixInfo = defineBehaviour('pix.info', (context) => {
  const key = readQuery(context, 'pixKey') ?? ''
  if (/invalid/i.test(key)) return refuseField(context, 'pixKey', 'Nobody holds this key.')
  return context.example(200)
})

/** Makes a code without an amount of its own ticket. */
export const getStaticCode = defineBehaviour('pix.staticCode', (context) => {
  const label = readQuery(context, 'referenceLabel') ?? '***'
  const amount = readQuery(context, 'amount') ?? ''
  if (amount !== '' && parseAmount(amount, 'BRL') === undefined)
    return refuseField(context, 'amount', 'Reais with up to two decimals.')
  return { status: 200, body: { brCode: toBrCode(label, amount) } }
})

/** The shape of a PIX code: fields of id, length and value; its checksum is made up. */
export function toBrCode(label: string, amount: string): string {
  const account = field('00', 'br.gov.bcb.pix') + field('01', 'ensayo@avenia.example')
  return [
    field('00', '01'),
    field('26', account),
    field('52', '0000'),
    field('53', '986'),
    amount === '' ? '' : field('54', amount),
    field('58', 'BR'),
    field('59', 'ENSAYO'),
    field('60', 'SAO PAULO'),
    field('62', field('05', label)),
    field('63', '0000'),
  ].join('')
}

function field(id: string, value: string): string {
  return `${id}${String(value.length).padStart(2, '0')}${value}`
}
