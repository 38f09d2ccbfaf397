/** What happens to a connection when a fault acts: it is reset, stays silent, or the answer comes cut or slowly. */
import type { ConnectionFault } from '../http/exchange.ts'
import type { RenderedAnswer } from '../http/respond.ts'
import type { RequestEnv } from './open-exchange.ts'

export interface PlayFaultOptions {
  rendered: RenderedAnswer
  env: RequestEnv
  /** Aborted when nobody waits for the answer any more. */
  gone: AbortSignal
  /** Resolves after so long, or as soon as the client has gone. */
  hold(ms: number, options: { keepsAlive: boolean }): Promise<void>
}

/** A client's patience ends before an hour does. */
const SILENCE_MS = 3_600_000

/** Pieces in which a slow body comes. */
const PIECES = 10

/** Rejects in process where a socket would break off: with a reset, or with the reason of the client's own signal. */
export async function playFault(
  fault: ConnectionFault,
  { rendered, env, gone, hold }: PlayFaultOptions,
): Promise<Response> {
  if (fault === 'truncate') {
    const half = rendered.body.slice(0, Math.floor(rendered.body.length / 2))
    return new Response(half === '' ? null : half, rendered)
  }
  if (typeof fault === 'object' && 'slowMs' in fault) {
    return new Response(toSlowBody(rendered.body, fault.slowMs, gone, hold), rendered)
  }
  if (fault !== 'reset') {
    const ms = fault === 'timeout' ? SILENCE_MS : fault.silentMs
    // A socket keeps the client's process alive; in process there is none.
    await hold(ms, { keepsAlive: !env.outgoing })
  }
  if (!env.outgoing) {
    gone.throwIfAborted()
    throw new TypeError('fetch failed: connection reset by a fault of the sandbox')
  }
  env.outgoing.destroy()
  return new Response(null, { status: 500 })
}

/** The headers leave at once, the body piece by piece over the time given. */
function toSlowBody(
  body: string,
  ms: number,
  gone: AbortSignal,
  hold: PlayFaultOptions['hold'],
): ReadableStream<Uint8Array> | null {
  const bytes = new TextEncoder().encode(body)
  if (bytes.length === 0) return null
  const size = Math.ceil(bytes.length / PIECES)
  let sent = 0
  let isUnread = false
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      await hold(ms / PIECES, { keepsAlive: true })
      if (isUnread) return
      if (gone.aborted) return controller.error(gone.reason)
      controller.enqueue(bytes.subarray(sent, sent + size))
      sent += size
      if (sent >= bytes.length) controller.close()
    },
    cancel() {
      isUnread = true
    },
  })
}
