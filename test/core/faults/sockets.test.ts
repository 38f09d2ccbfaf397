/** Faults as a client behind a socket meets them. */
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { createAcme, KEY, toInit } from '../../fixtures/acme-sandbox.ts'

async function createListening() {
  const acme = await createAcme({ listen: true })
  const url = `${acme.sandbox.acme.baseUrl}/ping`
  const { engine } = acme.sandbox
  return { ...acme, engine, url, add: engine.addFault.bind(engine, 'default') }
}

test('a reset breaks the connection off', async () => {
  const { url, add } = await createListening()
  add({ operationId: 'ping', kind: 'reset', times: 1 })
  await expect(fetch(url)).rejects.toThrow('fetch failed')
  expect((await fetch(url)).status).toBe(200)
})

test('a time-out lasts until the client gives up', async () => {
  const { url, add, sandbox } = await createListening()
  add({ operationId: 'ping', kind: 'timeout' })
  await expect(fetch(url, { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout')
  expect(await sandbox.requests({ operationId: 'ping' })).toMatchObject([
    { faults: [{ kind: 'timeout' }] },
  ])
})

test('a latency passes when the clock is moved over it', async () => {
  const { url, add, clock, sandbox } = await createListening()
  add({ operationId: 'ping', kind: 'latency', duration: 'PT50M' })
  const answered = fetch(url)
  const { promise: met, resolve } = Promise.withResolvers<void>()
  const look = () => {
    if (sandbox.engine.faults('default')[0]!.acted > 0) resolve()
    else setImmediate(look)
  }
  look()
  await met
  await clock.advance('PT50M')
  expect((await answered).status).toBe(200)
})

test('a slow body comes whole in the end, a truncated one breaks off below its announced length', async () => {
  const { url, add, engine } = await createListening()
  add({ operationId: 'ping', kind: 'slow', duration: 50 })
  expect(await (await fetch(url)).text()).toBe('{"pong":true}')
  engine.clearFaults('default')
  add({ operationId: 'ping', kind: 'truncate' })
  const cut = await fetch(url)
  expect(cut.headers.get('content-length')).toBe('13')
  await expect(cut.text()).rejects.toThrow('terminated')
})

test('a reset connection ends by RST, not in an orderly way', async () => {
  const { url, add } = await createListening()
  add({ operationId: 'ping', kind: 'reset' })
  const { port, pathname } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  const ended = new Promise<string>((resolve) => {
    socket.on('end', () => resolve('end')).on('error', (error) => resolve(Object(error).code))
  })
  socket.write(`GET ${pathname} HTTP/1.1\r\nhost: x\r\n\r\n`)
  socket.resume()
  expect(await ended).toBe('ECONNRESET')
})

test('a callback arrives though the connection of its request was reset', async () => {
  const { add, sandbox } = await createListening()
  add({ operationId: 'openSession', kind: 'reset', when: 'after' })
  const init = toInit('POST', { callback: sandbox.inbox.url }, { 'x-acme-key': KEY })
  await expect(fetch(`${sandbox.acme.baseUrl}/sessions`, init)).rejects.toThrow('fetch failed')
  expect(await sandbox.inbox.next()).toMatchObject({ notification: 'sessionOpened' })
})
