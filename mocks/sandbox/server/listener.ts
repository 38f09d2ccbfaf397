/** What listens on one port: plain HTTP, TLS, or both told apart by their first byte. */
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { createServer as createPort, type Server, type Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { RequestEnv } from '../../core/serve/serve.ts'
import { createDirectListener, type DirectServe } from './direct-listener.ts'
import { sortConnection } from './sort-connection.ts'

export type Fetch = (request: Request, env: RequestEnv) => Response | Promise<Response>

export interface ListenerOptions {
  ownsProcess?: boolean
  /** Answers usual requests by the short way. */
  direct?: DirectServe | undefined
  /** What HTTP/1.0 without `Host` came by. */
  hostname?: string
  /** Whether `X-Forwarded-Host` and `-Proto` are believed. */
  trustsProxy?: boolean
  tls?: { key: string; cert: string; isOnly: boolean } | undefined
}

export interface Listener {
  /** Not bound yet. */
  server: Server
  /** Ends its connections, too. */
  close(): Promise<void>
}

/** Makes what answers by `fetch`. */
export function createListener(fetch: Fetch, listenerOptions: ListenerOptions): Listener {
  const { ownsProcess, hostname, tls, trustsProxy, direct } = listenerOptions
  // The types of what the library hands along are wider than what we read of it.
  const usual = getRequestListener(fetch as never, {
    overrideGlobalObjects: ownsProcess ?? false,
    ...(hostname === undefined ? {} : { hostname }),
  })
  const listener = direct ? createDirectListener(direct, usual) : usual
  const toForwarded = <T extends Server>(server: T): T =>
    trustsProxy ? server.prependListener('request', nameForwarded) : server
  const createPlain = () => toForwarded(createServer(listener))
  if (tls === undefined) return toListener(createPlain())
  const { key, cert } = tls
  const secure = toForwarded(createSecure({ key, cert }, listener))
  // A client that does not trust us has gone; there is nothing to answer.
  secure.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy())
  if (tls.isOnly) return toListener(secure)
  const takers = { secure, plain: createPlain() }
  return toListener(createPort((socket) => sortConnection(socket, takers)))
}

/** Writes the address that a proxy was asked by into the request, as if it had come in absolute form. */
function nameForwarded(request: IncomingMessage): void {
  const host = readFirst(request.headers['x-forwarded-host'])
  const proto = readFirst(request.headers['x-forwarded-proto'])
  if (host === undefined && proto === undefined) return
  const scheme = proto ?? ('encrypted' in request.socket ? 'https' : 'http')
  const url = `${scheme}://${host ?? request.headers.host}${request.url}`
  if (request.url?.startsWith('/') && URL.canParse(url)) request.url = url
}

/** The client's own, where several proxies have added theirs. */
function readFirst(header: string | string[] | undefined): string | undefined {
  const [first] = String(header ?? '').split(',')
  return first?.trim() || undefined
}

function toListener(server: Server): Listener {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return {
    server,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of open) socket.destroy()
      return closed
    },
  }
}
