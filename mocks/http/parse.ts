/** Stage "parse": bytes and headers in, a `ParsedRequest` out. */

/** One value per name; a repeated name gives the list. */
export type Values = Record<string, string | string[]>

export interface ParsedRequest {
  method: string
  /** Path without the provider's prefix, still encoded, with its trailing slash. */
  path: string
  /** Path and query as they came, for signatures. */
  target: string
  params: Record<string, string>
  query: Values
  /** Names in lower case. */
  headers: Record<string, string>
  /** Media type of the body without parameters, lower case; empty when there is no body. */
  mediaType: string
  /** JSON, or the fields of a form; undefined when there is no body. */
  body: unknown
  rawBody: string
}
