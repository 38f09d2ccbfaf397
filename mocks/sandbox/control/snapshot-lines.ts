/** Snapshots that are too large to be one text: `/snapshot` in lines, for those who ask for them. */
import type { Hono } from 'hono'
import type { Engine } from '../engine/engine.ts'
import { LINES, readSnapshot, toLines } from '../engine/snapshot-lines.ts'

/** Whoever neither takes nor sends lines goes on to the routes of the description. */
export function addSnapshotLines(app: Hono, engine: Engine): void {
  app.get('/snapshot', async (context, next) => {
    if (!context.req.header('accept')?.includes(LINES)) return next()
    const lines = toLines(await engine.snapshot())[Symbol.iterator]()
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const { done, value } = lines.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
    })
    return context.body(body, 200, { 'content-type': LINES })
  })
  app.put('/snapshot', async (context, next) => {
    if (context.req.header('content-type') !== LINES) return next()
    const snapshot = await readSnapshot(context.req.raw.body ?? NOTHING)
    await engine.restore(snapshot, { isOwn: true })
    return context.body(null, 204)
  })
}

const NOTHING: AsyncIterable<Uint8Array> = { async *[Symbol.asyncIterator]() {} }
