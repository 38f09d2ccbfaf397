/** One request to a provider with its answer, as it was on the wire: what is recorded, replayed and compared. */

export interface Exchange {
  /** Its own name within the run that made it. */
  id: string
  /** When the request was sent, ISO 8601. */
  at: string
  /** Short name of the provider's spec. */
  provider: string
  request: {
    method: string
    /** From the provider's own root, without the query. */
    path: string
    /** As it stood behind the question mark, without it. */
    query?: string
    /** Names in lower case. */
    headers: Record<string, string>
    /** Text as sent; empty when there was none. */
    body: string
  }
  response: { status: number; headers: Record<string, string>; body: string }
  /** Milliseconds until the whole answer was there. */
  durationMs?: number
}
