/**
 * A snapshot as JSON of which each record has a line of its own, so that neither who writes it nor who
 * reads it holds its text as a whole. Any other JSON is read as a whole.
 */
import { EnsayoError } from '../../base/errors.ts'
import type { StoreDump, StoredRecord } from '../../core/store/store.ts'
import { isObject } from '../../dialect/pointer.ts'
import type { Snapshot } from './engine.ts'

/** Media type by which the control API knows that layout. */
export const LINES = 'application/vnd.ensayo.snapshot+json'

/** Characters that are written at once. */
const PIECE = 64 * 1024

/** Characters of a line; far above any record. */
const MAX_LINE = 16 * 1024 * 1024

/** Ends the first line, with `}` in its place a JSON object. */
const STORE = ',"store":{'

type Chunks = AsyncIterable<Uint8Array | string>

/** The text, piece by piece. */
export function* toLines({ store, ...head }: Snapshot): Iterable<string> {
  const collections = Object.values(store).flatMap((each) => Object.values(each))
  const records = collections.reduce((sum, { length }) => sum + length, 0)
  let piece = ''
  for (const line of listLines(JSON.stringify({ ...head, records }).slice(0, -1), store)) {
    piece += `${line}\n`
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
}

function* listLines(head: string, store: StoreDump): Iterable<string> {
  yield head + STORE
  for (const [account, collections, toEnd] of entriesOf(store)) {
    yield `${JSON.stringify(account)}:{`
    for (const [collection, records, toClose] of entriesOf(collections)) {
      yield `${JSON.stringify(collection)}:[`
      const last = records.length - 1
      for (const [at, record] of records.entries())
        yield `${JSON.stringify(record)}${at === last ? '' : ','}`
      yield toClose(']')
    }
    yield toEnd('}')
  }
  yield '}}'
}

/** Each entry, and what closes it: the last one without a comma. */
function* entriesOf<T>(
  of: Record<string, T>,
): Iterable<[name: string, value: T, toEnd: (bracket: string) => string]> {
  const entries = Object.entries(of)
  for (const [at, [name, value]] of entries.entries()) {
    yield [name, value, (bracket) => (at === entries.length - 1 ? bracket : `${bracket},`)]
  }
}

/** Throws `SNAPSHOT_INVALID` with the line, also where the end is missing; whether it can be used is checked by who restores it. */
export async function readSnapshot(chunks: Chunks): Promise<Snapshot> {
  const lines = splitLines(chunks)
  const first = await lines.next()
  const head = first.done ? undefined : toHead(first.value)
  if (head === undefined) {
    let text = first.done ? '' : first.value
    for await (const line of lines) text += `\n${line}`
    return parseWhole(text)
  }
  const { records, ...rest } = head
  // What it says of itself is checked when it is restored.
  return { ...rest, store: await readStore(lines, records) } as unknown as Snapshot
}

async function readStore(lines: AsyncIterable<string>, wanted: number): Promise<StoreDump> {
  const store: StoreDump = {}
  let account: Record<string, StoredRecord[]> = {}
  let collection: StoredRecord[] = []
  let count = 0
  let number = 1
  let isEnded = false
  for await (const line of lines) {
    number++
    if (line.startsWith('{')) {
      const record = parse(line.replace(/,$/, ''))
      if (!isObject(record)) throw invalid(`its line ${number} is not a record`)
      // What it lacks is found when it is stored.
      collection.push(record as unknown as StoredRecord)
      count++
    } else if (line.endsWith(':[')) {
      collection = []
      define(account, toName(line, number), collection)
    } else if (line.endsWith(':{')) {
      account = {}
      define(store, toName(line, number), account)
    } else if (line === '}}') isEnded = true
    else if (!/^[\]}],?$|^$/.test(line))
      throw invalid(`its line ${number} is not one of a snapshot`)
  }
  if (!isEnded || count !== wanted) {
    throw invalid(`it ends after ${count} of ${wanted} records`)
  }
  return store
}

/** A plain assignment of `__proto__` would set the prototype instead. */
function define(of: object, name: string, value: unknown): void {
  Object.defineProperty(of, name, { value, enumerable: true, writable: true, configurable: true })
}

function toName(line: string, number: number): string {
  const name = parse(line.slice(0, -2))
  if (typeof name === 'string') return name
  throw invalid(`its line ${number} is not one of a snapshot`)
}

function parseWhole(text: string): Snapshot {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch (cause) {
    throw invalid(`it is not JSON: ${(cause as Error).message}`, cause)
  }
  if (isObject(found) && isObject(found.store)) return found as unknown as Snapshot
  throw invalid('it has no state')
}

/** What the first line says of the rest, which is not read. Undefined where it is of another layout. */
export async function readHead(chunks: Chunks): Promise<Head | undefined> {
  for await (const line of splitLines(chunks)) return toHead(line)
  return undefined
}

export interface Head {
  records: number
  accounts?: object
}

function toHead(line: string): (Head & Record<string, unknown>) | undefined {
  if (!line.endsWith(STORE)) return undefined
  const head = parse(`${line.slice(0, -STORE.length)}}`)
  if (!isObject(head) || typeof head.records !== 'number') return undefined
  return { ...head, records: head.records }
}

/** Undefined where it is not JSON. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

async function* splitLines(chunks: Chunks): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder()
  /** Of the line that has not ended; put together once, as a whole file may be one line. */
  let parts: string[] = []
  let length = 0
  let isFirst = true
  for await (const chunk of chunks) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const [start = '', ...more] = text.split('\n')
    parts.push(start)
    length += start.length
    if (more.length > 0) {
      yield parts.join('')
      isFirst = false
      parts = [more.pop() ?? '']
      length = parts[0]!.length
      yield* more
    }
    if (!isFirst && length > MAX_LINE) throw invalid('one of its lines is too long')
  }
  parts.push(decoder.decode())
  const last = parts.join('')
  if (last !== '') yield last
}

function invalid(what: string, cause?: unknown): EnsayoError {
  const message = `The snapshot cannot be read: ${what}. Take one with \`ensayo snapshot save\`.`
  return new EnsayoError('SNAPSHOT_INVALID', message, { cause })
}
