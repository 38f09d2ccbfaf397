/** What the inbox of an account caught: those that match, and the next to come. */

import { EnsayoError } from '../../base/errors.ts'
import { systemTime } from '../../core/clock/system.ts'
import type { InboxMessage } from '../../core/webhooks/types.ts'
import type { Engine } from '../engine/engine.ts'

export interface MessageFilter {
  provider?: string
  notification?: string
}

/** Less than the 5,000 ms after which common test runners end a test, so that our reason is seen. */
const DEFAULT_TIMEOUT_MS = 4_000

/** The messages that a filter asks for. */
export function filterMessages(all: InboxMessage[], filter: MessageFilter): InboxMessage[] {
  return all.filter((message) => matches(message, filter))
}

/**
 * Takes a message or waits for one, in real time; a reader that leaves takes none. Throws
 * `NOTHING_ARRIVED`, which says what became of those that might have come.
 */
export async function nextMessage(
  engine: Engine,
  account: string,
  { timeoutMs = DEFAULT_TIMEOUT_MS, ...filter }: MessageFilter & { timeoutMs?: number },
  left: AbortSignal,
): Promise<InboxMessage> {
  const late = new AbortController()
  const cancel = systemTime.setTimer(timeoutMs, () => late.abort(), { keepsAlive: true })
  const signal = AbortSignal.any([late.signal, left])
  try {
    return await engine.nextMessage(account, (message) => matches(message, filter), signal)
  } catch (cause) {
    if (!late.signal.aborted) throw cause
    throw await nothingArrived(engine, account, timeoutMs, cause)
  } finally {
    cancel()
  }
}

async function nothingArrived(engine: Engine, account: string, timeoutMs: number, cause: unknown) {
  const counts = Map.groupBy(await engine.deliveries(account), ({ status }) => status)
  const found = [...counts].map(([status, rows]) => `${rows.length} ${status}`).join(', ') || 'none'
  return new EnsayoError(
    'NOTHING_ARRIVED',
    `Nothing arrived in the inbox of "${account}" within ${timeoutMs} ms. Deliveries of the account: ${found}. \`webhooks.list()\` says why; what waits for its instant comes by \`clock.advance\`.`,
    { cause },
  )
}

function matches(message: InboxMessage, { provider, notification }: MessageFilter): boolean {
  return (
    (provider === undefined || message.provider === provider) &&
    (notification === undefined || message.notification === notification)
  )
}
