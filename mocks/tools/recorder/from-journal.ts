/** An entry of the journal in the form of recordings. */
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { Exchange } from './exchange.ts'

/** As it went over the wire; nothing is masked. */
export function fromJournal({ id, at, provider, request, response }: JournalEntry): Exchange {
  const [path = '', ...query] = request.path.split('?')
  return {
    id,
    at: new Date(at).toISOString(),
    provider,
    request: { ...request, path, ...(query.length === 0 ? {} : { query: query.join('?') }) },
    response,
  }
}
