/** A request that the sandbox sends to one of its own providers, in the place of a client. */
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { Engine } from './engine.ts'

/** Real time that an answer may take, for a fault may hold it back for ever. */
const PATIENCE_MS = 15_000

export interface Sent {
  /** Id of its entry in the journal; undefined when there is none, because nothing was answered. */
  id: string | undefined
  /** Undefined when the connection failed, as a fault has it. */
  answer: { status: number; headers: Headers; text: string } | undefined
}

/** Sends it in process. A failing connection is no error here; the journal says which fault it was. */
export async function sendRequest(
  engine: Pick<Engine, 'providers' | 'subscribe'>,
  provider: string,
  request: Request,
): Promise<Sent> {
  const face = engine.providers.get(provider)
  if (!face) return { id: undefined, answer: undefined }
  const { pathname, search } = new URL(request.url)
  const seen: string[] = []
  const unsubscribe = engine.subscribe((event) => {
    if (event.type !== 'request' || event.entry.provider !== provider) return
    if (isOf(event.entry, request.method, pathname + search)) seen.push(event.entry.id)
  })
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await face.fetch(new Request(request, { signal }))
    const { status, headers } = answer
    const text = await answer.text()
    return { id: headers.get('x-ensayo-request') ?? seen[0], answer: { status, headers, text } }
  } catch {
    return { id: seen[0], answer: undefined }
  } finally {
    unsubscribe()
  }
}

function isOf({ request }: JournalEntry, method: string, path: string): boolean {
  return request.method === method && request.path === path
}
