import { expect, test } from 'vitest'
import { createControl } from '../../../mocks/sandbox/control/control.ts'
import { createFakeEngine, delivery, entry } from './fake-engine.ts'

async function openStream(path = '/_ensayo/events') {
  const engine = createFakeEngine()
  const response = await createControl(engine).request(path)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const next = async () => (await reader.read()).value
  const opened = await next()
  return { engine, response, reader, next, opened }
}

test('streams requests and deliveries as they happen', async () => {
  const { engine, response, next, opened } = await openStream()
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(opened).toBe('event: open\ndata: {"account":"default"}\n\n')

  engine.emit({ type: 'request', entry })
  engine.emit({ type: 'delivery', delivery })
  expect(await next()).toBe(`event: request\ndata: ${JSON.stringify(entry)}\n\n`)
  expect(await next()).toBe(`event: delivery\ndata: ${JSON.stringify(delivery)}\n\n`)
})

test('streams only the account and type asked for', async () => {
  const { engine, next } = await openStream('/_ensayo/events?type=delivery&account=*')
  engine.emit({ type: 'request', entry })
  engine.emit({ type: 'delivery', delivery: { ...delivery, account: 'other' } })
  expect(await next()).toContain('"account":"other"')
})

test('leaves the engine alone once the reader has gone', async () => {
  const { engine, reader } = await openStream()
  // The metrics listen, too, as long as there is a sandbox.
  expect(engine.listeners).toBe(2)
  await reader.cancel()
  await expect.poll(() => engine.listeners).toBe(1)
})

test('refuses an account and a type that there are not', async () => {
  const app = createControl(createFakeEngine())
  expect((await app.request('/_ensayo/events?account=nobody')).status).toBe(404)
  expect((await app.request('/_ensayo/events?type=all')).status).toBe(422)
})
