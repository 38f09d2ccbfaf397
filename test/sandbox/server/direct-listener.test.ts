/** The short way from a socket: it answers as the library's listener does, and leaves to that what is unusual. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createDirectListener, type DirectServe } from '#server/direct-listener'
import { createSandbox } from '../../../mocks/index.ts'
import { acmePath, KEY, START } from '../../fixtures/acme-sandbox.ts'

const BODY = JSON.stringify({ device: 'known' })
const HEAD = `host: 127.0.0.1\r\nx-acme-key: ${KEY}\r\ncontent-type: application/json\r\nconnection: close`
const LENGTH = `content-length: ${BODY.length}`

/** Sends bytes and resolves with whatever comes back until the connection ends. */
async function exchange(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1', () => socket.write(text))
  let answer = ''
  for await (const piece of socket.setEncoding('latin1')) answer += piece
  return answer
}

async function listen() {
  const providers = [acmePath as 'acme']
  const sandbox = await createSandbox({ providers, listen: true, startAt: START, timeRate: 0 })
  onTestFinished(() => sandbox.close())
  return { sandbox, port: Number(new URL(sandbox.acme.baseUrl).port) }
}

/** Its lines, in an order that means nothing, without what differs from one request to the next. */
function toComparable(answer: string): string[] {
  return answer
    .replace(/x-ensayo-request: \S+/i, '')
    .replace(/"token":"[^"]*"/, '')
    .replace(/^content-length/im, 'content-length')
    .split('\r\n')
    .sort()
}

test.each([
  [
    'a body in pieces',
    `POST /sessions HTTP/1.1\r\n${HEAD}\r\ntransfer-encoding: chunked\r\n\r\n${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`,
  ],
  [
    'a path with a dot',
    `POST /nothing/../sessions HTTP/1.1\r\n${HEAD}\r\n${LENGTH}\r\n\r\n${BODY}`,
  ],
])('%s is answered as a usual request is', async (_, unusual) => {
  const { port } = await listen()
  const usual = await exchange(
    port,
    `POST /sessions HTTP/1.1\r\n${HEAD}\r\n${LENGTH}\r\n\r\n${BODY}`,
  )
  expect(usual).toMatch(/^HTTP\/1.1 20[01] /)
  expect(toComparable(await exchange(port, unusual))).toEqual(toComparable(usual))
})

test.each([204, 205, 304])('a status %i has no body, whatever a fault gives it', async (status) => {
  const { sandbox, port } = await listen()
  await sandbox.faults.add({ provider: 'acme', kind: 'status', status, body: { any: 'thing' } })
  const usual = await exchange(
    port,
    `POST /sessions HTTP/1.1\r\n${HEAD}\r\n${LENGTH}\r\n\r\n${BODY}`,
  )
  expect(usual).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(usual).not.toMatch(/content-length: [1-9]/i)
  // The last piece of a body in pieces has no bytes either.
  expect(usual.split('\r\n\r\n')[1]).toMatch(/^0?$/)
})

test('HEAD is answered as GET is, without its body', async () => {
  const { port } = await listen()
  const get = await exchange(port, `GET /widgets HTTP/1.1\r\n${HEAD}\r\n\r\n`)
  const head = await exchange(port, `HEAD /widgets HTTP/1.1\r\n${HEAD}\r\n\r\n`)
  expect(head.split('\r\n')[0]).toBe(get.split('\r\n')[0])
  expect(get.split('\r\n\r\n')[1]).not.toBe('')
  expect(head.split('\r\n\r\n')[1]).toBe('')
})

test('a client that leaves in the middle of its body is in the journal', async () => {
  const { sandbox, port } = await listen()
  const noted = new Promise<void>((resolve) => {
    onTestFinished(sandbox.engine.subscribe(({ type }) => type === 'request' && resolve()))
  })
  const socket = connect(port, '127.0.0.1', () => {
    socket.write(`POST /sessions HTTP/1.1\r\n${HEAD}\r\n${LENGTH}\r\n\r\n{`, () => socket.end())
  })
  socket.on('error', () => {})
  await noted
  expect(sandbox.engine.requests('default').at(-1)!.problems).toEqual([
    'the client left before its body was complete',
  ])
})

async function serve(direct: DirectServe): Promise<number> {
  const server = createServer(
    createDirectListener(direct, (_, outgoing) => outgoing.end('library')),
  )
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

test('answers of one turn leave all the same when HTTP cannot carry one of them', async () => {
  const port = await serve((request) =>
    request.reply({
      status: 200,
      headers: request.url.endsWith('/bad') ? { 'x-note': 'two\nlines' } : {},
      body: 'fine',
    }),
  )
  const ask = (path: string) => exchange(port, `GET ${path} HTTP/1.1\r\n${HEAD}\r\n\r\n`)
  const answers = await Promise.all([ask('/a'), ask('/bad'), ask('/b')])
  expect(answers.map((answer) => answer.slice(9, 12))).toEqual(['200', '500', '200'])
})

test('text beyond ASCII comes whole', async () => {
  const port = await serve((request) => request.reply({ status: 200, headers: {}, body: 'añ€' }))
  const answer = await (await fetch(`http://127.0.0.1:${port}/`)).text()
  expect(answer).toBe('añ€')
})

test('a request hears that its client has gone', async () => {
  const gone = Promise.withResolvers<void>()
  const port = await serve(({ signal }) => {
    signal.addEventListener('abort', () => gone.resolve(), { once: true })
    socket.destroy()
    return new Promise(() => {})
  })
  const socket = connect(port, '127.0.0.1', () => {
    socket.write(`GET / HTTP/1.1\r\n${HEAD}\r\n\r\n`)
  })
  await gone.promise
  expect(socket.destroyed).toBe(true)
})
