/**
 * `fetch` for a target with a certificate of its own. The authority goes along with each request, as
 * in the recorder: the process's own list can be changed only from Node 22.19 on.
 */
import type { IncomingMessage } from 'node:http'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { text } from 'node:stream/consumers'
import { rootCertificates } from 'node:tls'

/** Statuses whose answers have no body. */
const BODILESS = [204, 205, 304]

/** `ca` is a certificate in PEM, trusted beside the known ones. Redirects are answers. */
export function createTrustingFetch(ca: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = await request.text()
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    const isSecure = new URL(request.url).protocol === 'https:'
    const options = {
      method: request.method,
      signal: request.signal,
      headers: {
        accept: '*/*',
        ...Object.fromEntries(request.headers),
        'content-length': Buffer.byteLength(body),
      },
    }
    const asking = isSecure
      ? requestHttps(request.url, { ...options, ca: [...rootCertificates, ca] }, resolve)
      : requestHttp(request.url, options, resolve)
    asking.on('error', reject)
    asking.end(body)
    return toResponse(await promise)
  }
}

async function toResponse(answer: IncomingMessage): Promise<Response> {
  const headers = new Headers()
  for (let at = 0; at < answer.rawHeaders.length; at += 2) {
    headers.append(answer.rawHeaders[at]!, answer.rawHeaders[at + 1]!)
  }
  const status = answer.statusCode ?? 0
  const body = await text(answer)
  return new Response(BODILESS.includes(status) ? null : body, { status, headers })
}
