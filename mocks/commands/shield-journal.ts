/** The journal as it may be kept or passed on: by the rule of recordings nothing in it is somebody's. */
import { createHash } from 'node:crypto'
import type { JournalEntry } from '../core/http/journal-entry.ts'
import type { Spec } from '../dialect/types.ts'
import { findSpecs, type Specs } from '../sandbox/report/find-specs.ts'
import { toSaidHint } from '../sandbox/report/public-line.ts'
import { fromJournal } from '../tools/recorder/from-journal.ts'
import { createBook } from '../tools/recorder/placeholder-book.ts'
import { shieldExchange } from '../tools/recorder/shield.ts'

/** The same value is the same placeholder in all of them. `known`: specs that are at hand, by name. */
export async function shieldJournal(
  entries: readonly JournalEntry[],
  known?: Specs,
): Promise<JournalEntry[]> {
  const book = createBook()
  const specs = await findSpecs(
    entries.map(({ provider }) => provider),
    known,
  )
  return entries.map((entry) => {
    const spec = specs.get(entry.provider)?.spec
    return spec === undefined ? closeEntry(entry) : shieldEntry(entry, spec, book)
  })
}

function shieldEntry(
  entry: JournalEntry,
  spec: Spec,
  book: ReturnType<typeof createBook>,
): JournalEntry {
  const { request, response } = shieldExchange(fromJournal(entry), { spec, book })
  const { query: masked, ...rest } = request
  return {
    ...entry,
    ...quietNotes(entry, spec),
    request: { ...rest, path: masked === undefined ? request.path : `${request.path}?${masked}` },
    response: { ...response, headers: quietHint(response.headers, entry, spec) },
  }
}

/** What may repeat a value of the caller. */
function quietNotes(
  { violations, hint, request }: JournalEntry,
  spec?: Spec,
): Pick<JournalEntry, 'violations' | 'hint'> {
  const quiet = (text: string) => toSaidHint(text, request, spec)
  return {
    violations: violations.map((each) => ({ ...each, message: quiet(each.message) })),
    hint: hint === undefined ? undefined : quiet(hint),
  }
}

/** The hint as it went over the wire. */
function quietHint(
  headers: Record<string, string>,
  { request }: JournalEntry,
  spec: Spec,
): Record<string, string> {
  const hint = headers['x-ensayo-hint']
  if (hint === undefined) return headers
  return { ...headers, 'x-ensayo-hint': toSaidHint(hint, request, spec) }
}

/** Without a spec nothing is known to be harmless: names, lengths and hashes are left. */
function closeEntry(entry: JournalEntry): JournalEntry {
  const closeHeaders = (headers: Record<string, string>) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, seal(value)]))
  const { request, response } = entry
  return {
    ...entry,
    ...quietNotes(entry),
    request: {
      method: request.method,
      path: seal(request.path),
      headers: closeHeaders(request.headers),
      body: seal(request.body),
    },
    response: {
      status: response.status,
      headers: closeHeaders(response.headers),
      body: seal(response.body),
    },
  }
}

/** What cannot be read for want of a spec. */
export function seal(text: string): string {
  if (text === '') return ''
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return `[${text.length} characters, sha256 ${hash}]`
}
