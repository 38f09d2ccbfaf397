/** `GET /_ensayo/events`: requests and deliveries as they happen, as server-sent events. */
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Engine, EngineEvent } from '../engine/engine.ts'
import { checkQuery } from './validate.ts'

/** Events kept for a reader that is slower than the sandbox; more are counted and dropped. */
const MAX_WAITING = 1_000

/** Streams until the reader leaves. */
export async function streamEvents(context: Context, engine: Engine): Promise<Response> {
  const query = await checkQuery(
    { method: 'GET', path: '/events' },
    new URL(context.req.url).searchParams,
  )
  const account = String(query.account ?? 'default')
  if (account !== '*') await engine.within(account, () => engine.account(account))
  const isWanted = (event: EngineEvent) =>
    (query.type ?? event.type) === event.type && ['*', toAccount(event)].includes(account)

  return streamSSE(context, async (stream) => {
    const left = Promise.withResolvers<void>()
    let waiting = 0
    let dropped = 0
    let last = stream.writeSSE({ event: 'open', data: JSON.stringify({ account }) })

    const send = (event: string, data: unknown) => {
      waiting++
      last = last.then(() => stream.writeSSE({ event, data: JSON.stringify(data) }))
      last.finally(() => waiting--)
    }
    const unsubscribe = engine.subscribe((event) => {
      if (!isWanted(event)) return
      if (waiting >= MAX_WAITING) return void dropped++
      if (dropped > 0) send('dropped', { dropped })
      dropped = 0
      send(event.type, event.type === 'request' ? event.entry : event.delivery)
    })
    stream.onAbort(() => left.resolve())
    await left.promise
    unsubscribe()
  })
}

function toAccount(event: EngineEvent): string {
  return event.type === 'request' ? event.entry.account : event.delivery.account
}
