/** One attempt at a request: a whole answer, or an error when it takes too long. */

export interface Heard {
  status: number
  headers: Headers
  text: string
}

/** A whole answer is waited for this long: twice, and the target counts as down within half a minute. */
export const TIMEOUT_MS = 12_000

/** No answer came in time. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow'
}

/** Throws what `fetch` throws, and when the answer takes too long. */
export async function askOnce(
  request: Request,
  fetch: (request: Request) => Promise<Response>,
): Promise<Heard> {
  const timeout = new AbortController()
  const sent = new Request(request, { signal: timeout.signal })
  const { promise: late, reject } = Promise.withResolvers<never>()
  const giveUp = (_held: Request) => {
    reject(new TooSlow(`nothing within ${TIMEOUT_MS / 1_000} seconds`))
    timeout.abort()
  }
  // The timer holds the request: one that nobody holds is collected while it waits, its signal with
  // it, and then nothing closes the connection.
  const timer = setTimeout(giveUp, TIMEOUT_MS, sent)
  const asked = (async () => {
    const response = await fetch(sent)
    return { status: response.status, headers: response.headers, text: await response.text() }
  })()
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}
