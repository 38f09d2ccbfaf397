/** `delay`: the answer waits, on the account's clock. */
import { parseDuration } from '../../../base/duration.ts'
import type { QuirkPlay } from '../play.ts'

export const playDelay: QuirkPlay = ({ exchange, variant }) => {
  exchange.delayMs += parseDuration(String(variant.setting)) ?? 0
  return undefined
}
