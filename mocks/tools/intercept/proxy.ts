/**
 * The one port that an intercepted command's requests arrive at: TLS by server name, CONNECT,
 * absolute-form requests of old clients, and plain HTTP by `Host`. Requests to a provider's hosts are
 * answered by the sandbox in process; local hosts and allowed ones are passed on; nothing else is
 * dialled or looked up.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createPort, type Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { RequestEnv } from '../../core/serve/serve.ts'
import type { Engine } from '../../sandbox/engine/engine.ts'
import { sortConnection } from '../../sandbox/server/sort-connection.ts'
import type { Pair } from './authority.ts'
import { type InterceptHosts, judgeHost, toBareHost, toRefusal } from './hosts.ts'
import { passRequest, passTunnel } from './pass.ts'

export interface ProxyOptions {
  engine: Pick<Engine, 'providers'>
  hosts: InterceptHosts
  /** Names every provider's host. */
  certificate: Pair
  /** Told of every refusal. */
  onRefused(host: string, sentence: string): void
}

export interface InterceptProxy {
  port: number
  close(): Promise<void>
}

/** Listens on a free port of loopback. */
export async function startProxy(options: ProxyOptions): Promise<InterceptProxy> {
  const { hosts } = options
  const refuse = (host: string): string => {
    const sentence = toRefusal(host, hosts)
    options.onRefused(host, sentence)
    return sentence
  }
  const answer = createAnswer(options, refuse)
  const plain = createServer(answer)
  const { key, cert } = options.certificate
  const secure = createTlsServer(
    {
      key,
      cert,
      SNICallback: (name, done) => {
        if (judgeHost(name, hosts).kind === 'provider') done(null)
        else done(new Error(refuse(name)))
      },
    },
    answer,
  )
  const sort = (socket: Socket) => sortConnection(socket, { secure, plain })
  // Only with a socket of our own below it: a tunnel within TLS is nobody's.
  plain.on('connect', (request, socket, head) =>
    connect({ request, socket: socket as Socket, head }, { hosts, refuse, sort }),
  )
  // A client that does not trust us has gone; there is nothing to answer.
  secure.on('tlsClientError', (_error, socket) => socket.destroy())
  const open = new Set<Socket>()
  const port = createPort((socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    sort(socket)
  })
  await new Promise<void>((resolve, reject) => {
    port.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  return {
    // Bound to TCP, so the address is an object.
    port: (port.address() as AddressInfo).port,
    close: () => {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => port.close(() => resolve()))
    },
  }
}

type Refuse = (host: string) => string

function createAnswer({ engine, hosts }: ProxyOptions, refuse: Refuse) {
  const serve = getRequestListener(
    (request, env) => {
      const verdict = judgeHost(new URL(request.url).hostname, hosts)
      // The listener is called for a provider's host only.
      const name = verdict.kind === 'provider' ? verdict.provider : ''
      return engine.providers.get(name)!.fetch(request, env as RequestEnv)
    },
    { overrideGlobalObjects: false },
  )
  return (request: IncomingMessage, response: ServerResponse): void => {
    const host = toHost(request)
    const verdict = judgeHost(host, hosts)
    if (verdict.kind === 'provider') void serve(request, response)
    else if (verdict.kind === 'pass') passRequest(request, response)
    else sayRefused(response, refuse(host))
  }
}

/** Of the request line where it names one, as a proxy is asked; else of the header. Empty: neither. */
function toHost({ url = '', headers }: IncomingMessage): string {
  const target = URL.parse(url) ?? URL.parse(`http://${headers.host}`)
  return toBareHost(target?.hostname ?? '')
}

function sayRefused(response: ServerResponse, sentence: string): void {
  response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
  response.end(`${sentence}\n`)
}

interface Connect {
  request: IncomingMessage
  socket: Socket
  head: Buffer
}

/** What a client sends after CONNECT is met as if it had come to the port itself. */
function connect(
  { request, socket, head }: Connect,
  { hosts, refuse, sort }: { hosts: InterceptHosts; refuse: Refuse; sort(socket: Socket): void },
): void {
  const target = URL.parse(`http://${request.url}`)
  const host = toBareHost(target?.hostname ?? '')
  const { kind } = judgeHost(host, hosts)
  socket.on('error', () => socket.destroy())
  if (kind === 'refused' || target === null) {
    const sentence = refuse(host)
    // Some clients show the reason phrase, some the body; some show neither.
    socket.end(
      `HTTP/1.1 403 ${sentence}\r\ncontent-type: text/plain\r\ncontent-length: ${sentence.length + 1}\r\nconnection: close\r\n\r\n${sentence}\n`,
    )
    return
  }
  if (kind === 'pass') {
    passTunnel({ host, port: Number(target.port || 80) }, socket, head)
    return
  }
  socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
  if (head.length > 0) socket.unshift(head)
  sort(socket)
}
