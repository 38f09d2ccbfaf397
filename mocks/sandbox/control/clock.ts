/** What the control API's words for time mean to an account's clock. */

import { parseDuration } from '../../base/duration.ts'
import { EnsayoError } from '../../base/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { type ClockView, toClockView } from './views.ts'

/** Sets the instant first, then whether and how fast the clock runs. */
export async function setClock(
  engine: Engine,
  account: string,
  to: { instant?: string | number; rate?: number; frozen?: boolean },
): Promise<ClockView> {
  const rate = toRate(to, engine.clock(account).rate)
  if (to.instant !== undefined) await engine.setClock(account, { instant: toEpochMs(to.instant) })
  if (rate !== undefined) await engine.setClock(account, rate === 0 ? { freeze: true } : { rate })
  return toClockView(engine.clock(account))
}

/** Undefined when the rate stays as it is. */
function toRate(to: { rate?: number; frozen?: boolean }, current: number): number | undefined {
  if (to.frozen === undefined) return to.rate
  if (to.rate !== undefined && (to.rate === 0) !== to.frozen) {
    throw invalid('field "frozen" contradicts field "rate". Send one of them.')
  }
  if (to.frozen) return 0
  return to.rate ?? (current === 0 ? 1 : undefined)
}

/** Milliseconds of a duration in ISO 8601 or of a number of milliseconds. */
export function toMilliseconds(by: string | number): number {
  const ms = typeof by === 'number' ? by : parseDuration(by)
  if (ms !== undefined) return ms
  throw invalid(`field "by" is "${by}". Give a duration like "PT6M", or milliseconds.`)
}

function toEpochMs(instant: string | number): number {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant)
  if (Number.isFinite(new Date(ms).getTime())) return ms
  throw invalid(`field "instant" is "${instant}". Give an instant like "2026-11-20T12:00:00Z".`)
}

function invalid(why: string): EnsayoError {
  return new EnsayoError('CONTROL_INVALID', `Clock: ${why}`)
}
