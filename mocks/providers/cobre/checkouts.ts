/**
 * Checkouts (Colombia): a hosted page at which a payer chooses how to pay.
 * Source: https://docs.cobre.com/checkout-1886557m0, read 2026-11-20.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  type StoredRecord,
} from '../../provider.ts'
import type { Account } from './account.ts'
import type { Counterparty } from './counterparty.ts'
import type { Movement } from './movement.ts'
import { makeId, refuseWith, toEnded, toIso, toTimes } from './wire.ts'

interface NewCheckout {
  alias: string
  amount: number
  external_id?: string | null
  source_id?: string
  destination_id: string
  checkout_rails: string[]
  checkout_header?: string
  checkout_item?: string
  description_to_payee?: string
  valid_until?: string
  money_movement_intent_limit?: number
  redirect_url?: string
}

export interface Checkout extends StoredRecord, NewCheckout {
  active_status: boolean
  checkout_url: string
  created_at: string
  updated_at: string
  state: 'active' | 'inactive'
}

/** Opens a page; its payers' attempts become money movements. */
export const createCheckout = defineBehaviour<NewCheckout>('checkout.create', (context) => {
  const { body } = context.request
  const reason = findObstacle(context)
  if (reason) return refuseWith(context, reason)
  const id = makeId(context, 'chk')
  const checkout = context.collection<Checkout>('checkout').insert({
    id,
    ...pickFields(body),
    active_status: true,
    checkout_url: `${context.baseUrl}/ensayo/checkout/${id}`,
    ...toTimes(context.now),
    state: 'active',
  })
  return { status: 201, body: toWire(checkout) }
})

function toWire({ state: _, ...wire }: Checkout) {
  return wire
}

function findObstacle(context: BehaviourContext<NewCheckout>): string | undefined {
  const { destination_id, source_id, valid_until } = context.request.body
  const account = context.collection<Account>('account').get(destination_id)
  if (account?.geo !== 'col' || account.account_type !== 'cobre_balance')
    return 'destination_id is not a Colombian Cobre Balance.'
  if (valid_until !== undefined && !(Date.parse(valid_until) > context.now))
    return 'valid_until is not in the future.'
  if (source_id === undefined) return undefined
  const payer = context.collection<Counterparty>('counterparty').get(source_id)
  return payer?.type.startsWith('r2p') ? undefined : 'source_id is not a counterparty of type r2p.'
}

/** What the docs list, in their order. */
function pickFields(body: NewCheckout): NewCheckout {
  const { alias, amount, destination_id, checkout_rails } = body
  const names = [
    'external_id',
    'source_id',
    'checkout_header',
    'checkout_item',
    'description_to_payee',
    'valid_until',
    'money_movement_intent_limit',
    'redirect_url',
  ] as const
  // A client sends `null` for what it does not have.
  const optional = names.filter((name) => body[name] !== undefined && body[name] !== null)
  const rest = Object.fromEntries(optional.map((name) => [name, body[name]]))
  return { alias, amount, destination_id, checkout_rails, ...rest }
}

/** Whether the page still takes payers: not deactivated, not past its time, not used up. */
export function isOpen(context: BaseContext, checkout: Checkout): boolean {
  const { id, money_movement_intent_limit: limit, state, valid_until } = checkout
  if (state !== 'active') return false
  if (valid_until !== undefined && Date.parse(valid_until) <= context.now) return false
  if (limit === undefined) return true
  return context.collection<Movement>('moneyMovement').count({ checkoutId: id }) < limit
}

/** Closes a page; attempts under way go on. */
export const deactivateCheckout = defineBehaviour<unknown, Checkout>(
  'checkout.deactivate',
  (context) => {
    const { id, state } = context.record!
    if (state !== 'active') return refuseWith(context, 'The checkout is not active.')
    const changes = { active_status: false, updated_at: toIso(context.now) }
    const ended = context.collection<Checkout>('checkout').transition(id, 'deactivate', changes)
    return toEnded(context, toWire(ended))
  },
)
