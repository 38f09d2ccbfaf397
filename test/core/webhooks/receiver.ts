/** A real receiver of notifications, on a free port. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
  /** The sender closed before all that it had announced was here. */
  isBroken: boolean
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
    const { method, url, headers } = request
    const chunks: Buffer[] = []
    const isBroken = await request
      .forEach((chunk) => void chunks.push(chunk))
      .then(
        () => false,
        () => true,
      )
    const body = Buffer.concat(chunks).toString()
    const message = { method: method!, url: url!, headers, body, isBroken }
    received.push(message)
    if (!isBroken) answer(message, response)
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
