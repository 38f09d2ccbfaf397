/** A real receiver of notifications, on a free port. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

export type Answer = (request: Received, response: ServerResponse) => void

export interface Receiver extends AsyncDisposable {
  url: string
  received: Received[]
}

/** Starts a receiver that answers 200 unless told otherwise. */
export async function createReceiver(
  answer: Answer = (_, response) => void response.end(),
): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    const message = { method: request.method!, url: request.url!, headers: request.headers, body }
    received.push(message)
    answer(message, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
