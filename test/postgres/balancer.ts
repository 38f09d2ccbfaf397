/** Hands requests to servers one after the other, as whoever balances load does; one that is gone is passed over. */
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Balancer extends AsyncDisposable {
  url: string
  /** Base URLs of the servers; may change at any time. */
  servers: string[]
}

/** Starts one on a free port. */
export async function createBalancer(servers: string[] = []): Promise<Balancer> {
  let turn = 0
  const server = createServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await incoming.toArray())
    const next = (): string | undefined => balancer.servers[turn++ % balancer.servers.length]
    pass(incoming, body, outgoing, next, balancer.servers.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const balancer: Balancer = {
    url: `http://127.0.0.1:${port}`,
    servers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return balancer
}

function pass(
  incoming: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
  next: () => string | undefined,
  tries: number,
): void {
  const base = next()
  if (base === undefined || tries === 0) {
    outgoing.writeHead(502).end()
    return
  }
  const { method, headers } = incoming
  const url = new URL(incoming.url ?? '/', base)
  const passed = send(url, { method, headers, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(outgoing)
    answer.on('error', () => outgoing.destroy())
  })
  outgoing.on('close', () => passed.destroy())
  passed.on('error', (error: NodeJS.ErrnoException) => {
    if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy()
    // Nobody was there to hear it, so another may be asked.
    else if (error.code === 'ECONNREFUSED') pass(incoming, body, outgoing, next, tries - 1)
    else outgoing.destroy()
  })
  passed.end(body)
}
