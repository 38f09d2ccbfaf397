/** The request that the proxy makes in the client's name. */
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { rootCertificates } from 'node:tls'

/** Headers that belong to one connection. */
const HOPS = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** Name, value, name, value, as they came. */
export function withoutHops(raw: readonly string[], more: readonly string[] = []): string[] {
  const left: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!.toLowerCase()
    if (!HOPS.includes(name) && !more.includes(name)) left.push(raw[at]!, raw[at + 1]!)
  }
  return left
}

/** Opens the request; its body is still to be sent. Throws when it cannot be written as HTTP. */
export function openUpstream(
  incoming: IncomingMessage,
  { upstream, ca }: { upstream: URL; ca?: string },
): ClientRequest {
  const target = {
    protocol: upstream.protocol,
    hostname: upstream.hostname.replace(/^\[|\]$/g, ''),
    port: upstream.port,
    method: incoming.method,
    path: upstream.pathname.replace(/\/$/, '') + (incoming.url ?? '/'),
    // What is recorded is read by people.
    headers: [
      ...withoutHops(incoming.rawHeaders, ['host', 'accept-encoding']),
      'host',
      upstream.host,
      'accept-encoding',
      'identity',
    ],
  }
  const trusted = ca === undefined ? {} : { ca: [...rootCertificates, ca] }
  return upstream.protocol === 'https:'
    ? requestHttps({ ...target, ...trusted })
    : requestHttp(target)
}

/** The answer's head. Rejects when the connection ends without one. */
export function awaitAnswer(asking: ClientRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  asking.once('response', resolve)
  // Stays: an error after the answer is the answer's affair, and nobody's end.
  asking.on('error', reject)
  asking.once('upgrade', (_answer, socket) => {
    socket.destroy()
    reject(new Error('it wants another protocol'))
  })
  asking.once('close', () => reject(new Error('the connection was closed')))
  return promise
}
