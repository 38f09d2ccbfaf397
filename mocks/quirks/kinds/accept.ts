/** `accept`: lets pass what validation would refuse at the pointers named. `true` is no departure at all. */
import type { QuirkPlay } from '../run.ts'

export const playAccept: QuirkPlay = ({ exchange, variant }) => {
  const { at } = variant.setting as { at?: string[] }
  exchange.forgiven.push(...(at ?? []))
  return undefined
}
