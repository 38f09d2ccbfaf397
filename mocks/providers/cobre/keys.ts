/**
 * Cobre keys: static Bre-B keys of a Colombian balance.
 * Source: https://docs.cobre.com/cobre-keys-with-bre-b-1886558m0, read 2026-11-20.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  defineReaction,
  type ReactionContext,
  type StoredRecord,
  TriggerRefused,
} from '../../provider.ts'
import type { Account } from './account.ts'
import { type Sender, toSender } from './deposits.ts'
import { post } from './ledger.ts'
import { makeId, refuseWith, toIso, toTimes, toTrackingKey } from './wire.ts'

type Holder = { full_name: string; id_type: string; id_number: string }

interface NewKey {
  alias: string
  key_config: 'name' | 'id' | 'random' | 'open_input'
  holder: Holder
  open_input?: string
}

export interface Key extends StoredRecord {
  account_id: string
  alias: string
  key_config: string
  key_value: string
  holder: Holder
  connectivity: { status: string; description: string }
  previous_action: Action | null
  created_at: string
  updated_at: string
  state: 'processing' | 'registered' | 'disabled' | 'unregistered' | 'failed'
}

interface Action {
  action_requested: string
  action_code: string
  action_description: string
}

/** Registers a key; the result comes later. */
export const createKey = defineBehaviour<NewKey, Account>('key.create', (context) => {
  const { body } = context.request
  const account = context.record!
  if (account.geo !== 'col' || account.account_type !== 'cobre_balance')
    return refuseWith(context, 'Keys belong to Colombian Cobre Balances.')
  if (body.key_config === 'open_input' && context.quirk.is('cobre.key.open-input', 'coming-soon'))
    return refuseWith(context, 'Keys of the kind open_input are not offered yet.', {
      quirk: 'cobre.key.open-input',
    })
  const key_value = toKeyValue(context, body)
  const taken = context.collection<Key>('key').list({ where: { key_value } })
  if (taken.some(({ state }) => state !== 'unregistered' && state !== 'failed'))
    return refuseWith(context, `The key ${key_value} exists already.`)
  const key = context.collection<Key>('key').insert(toKey(context, account, key_value))
  context.notify('cobre_keys.status.processing', key)
  const { id } = key
  const delayMs = context.quirk.durationMs('cobre.key.time')
  context.after(delayMs, 'key.register', { id }, `key:${id}`)
  return { status: 201, body: toKeyBody(key) }
})

function toKey(
  { ids, now, request }: BehaviourContext<NewKey>,
  account: Account,
  value: string,
): Key {
  const { alias, holder, key_config } = request.body
  return {
    id: makeId({ ids }, 'key', 15),
    account_id: account.id,
    alias,
    key_config,
    key_value: value,
    holder,
    connectivity: { status: 'processing', description: 'The key is being processed.' },
    previous_action: null,
    ...toTimes(now),
    state: 'processing',
  }
}

/** `@CB`, a random part and the part that `key_config` names; open input stands alone. */
function toKeyValue({ ids }: BehaviourContext, { holder, key_config, open_input }: NewKey): string {
  if (key_config === 'open_input') return `@${open_input!.toUpperCase()}`
  const random = (length: number) => `@CB${ids.text('key.value', length).toUpperCase()}`
  if (key_config === 'random') return random(7)
  if (key_config === 'id') return random(6) + holder.id_number.replace(/\W/g, '').slice(-9)
  return (
    random(6) +
    holder.full_name
      .toUpperCase()
      .replace(/[^A-Z]/g, '')
      .slice(0, 12)
  )
}

/** Shows a key of the account in the path. */
export const readKey = defineBehaviour<unknown, Key>('key.read', (context) =>
  isOfAccount(context)
    ? { status: 200, body: toKeyBody(context.record!) }
    : context.refuse('unknown', {}, { hint: 'The key is of another account.' }),
)

function isOfAccount({ record, request }: BehaviourContext<unknown, Key>): boolean {
  return record!.account_id === request.params.account_id
}

