/**
 * Money movements: creation, whoever asks for it.
 * Source: https://docs.cobre.com/money-movement-1899651m0, read 2026-11-20.
 */
import { type BaseContext, type BehaviourContext, defineBehaviour } from '../../provider.ts'
import { LATER_KEYS, MOVEMENT_KEYS, type Movement } from './movement.ts'
import { findRail, type Rail, type Wanted } from './rails.ts'
import { makeId, refuseWith, toTimes } from './wire.ts'

export interface NewMovement extends Wanted {
  external_id?: string | null
  checker_approval?: boolean
}

/** Accepts a movement; no money moves before it is processed. */
export const createMovement = defineBehaviour<NewMovement>('movement.create', (context) => {
  const { body } = context.request
  if (isTaken(context, body.external_id)) return refuseTaken(context)
  const movement = tryCreate(context, body)
  return typeof movement === 'string'
    ? refuseWith(context, movement)
    : { status: 201, body: toCreated(context, movement) }
})

function tryCreate(context: BehaviourContext, wanted: NewMovement): Movement | string {
  const rail = findRail(context, wanted)
  if (typeof rail === 'string') return rail
  return startMovement(context, wanted, rail, { baseUrl: context.baseUrl })
}

/** Clients expect 409, of which no document speaks. */
function refuseTaken(context: BehaviourContext) {
  const quirk = 'cobre.movement.external-id-unique'
  const error = context.quirk.choose(quirk, { refused: 'refused', conflict: 'conflict' })
  const description = 'Another money movement has this external_id.'
  return context.refuse(error, { code: 'G001', description }, { quirk })
}

/** Unique within the organisation, unless a quirk says otherwise; without one there is nothing to be unique. */
export function isTaken(context: BaseContext, externalId: string | null | undefined): boolean {
  if (externalId === undefined || externalId === null || externalId === '') return false
  if (context.quirk.is('cobre.movement.external-id-unique', 'accepted')) return false
  const where = { external_id: externalId }
  return context.collection<Movement>('moneyMovement').count(where) > 0
}

/** What differs by who asks: a batch, a scheduler, a checkout. */
export type Extra = Partial<Pick<Movement, 'baseUrl' | 'batch_id' | 'checkoutId' | 'creator'>>

/** Inserts a movement in `initiated` and lets it start by itself. */
export function startMovement(
  context: BaseContext,
  wanted: NewMovement,
  rail: Rail,
  extra: Extra = {},
): Movement {
  const movements = context.collection<Movement>('moneyMovement')
  const movement = movements.insert({ ...toMovement(context, wanted, rail), ...extra })
  context.notify('money_movements.status.initiated', movement)
  const delayMs = context.quirk.durationMs('cobre.movement.start-time')
  const { id } = movement
  context.after(delayMs, 'movement.start', { id }, `moneyMovement:${id}`)
  return movement
}

function toMovement(context: BaseContext, wanted: NewMovement, rail: Rail): Movement {
  return {
    id: makeId(context, 'mm', 14),
    creator: String(context.account.fields.creator),
    status: { state: 'initiated', code: '', description: '' },
    metadata: toMetadata(wanted, rail),
    external_id: wanted.external_id ?? '',
    checker_approval: wanted.checker_approval ?? false,
    batch_id: '',
    mm_approval_id: '',
    type: rail.type,
    geo: rail.geo,
    source_id: wanted.source_id,
    destination_id: wanted.destination_id,
    source: null,
    destination: null,
    currency: rail.currency,
    amount: wanted.amount,
    ...toTimes(context.now),
    state: 'initiated',
    isPull: rail.isPull,
    debitType: rail.debitType,
    creditId: rail.creditId,
    baseUrl: '',
    checkoutId: '',
    expiresAt: 0,
    isOpened: false,
  }
}

/** PSE has empty slots for what comes later. */
function toMetadata({ metadata }: NewMovement, { type }: Rail): Movement['metadata'] {
  if (type !== 'r2p_pse') return metadata
  return { ...metadata, tracking_key: '', payment_link: '', ticket_id: '' }
}

/** What a read answers. */
export function toMovementBody(movement: Movement) {
  return Object.fromEntries(MOVEMENT_KEYS.map((key) => [key, movement[key]]))
}

function toCreated(context: BaseContext, movement: Movement) {
  const isFull = context.quirk.is('cobre.movement.create-answer', 'full')
  const keys = MOVEMENT_KEYS.filter((key) => isFull || !LATER_KEYS.has(key))
  return Object.fromEntries(keys.map((key) => [key, movement[key]]))
}
