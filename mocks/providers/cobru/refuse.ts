/** Refusals that a quirk stands for: its value names the error in `x-errors`. */
import type { BehaviourContext, Outcome } from '../../provider.ts'

/** Refuses as the quirk says, so that its hint explains the answer. */
export function refuseBy(
  { quirk, refuse }: Pick<BehaviourContext, 'quirk' | 'refuse'>,
  id: string,
  parameters: Record<string, unknown> = {},
): Outcome {
  return refuse(quirk.value<string>(id), parameters, { quirk: id })
}
