/**
 * Maker and checker: decisions about movements that wait for approval. The body is assumed.
 * Source: https://docs.cobre.com/money-movement-1899651m0, read 2026-11-20.
 */
import { type BaseContext, defineBehaviour, type StoredRecord } from '../../provider.ts'
import type { Movement } from './movement.ts'
import { cancelMovement, processMovement } from './settle.ts'
import { makeId, refuseWith, toTimes } from './wire.ts'

export type Decision = 'approve' | 'reject'

interface Approval extends StoredRecord {
  money_movement_id: string
  decision: Decision
  created_at: string
  updated_at: string
}

/** Releases or refuses a movement; a refused one is canceled, not rejected. */
export const decideMovement = defineBehaviour<{ decision: Decision }, Movement>(
  'approval.create',
  (context) => {
    const { decision } = context.request.body
    const movement = context.record
    if (movement.state !== 'pending_approval')
      return refuseWith(context, `The movement is ${movement.state}, not pending_approval.`)
    return { status: 201, body: decide(context, movement, decision) }
  },
)

/** Books a decision; shared with those about a whole bulk. */
export function decide(context: BaseContext, movement: Movement, decision: Decision): Approval {
  const approval = context.collection<Approval>('approval').insert({
    id: makeId(context, 'mma'),
    money_movement_id: movement.id,
    decision,
    ...toTimes(context.now),
  })
  const changes = { mm_approval_id: approval.id }
  if (decision === 'approve') processMovement(context, movement, 'approve', changes)
  else cancelMovement(context, movement, changes)
  return approval
}
