/**
 * Bulk movements: a file of movements, checked first and then carried out together.
 * The fields of the record and the transport are assumed; the items are documented.
 * Source: https://docs.cobre.com/bulk-money-movements-1886564m0, read 2026-11-20.
 */
import {
  type BaseContext,
  defineBehaviour,
  defineReaction,
  type StoredRecord,
} from '../../provider.ts'
import type { Decision } from './approvals.ts'
import { findOrCreate, type NewCounterparty } from './counterparties.ts'
import { isTaken, type NewMovement, startMovement } from './movements.ts'
import { findRail, type Rail } from './rails.ts'
import { makeId, refuseWith, type Status, toIso, toTimes } from './wire.ts'

interface Item extends Omit<NewMovement, 'destination_id'> {
  destination_id?: string
  destination?: NewCounterparty
}

interface Bulk extends StoredRecord {
  status: Status
  file_name: string
  total_money_movements: number
  checker_approval: boolean
  decision: Decision | null
  created_at: string
  updated_at: string
  state: 'validating' | 'processing' | 'pending_approval' | 'completed' | 'canceled' | 'failed'
  items: Item[]
  baseUrl: string
}

/** How long checking takes is assumed. */
const VALIDATE_MS = 2_000

/** Takes a file; the approval flag stands in a header. */
export const createBulk = defineBehaviour<Item[]>('bulk.create', (context) => {
  const { body, headers, query } = context.request
  const bulk = context.collection<Bulk>('bulk').insert({
    id: makeId(context, 'bmm'),
    status: { state: 'validating', code: '', description: '' },
    file_name: [query.file_name].flat()[0] ?? 'money_movements.json',
    total_money_movements: body.length,
    checker_approval: headers.checker_approval === 'true',
    decision: null,
    ...toTimes(context.now),
    state: 'validating',
    items: body,
    baseUrl: context.baseUrl,
  })
  context.notify('bulk_money_movements.status.validating', bulk)
  context.after(VALIDATE_MS, 'bulk.validate', { id: bulk.id }, `bulk:${bulk.id}`)
  return { status: 201, body: toBulk(bulk) }
})

export function toBulk({ items: _, state: _state, baseUrl: _url, ...wire }: Bulk) {
  return wire
}

/** Checks every item; one that is wrong fails the whole file. */
export const validateBulk = defineReaction<{ id: string }>('bulk.validate', (context) => {
  const bulk = context.collection<Bulk>('bulk').get(context.payload.id)
  if (bulk?.state !== 'validating') return
  const checked = checkItems(context, bulk)
  if (typeof checked === 'string') return move(context, bulk, 'fail', 'failed', checked)
  if (bulk.checker_approval) return move(context, bulk, 'park', 'pending_approval')
  return carryOut(context, bulk)
})

type Checked = { wanted: NewMovement; rail: Rail }

function checkItems(context: BaseContext, { items }: Bulk): Checked[] | string {
  const checked: Checked[] = []
  const seen = new Set<string>()
  for (const [index, item] of items.entries()) {
    const wanted = toWanted(context, item)
    const rail = findRail(context, wanted)
    if (typeof rail === 'string') return `Item ${index + 1}: ${rail}`
    const external_id = wanted.external_id ?? undefined
    const isKnown = external_id !== undefined && seen.has(external_id)
    if (isKnown || isTaken(context, external_id))
      return `Item ${index + 1}: another money movement has this external_id.`
    if (external_id !== undefined) seen.add(external_id)
    checked.push({ wanted, rail })
  }
  return checked
}

function toWanted(context: BaseContext, item: Item): NewMovement {
  const { destination, destination_id, ...rest } = item
  if (destination === undefined) return { ...rest, destination_id: destination_id ?? '' }
  return { ...rest, destination_id: findOrCreate(context, destination).id }
}

function carryOut(context: BaseContext, bulk: Bulk): void {
  const checked = checkItems(context, bulk)
  if (typeof checked === 'string') return
  move(context, bulk, bulk.checker_approval ? 'approve' : 'start', 'processing')
  const extra = { batch_id: bulk.id, baseUrl: bulk.baseUrl }
  for (const { wanted, rail } of checked) {
    startMovement(context, { ...wanted, checker_approval: false }, rail, extra)
  }
  context.after(VALIDATE_MS, 'bulk.complete', { id: bulk.id }, `bulk:${bulk.id}`)
}

/** Assumed: a bulk is complete once its movements are under way. */
export const completeBulk = defineReaction<{ id: string }>('bulk.complete', (context) => {
  const bulk = context.collection<Bulk>('bulk').get(context.payload.id)
  if (bulk?.state === 'processing') move(context, bulk, 'complete', 'completed')
})

function move(
  context: BaseContext,
  bulk: Bulk,
  transition: string,
  state: Bulk['state'],
  description = '',
): void {
  context.collection<Bulk>('bulk').transition(bulk.id, transition, {
    status: { state, code: state === 'failed' ? 'F001' : '', description },
    updated_at: toIso(context.now),
  })
}

/** Approves or refuses a bulk that was created with the flag. */
export const decideBulk = defineBehaviour<{ decision: Decision }, Bulk>(
  'bulk.decide',
  (context) => {
    const { decision } = context.request.body
    const bulks = context.collection<Bulk>('bulk')
    const bulk = context.record!
    if (bulk.state !== 'pending_approval')
      return refuseWith(context, `The bulk is ${bulk.state}, not pending_approval.`)
    const checked = decision === 'approve' ? checkItems(context, bulk) : []
    if (typeof checked === 'string') return refuseWith(context, checked)
    const decided = bulks.update(bulk.id, { decision })
    if (decision === 'approve') carryOut(context, decided)
    else move(context, decided, 'cancel', 'canceled')
    return { status: 200, body: toBulk(bulks.get(bulk.id)!) }
  },
)
