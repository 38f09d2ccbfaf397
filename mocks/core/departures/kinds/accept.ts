/** `accept`: lets pass what validation would refuse at the pointers named. `true` is not a departure at all. */
import type { QuirkPlay } from '../play.ts'

export const playAccept: QuirkPlay = ({ exchange, quirk, variant }) => {
  const { at } = variant.setting as { at?: string[] }
  for (const pointer of at ?? []) exchange.forgiven.push({ pointer, quirk, variant })
  return undefined
}
