/**
 * Digital goods bought with the balance: recharges, PINs and data packages.
 * Source: https://docs.cobru.co/en/docs/api/services, read 2026-11-20; operators and catalogs stand in
 * https://github.com/neeroai/docs-cobru, docs/export-spotlight/7-service.md.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { readChoice } from './choice.ts'
import { toMinor } from './decimal.ts'
import { firstOf } from './first-of.ts'
import { refuseShort } from './payouts.ts'
import { findHolder } from './people.ts'
import { type Purchase, storePurchase } from './purchases.ts'
import { OPERATORS, PACKAGES, PIN_OPERATORS, PINS } from './service-catalog.ts'

type Wanted = Pick<Purchase, 'kind' | 'description' | 'amountMinor'>

/** Debits a service, or refuses it for want of balance. */
export function buy(
  context: BehaviourContext,
  wanted: Wanted,
): { purchase: Purchase } | { refusal: Outcome } {
  const { id: holder } = findHolder(context)
  const refusal = refuseShort(context, holder, wanted.amountMinor)
  if (refusal) return { refusal }
  return { purchase: storePurchase(context, { ...wanted, holder }) }
}

/** Recharges a phone. */
export const recharge = defineBehaviour<{
  value: number | string
  recipient: string | number
  operator: string
}>('service.recharge', (context) => {
  const { value, recipient, operator } = context.request.body
  if (!OPERATORS.includes(operator.toLowerCase())) {
    const hint = `Operators of the documents: ${OPERATORS.join(', ')}.`
    return context.refuse('unknownOperator', {}, { hint })
  }
  const description = `Recarga ${operator} ${recipient}`
  const amountMinor = toMinor(value)
  const bought = buy(context, { kind: 'recharge', description, amountMinor })
  if ('refusal' in bought) return bought.refusal
  return { status: 200, body: { result: 'ok', message: 'Recarga exitosa' } }
})

/** Lists the operators of PINs, or what one of them sells. */
export const listPins = defineBehaviour('service.pins', ({ request }) => {
  const wanted = firstOf(request.query.operator)
  if (wanted === undefined) return { status: 200, body: PIN_OPERATORS.map(({ id }) => id) }
  const found = PINS.filter(({ operator }) => String(operator) === wanted)
  return { status: 200, body: found }
})

/** Sells a PIN; it is bought by `id_pin`, not by `id`. */
export const buyPin = defineBehaviour<{ id_pin: string | number; operator: string | number }>(
  'service.pin',
  (context) => {
    const { id_pin: idPin, operator } = context.request.body
    const pin = PINS.find(
      (item) => item.id_pin === String(idPin) && String(item.operator) === String(operator),
    )
    if (!pin) return context.refuse('unknownPin')
    const amountMinor = toMinor(pin.valor)
    const bought = buy(context, { kind: 'pin', description: pin.description, amountMinor })
    if ('refusal' in bought) return bought.refusal
    const isZero = readChoice(context.quirk, 'cobru.pin.status-zero', '0') === '0'
    const code = context.ids.digits('service.pin', 12)
    const { pk } = bought.purchase
    const isText = readChoice(context.quirk, 'cobru.pin.pk-type', 'number') === 'text'
    const body = { status: isZero ? '0' : 'ok', pin: code, pk: isText ? String(pk) : pk }
    return { status: 200, body }
  },
)

/** Lists who sells packages, or the packages of one. */
export const listPackages = defineBehaviour('service.packages', ({ request }) => {
  const wanted = firstOf(request.query.cell_provider)
  const providers = [...new Set(PACKAGES.map((item) => item.cell_provider))]
  const data =
    wanted === undefined
      ? providers
      : PACKAGES.filter((item) => item.cell_provider === wanted.toUpperCase())
  return { status: 200, body: { data } }
})

/** Sells a package and answers what it is. */
export const buyPackage = defineBehaviour<{
  cell_provider: string
  code_provider: string | number
  phone: string | number
}>('service.package', (context) => {
  const { cell_provider: provider, code_provider: code, phone } = context.request.body
  const found = PACKAGES.find(
    (item) => item.cell_provider === provider.toUpperCase() && item.code_provider === String(code),
  )
  if (!found) return context.refuse('unknownPackage')
  const description = `${found.package_description} ${phone}`
  const amountMinor = toMinor(found.amount)
  const bought = buy(context, { kind: 'package', description, amountMinor })
  if ('refusal' in bought) return bought.refusal
  return { status: 200, body: { data: found } }
})
