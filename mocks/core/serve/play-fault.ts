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

/** Real milliseconds after which the first half of a truncated body has left. */
const FLUSH_MS = 20

/** Pieces in which a slow body comes. */
const PIECES = 10

/** Rejects in process where a socket would break off: with a reset, or with the reason of the client's own signal. */
export async function playFault(
  fault: ConnectionFault,
  { rendered, env, gone, hold }: PlayFaultOptions,
): Promise<Response> {
  if (fault === 'truncate') return toTruncated(rendered, env, hold)
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
  resetConnection(env.outgoing)
  return new Response(null, { status: 500 })
}

/** Announces the whole body, sends half of it and breaks off. */
function toTruncated(
  { status, headers, body }: RenderedAnswer,
  { outgoing }: RequestEnv,
  hold: PlayFaultOptions['hold'],
): Response {
  const bytes = new TextEncoder().encode(body)
  if (bytes.length === 0) return new Response(null, { status, headers })
  let isSent = false
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (isSent && outgoing === undefined) return controller.error(new TypeError('terminated'))
      if (isSent) {
        // What was written has to be on its way first.
        await hold(FLUSH_MS, { keepsAlive: true })
        outgoing?.destroy()
        return controller.close()
      }
      isSent = true
      controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)))
    },
  })
  const length = { 'content-length': String(bytes.length) }
  return new Response(stream, { status, headers: { ...headers, ...length } })
}

/** By RST, as a machine in between would; what is not a TCP socket is closed. */
function resetConnection(outgoing: NonNullable<RequestEnv['outgoing']>): void {
  const { socket } = outgoing
  if (socket) socket.resetAndDestroy()
  else outgoing.destroy()
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
