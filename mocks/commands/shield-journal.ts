/** The journal as it may be kept or passed on: by the rule of recordings nothing in it is somebody's. */
import { createHash } from 'node:crypto'
import type { JournalEntry } from '../core/http/journal-entry.ts'
import { loadSpec } from '../dialect/load.ts'
import type { Spec } from '../dialect/types.ts'
import { createBook } from '../tools/recorder/placeholder-book.ts'
import { toSaidHint } from '../tools/recorder/public-line.ts'
import { shieldExchange } from '../tools/recorder/shield.ts'

/** The same value is the same placeholder in all of them. `known`: specs that are at hand, by name. */
export async function shieldJournal(
  entries: readonly JournalEntry[],
  known: ReadonlyMap<string, { spec: Spec }> = new Map(),
): Promise<JournalEntry[]> {
  const book = createBook()
  const specs = new Map<string, Spec | undefined>(
    [...known].map(([name, { spec }]) => [name, spec]),
  )
  for (const { provider } of entries) {
    // A spec of one's own is not known here, only in the sandbox.
    if (!specs.has(provider)) specs.set(provider, await loadSpec(provider).catch(() => undefined))
  }
  return entries.map((entry) => {
    const spec = specs.get(entry.provider)
    return spec === undefined ? closeEntry(entry) : shieldEntry(entry, spec, book)
  })
}

function shieldEntry(
  entry: JournalEntry,
  spec: Spec,
  book: ReturnType<typeof createBook>,
): JournalEntry {
  const [path = '', ...query] = entry.request.path.split('?')
  const { request, response } = shieldExchange(
    {
      id: entry.id,
      at: new Date(entry.at).toISOString(),
      provider: entry.provider,
      request: {
        ...entry.request,
        path,
        ...(query.length === 0 ? {} : { query: query.join('?') }),
      },
      response: entry.response,
    },
    { spec, book },
  )
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

function seal(text: string): string {
  if (text === '') return ''
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return `[${text.length} characters, sha256 ${hash}]`
}