export function toKeyBody({ state: _, ...wire }: Key) {
  return wire
}

/** Blocks or reactivates a key; the answer shows the state from before. */
export const actOnKey = defineBehaviour<{ action: 'enable' | 'disable' }, Key>(
  'key.act',
  (context) => {
    const { action } = context.request.body
    const key = context.record!
    if (!isOfAccount(context)) return context.refuse('unknown')
    if (!context.collection<Key>('key').allows(key, action))
      return refuseWith(context, `The key is ${key.state}, which does not allow ${action}.`)
    const shown = requestAction(context, key, action)
    const { id, alias, connectivity, previous_action, created_at, updated_at } = shown
    return {
      status: 200,
      body: { id, alias, connectivity, previous_action, created_at, updated_at },
    }
  },
)

function requestAction(context: BehaviourContext, key: Key, action: string): Key {
  const previous_action = { action_requested: action, action_code: '', action_description: '' }
  const changes = { previous_action, updated_at: toIso(context.now) }
  const marked = context.collection<Key>('key').update(key.id, changes)
  if (context.quirk.value<boolean>('cobre.key.action-at-once')) return move(context, marked, action)
  const delayMs = context.quirk.durationMs('cobre.key.time')
  context.after(delayMs, `key.${action}`, { id: key.id }, `key:${key.id}`)
  return marked
}

/** Ends a key for good. */
export const cancelKey = defineBehaviour<unknown, Key>('key.cancel', (context) => {
  const key = context.record!
  if (!isOfAccount(context)) return context.refuse('unknown')
  if (!context.collection<Key>('key').allows(key, 'cancel'))
    return refuseWith(context, `The key is ${key.state}; only a registered one is canceled.`)
  move(context, key, 'cancel')
  return { status: 204 }
})

const STATES: Record<string, Key['state']> = {
  register: 'registered',
  fail: 'failed',
  disable: 'disabled',
  enable: 'registered',
  cancel: 'unregistered',
}

function move(context: BaseContext, key: Key, transition: string): Key {
  const status = STATES[transition]!
  return context.collection<Key>('key').transition(key.id, transition, {
    connectivity: { status, description: `The key is ${status}.` },
    updated_at: toIso(context.now),
  })
}

/** The registration fails; that is left to the outside world. */
export const failKey = defineReaction<unknown, Key>('key.fail', (context) =>
  toAnswer(move(context, context.record, 'fail')),
)

function toAnswer({ id, key_value, state }: Key) {
  return { id, state, key_value }
}

/** A key that has moved on meanwhile is left alone. */
function moveLater(transition: string) {
  return defineReaction<{ id: string }>(`key.${transition}`, (context) => {
    const keys = context.collection<Key>('key')
    const key = keys.get(context.payload.id)
    if (key && keys.allows(key, transition)) move(context, key, transition)
  })
}

/** The key is registered, blocked or reactivated. */
export const keyReactions = ['register', 'disable', 'enable'].map(moveLater)

interface Payment extends Partial<Sender> {
  key: string
  amount: number
}

/** Somebody pays to a registered key. */
export const payKey = defineReaction<Payment>('key.pay', (context) => {
  const { amount } = context.payload
  const key = findKey(context)
  const metadata = {
    description: 'Bre-B',
    key_value: key.key_value,
    // No movement belongs to it, so the id in it is made up.
    tracking_key: toTrackingKey(context.now, makeId(context, 'mm', 14)),
    ...toSender(context, 'col', context.payload),
  }
  const { id } = post(context, key.account_id, { type: 'breb_credit', amount, metadata })
  return { transaction_id: id, account_id: key.account_id, amount }
})

function findKey({ collection, payload }: ReactionContext<Payment>): Key {
  const keys = collection<Key>('key').list({ where: { state: 'registered' } })
  const key = keys.find(({ id, key_value }) => id === payload.key || key_value === payload.key)
  if (key) return key
  throw new TriggerRefused(`No registered key is "${payload.key}"`)
}
