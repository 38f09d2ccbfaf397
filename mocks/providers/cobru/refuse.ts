/** Refusals that a quirk stands for: its value names the error in `x-errors`. */
import type { BehaviourContext, Outcome } from '../../provider.ts'

type Refusing = Pick<BehaviourContext, 'quirk' | 'refuse'>

/** Refuses as the quirk says, so that its hint explains the answer. */
export function refuseBy(
  context: Refusing,
  quirkId: string,
  parameters: Record<string, unknown> = {},
): Outcome {
  context.quirk.note(quirkId)
  return context.refuse(context.quirk.value<string>(quirkId), parameters)
}
