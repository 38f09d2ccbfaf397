/**
 * Attempts of a payer to pay a checkout: on its page, or without it by a trigger.
 * Source: https://docs.cobre.com/checkout-1886557m0, read 2026-11-20.
 */
import { type BaseContext, defineReaction, TriggerRefused } from '../../provider.ts'
import { type Checkout, isOpen } from './checkouts.ts'
import { findOrCreate } from './counterparties.ts'
import type { Movement } from './movement.ts'
import { startMovement } from './movements.ts'
import { expandRails } from './page-fields.ts'
import { findRail } from './rails.ts'

type Payer = Record<string, unknown>

/** Starts a movement by a rail; undefined where none leads to the balance. */
export function attempt(
  context: BaseContext,
  checkout: Checkout,
  rail: string,
  payer: Payer = {},
): Movement | undefined {
  const { amount, checkout_url, destination_id } = checkout
  const wanted = {
    source_id: checkout.source_id ?? toPayer(context, payer),
    destination_id,
    amount,
    metadata: {
      r2p_rail: rail,
      description_to_payer: checkout.checkout_item ?? '',
      description_to_payee: checkout.description_to_payee ?? '',
      ...(checkout.redirect_url === undefined ? {} : { redirect_url: checkout.redirect_url }),
    },
    ...(checkout.external_id === undefined ? {} : { external_id: checkout.external_id }),
  }
  const found = findRail(context, wanted)
  if (typeof found === 'string') return undefined
  return startMovement(context, wanted, found, {
    baseUrl: checkout_url.slice(0, checkout_url.lastIndexOf('/ensayo/checkout/')),
    checkoutId: checkout.id,
  })
}

function toPayer(context: BaseContext, payer: Payer): string {
  const names = ['fullname', 'id_type', 'id_number', 'email', 'phone']
  const entries = names.map((name) => [`counterparty_${name}`, String(payer[name] ?? '')] as const)
  const metadata = Object.fromEntries(entries.filter(([, value]) => value !== ''))
  return findOrCreate(context, { geo: 'col', type: 'r2p', metadata }).id
}

/** Who pays where nobody fills in the form. */
const SOMEBODY = { fullname: 'Luis Prueba', id_type: 'cc', id_number: '1000000002' }

/** A payer takes this long once the payment is processed; assumed. */
const PAYS_AFTER_MS = 1_000

/** Somebody opens the page, chooses a rail and pays. */
export const payCheckout = defineReaction<{ rail?: string }, Checkout>(
  'checkout.pay',
  (context) => {
    const { record: checkout } = context
    const { id } = checkout
    if (!isOpen(context, checkout))
      throw new TriggerRefused(`Checkout "${id}" is past its end or used up`)
    const offered = expandRails(checkout.checkout_rails)
    const rail = context.payload.rail ?? offered[0]!
    if (!offered.includes(rail))
      throw new TriggerRefused(`Checkout "${id}" offers ${offered.join(', ')}, not ${rail}`)
    const movement = attempt(context, checkout, rail, SOMEBODY)
    if (!movement) throw new TriggerRefused(`No ${rail} leads to the balance of "${id}"`)
    const delayMs = context.quirk.durationMs('cobre.movement.start-time') + PAYS_AFTER_MS
    const target = { id: movement.id }
    // Timers under the movement's own name end when it starts.
    context.after(delayMs, 'movement.complete', target, `payer:${movement.id}`)
    return { money_movement_id: movement.id, rail, amount: movement.amount }
  },
)
