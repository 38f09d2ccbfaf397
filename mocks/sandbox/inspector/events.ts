/** Tells an open page that something has happened. What, it asks for itself. */
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Engine } from '../engine/engine.ts'

/** Streams until the reader leaves. However much happens meanwhile, a slow reader is told once. */
export function streamChanges(context: Context, engine: Engine): Response {
  return streamSSE(context, async (stream) => {
    let hasChanged = false
    let isOver = false
    let next = Promise.withResolvers<void>()
    const unsubscribe = engine.subscribe(() => {
      hasChanged = true
      next.resolve()
    })
    stream.onAbort(() => {
      isOver = true
      next.resolve()
    })
    await stream.writeSSE({ event: 'open', data: '' })
    while (!isOver) {
      await next.promise
      next = Promise.withResolvers<void>()
      if (!hasChanged || isOver) continue
      hasChanged = false
      await stream.writeSSE({ event: 'change', data: '' })
    }
    unsubscribe()
  })
}
