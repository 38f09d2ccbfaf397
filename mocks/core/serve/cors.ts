/**
 * Answers for pages in a browser. No document of a provider mentions them, so none are given unless
 * the person running the sandbox names the origins of a front end.
 */
import type { ProviderFetch } from './serve.ts'

/** Headers that a page may read beside the usual ones. */
const EXPOSED = [
  'x-ensayo-request',
  'x-ensayo-operation',
  'x-ensayo-quirk',
  'x-ensayo-evidence',
  'x-ensayo-hint',
  'x-ensayo-fault',
  'x-ensayo-stub',
  'retry-after',
].join(', ')

/** Wraps the `fetch` of a provider; without origins it is left as it is. `*` stands for every origin. */
export function allowOrigins(serve: ProviderFetch, origins: readonly string[]): ProviderFetch {
  if (origins.length === 0) return serve
  return async (request, env) => {
    const origin = request.headers.get('origin')
    if (origin === null || !(origins.includes('*') || origins.includes(origin))) {
      return serve(request, env)
    }
    if (isPreflight(request)) return answerPreflight(request, origin)
    const answer = await serve(request, env)
    const headers = new Headers(answer.headers)
    headers.set('access-control-allow-origin', origin)
    headers.set('access-control-expose-headers', EXPOSED)
    headers.append('vary', 'origin')
    return new Response(answer.body, { status: answer.status, headers })
  }
}

/** A browser asks first; the provider never sees that, nor does the journal. */
function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('access-control-request-method')
}

function answerPreflight({ headers }: Request, origin: string): Response {
  const asked = headers.get('access-control-request-headers')
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      ...(asked === null ? {} : { 'access-control-allow-headers': asked }),
      'access-control-max-age': '600',
      vary: 'origin',
    },
  })
}
