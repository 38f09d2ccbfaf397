/** The proxy: every form in which a request may come, byte for byte. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { interceptAcme } from './kit.ts'

const ASK = 'GET /nothing HTTP/1.1\r\nHost: api.acme.example\r\nConnection: close\r\n\r\n'

test('plain HTTP goes by its Host', async () => {
  const { port, requests } = await interceptAcme()
  expect(await talk(connect(port, '127.0.0.1'), ASK)).toContain('no_existe')
  expect(await requests()).toEqual([expect.objectContaining({ path: '/nothing' })])
})

test('TLS goes by its server name', async () => {
  const { port } = await interceptAcme()
  const options = { port, host: '127.0.0.1', rejectUnauthorized: false }
  const socket = connectTls({ ...options, servername: 'api.acme.example' })
  expect(await talk(socket, ASK)).toContain('no_existe')
})

test('TLS for a foreign server name ends before the handshake does', async () => {
  const { port, warnings } = await interceptAcme()
  const options = { port, host: '127.0.0.1', rejectUnauthorized: false }
  const socket = connectTls({ ...options, servername: 'other.example' })
  const [error] = await once(socket, 'error')
  expect(error.code).toBe('ECONNRESET')
  expect(warnings).toEqual([expect.stringContaining('refuses other.example')])
})

for (const scheme of ['http', 'https']) {
  test(`a request in absolute form names an ${scheme} address`, async () => {
    const { port } = await interceptAcme()
    const text = ASK.replace('/nothing', `${scheme}://api.acme.example:8443/nothing`)
    expect(await talk(connect(port, '127.0.0.1'), text)).toContain('no_existe')
  })
}

test('after CONNECT, TLS and plain HTTP both arrive', async () => {
  const { port } = await interceptAcme()
  const plain = await tunnel(port, 'api.acme.example:80')
  expect(await talk(plain, ASK)).toContain('no_existe')
  const socket = await tunnel(port, 'api.acme.example:443')
  const secure = connectTls({ socket, servername: 'api.acme.example', rejectUnauthorized: false })
  expect(await talk(secure, ASK)).toContain('no_existe')
})

test('what comes in one piece with CONNECT is not lost', async () => {
  const { port } = await interceptAcme()
  const text = `CONNECT api.acme.example:80 HTTP/1.1\r\nHost: api.acme.example\r\n\r\n${ASK}`
  expect(await talk(connect(port, '127.0.0.1'), text)).toContain('no_existe')
})

test('a foreign CONNECT is refused in its reason phrase and body, and told once', async () => {
  const { port, warnings } = await interceptAcme()
  const text = 'CONNECT other.example:443 HTTP/1.1\r\nHost: other.example\r\n\r\n'
  for (let times = 0; times < 2; times++) {
    const answer = await talk(connect(port, '127.0.0.1'), text)
    expect(answer.split('\r\n')[0]).toBe(`HTTP/1.1 403 ${warnings[0]}`)
    expect(answer.trimEnd().endsWith(warnings[0]!)).toBe(true)
  }
  expect(warnings).toEqual([expect.stringContaining('add --intercept-allow other.example.')])
})

for (const target of ['/', 'other.example', '[', 'other.example:99999', ':443']) {
  test(`CONNECT to "${target}" is refused`, async () => {
    const { port } = await interceptAcme()
    const answer = await talk(
      connect(port, '127.0.0.1'),
      `CONNECT ${target} HTTP/1.1\r\nHost: x\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 40[03]/)
  })
}

for (const form of ['absolute form', 'Host alone']) {
  test(`a foreign request with its host in ${form} answers 403 with the sentence`, async () => {
    const { port, warnings } = await interceptAcme()
    const target = form === 'Host alone' ? '/a' : 'http://other.example/a'
    const text = `GET ${target} HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n`
    const answer = await talk(connect(port, '127.0.0.1'), text)
    expect(answer).toMatch(/^HTTP\/1\.1 403/)
    expect(answer).toContain(warnings[0])
  })
}

test('a local host is reached through the proxy, in absolute form and by tunnel', async () => {
  const { port, warnings } = await interceptAcme()
  const local = await serveText()
  const headers = `Host: ${local}\r\nConnection: close\r\nProxy-Connection: close\r\n\r\n`
  const absolute = `POST http://${local}/a HTTP/1.1\r\nContent-Length: 2\r\n${headers}ab`
  expect(await talk(connect(port, '127.0.0.1'), absolute)).toContain('POST /a ab undefined')
  const inside = await tunnel(port, local)
  expect(await talk(inside, `GET /b HTTP/1.1\r\n${headers}`)).toContain('GET /b')
  expect(warnings).toEqual([])
})

test('a local host that does not listen answers 502', async () => {
  const { port } = await interceptAcme()
  const text = 'GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n'
  expect(await talk(connect(port, '127.0.0.1'), text)).toMatch(/^HTTP\/1\.1 502/)
})

test('closing ends what is open', async () => {
  const { port, close } = await interceptAcme()
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const gone = once(socket, 'close')
  await close()
  await gone
})

/** Writes, and reads until the other side ends. */
async function talk(socket: Socket, text: string): Promise<string> {
  let answer = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    answer += part
  })
  socket.on('error', () => {})
  socket.write(text)
  await once(socket, 'close')
  return answer
}

async function tunnel(port: number, to: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\n\r\n`)
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toBe('HTTP/1.1 200 Connection established\r\n\r\n')
  return socket
}

/** Host and port of a server that says what it got. */
async function serveText(): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    response.end(`${request.method} ${request.url} ${body} ${request.headers['proxy-connection']}`)
  })
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
