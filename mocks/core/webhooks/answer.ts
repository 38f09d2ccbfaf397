/** What came back for an attempt. */
import type { Attempt } from './types.ts'

export type Answer = Pick<Attempt, 'status' | 'bodyStart' | 'error'>

const MAX_CHARACTERS = 256

/** Notes an answer: the status counts, and a body that breaks off after it is only mentioned. */
export async function readAnswer(response: Response): Promise<Answer> {
  const { text, error } = await readStart(response.body, MAX_CHARACTERS)
  return { status: response.status, bodyStart: text, error }
}

/** Notes that no answer came, and why. */
export function toFailure(error: unknown): Answer {
  return { status: undefined, bodyStart: '', error: toMessage(error) }
}

/** Reads no more of a body than it takes to have `length` characters of it. */
async function readStart(
  body: ReadableStream<Uint8Array> | null,
  length: number,
): Promise<{ text: string; error: string | undefined }> {
  if (body === null) return { text: '', error: undefined }
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let text = ''
  let error: string | undefined
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true })
      if (text.length >= length) break
    }
    await reader.cancel()
  } catch (cause) {
    error = toMessage(cause)
  }
  return { text: text.slice(0, length).toWellFormed(), error }
}

/** `fetch` says no more than "fetch failed"; its cause says why. */
function toMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (!(cause instanceof Error)) return error.message
  const code = 'code' in cause ? String(cause.code) : cause.name
  return `${error.message}: ${cause.message || code}`
}
