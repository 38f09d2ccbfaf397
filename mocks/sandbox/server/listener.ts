/** What listens on one port: plain HTTP, TLS, or both told apart by their first byte. */
import { createServer as createSecure } from 'node:https'
import { createServer as createPort, type Server, type Socket } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { RequestEnv } from '../../core/serve/serve.ts'
import { sortConnection } from './sort-connection.ts'

export type Fetch = (request: Request, env: RequestEnv) => Response | Promise<Response>

export interface ListenerOptions {
  ownsProcess?: boolean
  tls?: { key: string; cert: string; isOnly: boolean } | undefined
}

export interface Listener {
  /** Not bound yet. */
  server: Server
  /** Ends its connections, too. */
  close(): Promise<void>
}

/** Makes what answers by `fetch`. */
export function createListener(fetch: Fetch, { ownsProcess, tls }: ListenerOptions): Listener {
  // The types of what the library hands along are wider than what we read of it.
  const options = { fetch: fetch as never, overrideGlobalObjects: ownsProcess ?? false }
  // Without further options it makes servers of `node:http` and `node:https`.
  const createPlain = () => createAdaptorServer(options) as Server
  if (tls === undefined) return toListener(createPlain())
  const { key, cert } = tls
  const secure = createAdaptorServer({
    ...options,
    createServer: createSecure,
    serverOptions: { key, cert },
  }) as Server
  // A client that does not trust us has gone; there is nothing to answer.
  secure.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy())
  if (tls.isOnly) return toListener(secure)
  const takers = { secure, plain: createPlain() }
  return toListener(createPort((socket) => sortConnection(socket, takers)))
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
