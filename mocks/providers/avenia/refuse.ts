/** Refusals in the form `<field> is invalid`. */
import type { BehaviourContext, Outcome } from '../../provider.ts'

/** Refuses a field; the hint says why, as the message does not. */
export function refuseField(
  context: Pick<BehaviourContext, 'refuse'>,
  field: string,
  hint: string,
): Outcome {
  return { ...context.refuse('invalid', { field }), hint }
}

/** Refuses as the quirk says, so that its hint explains the answer. */
export function refuseBy(
  context: Pick<BehaviourContext, 'refuse' | 'quirk'>,
  quirkId: string,
  outcome: Outcome,
): Outcome {
  context.quirk.note(quirkId)
  return outcome
}
