/** Requests of an intercepted command to hosts that it may reach: they go on as they came. */
import { type IncomingMessage, request as requestPlain, type ServerResponse } from 'node:http'
import { request as requestSecure } from 'node:https'
import { connect, type Socket } from 'node:net'

/** Headers that are between a client and its proxy alone. */
const HOP = ['proxy-connection', 'proxy-authorization']

/** Sends a request on to the host that it names, and its answer back. */
export function passRequest(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const url = URL.parse(incoming.url ?? '') ?? new URL(incoming.url ?? '/', toOrigin(incoming))
  const headers = { ...incoming.headers }
  for (const name of HOP) delete headers[name]
  const send = url.protocol === 'https:' ? requestSecure : requestPlain
  const onward = send(url, { method: incoming.method ?? 'GET', headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  onward.on('error', (error) => {
    if (!outgoing.headersSent) outgoing.writeHead(502, { 'content-type': 'text/plain' })
    outgoing.end(`${url.host} does not answer: ${error.message}\n`)
  })
  outgoing.on('close', () => onward.destroy())
  incoming.pipe(onward)
}

/** Joins a client that has asked for a tunnel with the host at its end. */
export function passTunnel(to: { host: string; port: number }, client: Socket, head: Buffer): void {
  const far = connect(to, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n')
    far.write(head)
    far.pipe(client)
    client.pipe(far)
  })
  far.on('error', () => client.destroy())
  far.on('close', () => client.destroy())
  client.on('close', () => far.destroy())
}

function toOrigin({ headers, socket }: IncomingMessage): string {
  return `${'encrypted' in socket ? 'https' : 'http'}://${headers.host}`
}
