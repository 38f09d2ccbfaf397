/** `fault`: the connection fails, or a status comes that nobody asked for. */
import type { QuirkPlay } from '../play.ts'

export const playFault: QuirkPlay = ({ exchange, variant }) => {
  const setting = variant.setting as
    | 'reset'
    | 'timeout'
    | 'truncate'
    | { status: number; body?: unknown }
  if (typeof setting === 'object') return { status: setting.status, body: setting.body }
  exchange.fault = setting
  return undefined
}
