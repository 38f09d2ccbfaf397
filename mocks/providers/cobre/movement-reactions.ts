/** What happens to a money movement without a request: by the clock, or by the outside world. */
import {
  type BaseContext,
  defineReaction,
  type ReactionContext,
  TriggerRefused,
} from '../../provider.ts'
import { canHold, findAccount } from './ledger.ts'
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

interface Target {
  id: string
}

/** Execution starts, or waits for its approval. */
export const startMovementNow = defineReaction<Target>('movement.start', (context) => {
  const movement = findMovement(context, 'start')
  if (movement.checker_approval)
    return toAnswer(moveOn(context, movement, 'park', { status: toStatus('pending_approval') }))
  return toAnswer(processMovement(context, movement, 'start'))
})

/** The money arrives: a beneficiary is paid, or a payer has paid. */
export const complete = play('movement.complete', 'complete', completeMovement)

/** The rail or the beneficiary's bank refuses. */
export const reject = play('movement.reject', 'reject', rejectMovement)

/** The rail fails. */
export const fail = play('movement.fail', 'fail', (context, movement) =>
  failMovement(context, movement),
)

/** Nobody paid in time. */
export const lapse = play('movement.lapse', 'fail', (context, movement) =>
  failMovement(context, movement, 'The time to pay is over'),
)

/** Somebody in the portal cancels it before its execution. */
export const cancel = play('movement.cancel', 'cancel', (context, movement) =>
  cancelMovement(context, movement),
)

/** The beneficiary's bank in Mexico sends it back. */
export const giveBackMovement = play('movement.return', 'return', (context, movement) => {
  if (movement.type !== 'spei')
    throw new TriggerRefused(
      `Only SPEI movements are returned; "${movement.id}" is ${movement.type}`,
    )
  if (movement.creditId !== '' && movement.state === 'completed')
    throw new TriggerRefused(`"${movement.id}" went to an account of the same customer`)
  const isHeld = findAccount(context, movement.source_id) !== undefined
  if (!isHeld || !canHold(context, movement.source_id, movement.amount))
    throw new TriggerRefused(`Account "${movement.source_id}" cannot take the money back`)
  return returnMovement(context, movement)
})

type Act = (context: BaseContext, movement: Movement) => Movement

function play(name: string, transition: string, act: Act) {
  return defineReaction<Target>(name, (context) =>
    toAnswer(act(context, findMovement(context, transition))),
  )
}

function findMovement(
  { collection, payload }: ReactionContext<Target>,
  transition: string,
): Movement {
  const movements = collection<Movement>('moneyMovement')
  const movement = movements.get(payload.id)
  if (!movement) throw new TriggerRefused(`No money movement has the id "${payload.id}"`)
  if (movements.allows(movement, transition)) return movement
  throw new TriggerRefused(
    `Money movement "${payload.id}" is ${movement.state}, which does not allow "${transition}"`,
  )
}

function toAnswer({ id, state, type, amount }: Movement) {
  return { id, state, type, amount }
}
