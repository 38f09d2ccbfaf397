/** What happens to a money movement without a request: by the clock, or by the outside world. */
import { type BaseContext, defineReaction, TriggerRefused } from '../../provider.ts'
import { canHold } from './ledger.ts'
import type { Movement } from './movement.ts'
import {
  cancelMovement,
  completeMovement,
  failMovement,
  moveOn,
  processMovement,
  rejectMovement,
  returnMovement,
  toStatus,
} from './settle.ts'

type Act = (context: BaseContext, movement: Movement) => Movement

/** The outside world acts; the spec says on which movements it can. */
function play(name: string, act: Act) {
  return defineReaction<unknown, Movement>(name, (context) => {
    const { id, state, type, amount } = act(context, context.record)
    return { id, state, type, amount }
  })
}

/** A timer of a movement; one that has moved on meanwhile is left alone. */
function playLater(name: string, transition: string, act: Act) {
  return defineReaction<{ id: string }>(name, (context) => {
    const movements = context.collection<Movement>('moneyMovement')
    const movement = movements.get(context.payload.id)
    if (movement && movements.allows(movement, transition)) act(context, movement)
  })
}

/** Execution starts, or waits for its approval. */
export const startMovementNow = playLater('movement.start', 'start', (context, movement) =>
  movement.checker_approval
    ? moveOn(context, movement, 'park', { status: toStatus('pending_approval') })
    : processMovement(context, movement, 'start'),
)

/** Nobody paid in time. */
export const lapse = playLater('movement.lapse', 'fail', (context, movement) =>
  failMovement(context, movement, 'The time to pay is over'),
)

/** The money arrives: a beneficiary is paid, or a payer has paid. */
export const complete = play('movement.complete', completeMovement)

/** The rail or the beneficiary's bank refuses. */
export const reject = play('movement.reject', rejectMovement)

/** The rail fails. */
export const fail = play('movement.fail', (context, movement) => failMovement(context, movement))

/** Somebody in the portal cancels it before its execution. */
export const cancel = play('movement.cancel', (context, movement) =>
  cancelMovement(context, movement),
)

/** The beneficiary's bank in Mexico sends it back. */
export const giveBackMovement = play('movement.return', (context, movement) => {
  if (movement.creditId !== '' && movement.state === 'completed')
    throw new TriggerRefused(`"${movement.id}" went to an account of the same customer`)
  if (!canHold(context, movement.source_id, movement.amount))
    throw new TriggerRefused(`Account "${movement.source_id}" cannot take the money back`)
  return returnMovement(context, movement)
})
