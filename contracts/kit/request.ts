/** A request as a case describes it, and as it is sent. */
import type { Authorization } from './words.ts'

export interface SendOptions {
  query?: Record<string, string | number | boolean>
  /** Over the usual ones; `undefined` takes one away. */
  headers?: Record<string, string | undefined>
  /** Sent as JSON. */
  json?: unknown
  /** Sent as a form. */
  form?: Record<string, string>
  /** Sent as it is; name the content type in `headers`. */
  text?: string
  /** Whether the authorization goes along. Default true. */
  auth?: boolean
}

/** Puts URL, content type and body together. */
export function toRequest(
  baseUrl: string,
  method: string,
  path: string,
  { query = {}, json, form, text }: SendOptions,
): { url: string; method: string; headers: Record<string, string>; body: string | undefined } {
  const url = new URL(`${baseUrl.replace(/\/$/, '')}${path}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
  const asked = { url: url.href, method }
  if (json !== undefined) {
    return { ...asked, headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) }
  }
  if (form !== undefined) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return { ...asked, headers, body: new URLSearchParams(form).toString() }
  }
  return { ...asked, headers: {}, body: text }
}

/** With what the authorization adds, and what the case wants otherwise. */
export function sign(
  request: ReturnType<typeof toRequest>,
  authorization: Authorization | undefined,
  now: number,
  { headers = {} }: SendOptions,
): Request {
  const { url, method, body } = request
  const all = new Headers(request.headers)
  const { pathname, search } = new URL(url)
  const given =
    typeof authorization?.headers === 'function'
      ? authorization.headers({ method, target: `${pathname}${search}`, body: body ?? '', now })
      : (authorization?.headers ?? {})
  for (const [name, value] of Object.entries({ ...given, ...headers })) {
    if (value === undefined) all.delete(name)
    else all.set(name, value)
  }
  return new Request(url, {
    method,
    headers: all,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  })
}
