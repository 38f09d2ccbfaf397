/**
 * What follows from an exchange that was not replayed: the emulator has not seen what it did to its
 * records, so what it says of them afterwards is not a finding.
 */
import { isObject, parsePointer } from '../../dialect/pointer.ts'
import type { Operation } from '../../dialect/types.ts'
import { parseJson } from './compare-with-spec.ts'
import type { Finding } from './difference.ts'
import type { Exchange } from './exchange.ts'
import { PLACEHOLDERS, readMasked, toIdentity } from './placeholders.ts'

export interface FollowUps {
  /** Notes what an exchange that was not replayed may have changed. `name`: what reports call it. */
  blame(exchange: Exchange, operation: Operation | undefined, name: string): void
  /** Findings about other records, and those that follow from `after`, which was not replayed. */
  sort(
    exchange: Exchange,
    operation: Operation | undefined,
    findings: readonly Finding[],
  ): { kept: Finding[]; following: Finding[]; after?: string }
}

/** Starts a session in which everything was replayed so far. */
export function createFollowUps(): FollowUps {
  /** Record → the first exchange that may have changed it unseen. */
  const changed = new Map<string, string>()
  const blame: FollowUps['blame'] = (exchange, operation, name) => {
    // What only reads, or was refused, changes nothing.
    const isRead = exchange.request.method === 'GET' || exchange.request.method === 'HEAD'
    if (isRead || exchange.response.status >= 400) return
    const records = [...listAsked(exchange, operation), ...listIds(exchange.response.body)]
    for (const record of records) if (!changed.has(record)) changed.set(record, name)
  }
  const find = (records: Iterable<string>): string | undefined => {
    for (const record of records) if (changed.has(record)) return changed.get(record)
    return undefined
  }
  return {
    blame,
    sort: (exchange, operation, findings) => {
      if (changed.size === 0 || findings.length === 0) return { kept: [...findings], following: [] }
      const asked = find(listAsked(exchange, operation))
      const body = parseJson(exchange.response.body)?.value
      const causes = findings.map(({ pointer }) => asked ?? find(listAround(body, pointer)))
      const kept = findings.filter((_, index) => causes[index] === undefined)
      const following = findings.filter((_, index) => causes[index] !== undefined)
      const after = causes.find((cause) => cause !== undefined)
      if (after === undefined) return { kept, following }
      // What was done to a changed record may have changed others.
      blame(exchange, operation, after)
      return { kept, following, after }
    },
  }
}

/** Records that a request names: by ids of the provider's, and by what the client put into the path. */
function listAsked({ request }: Exchange, operation: Operation | undefined): Set<string> {
  const names = operation?.path.split('/') ?? []
  const segments = request.path.split('/').filter((_, index) => names[index]?.startsWith('{'))
  const scalars = listScalars(parseJson(request.body)?.value).map(String)
  const values = [...segments, ...listForm(request.query ?? ''), ...scalars]
  const chosen = values.filter((value) => value.length >= MIN_CHOSEN && isId(value)).map(toRecord)
  return new Set([...listIds([request.path, request.query, request.body].join('\n')), ...chosen])
}

/** Shorter ones, or those without a digit, are words and amounts. */
const MIN_CHOSEN = 8

function isId(value: string): boolean {
  const masked = readMasked(value)
  if (masked) return isIdShape(masked.shape)
  return /^(?=.*\d)(?=.*[a-z])[\w-]+$/i.test(value)
}

/** Of a masked text: written as ids are, of letters and digits or as a UUID. */
function isIdShape(shape: string): boolean {
  return shape === 'uuid' || (shape.length >= MIN_CHOSEN && /^(?=.*9)(?=.*a)[a9_-]+$/i.test(shape))
}

/** Ids of the provider's in a text, whether they stand there as text or as numbers. */
function listIds(text: string): string[] {
  const found = [
    ...[...text.matchAll(PLACEHOLDERS)].map(([placeholder]) => toIdentity(placeholder)),
    ...[...text.matchAll(/\b888\d{13}\b/g)].map(([digits]) => toIdentity(Number(digits))),
  ]
  return found.filter((identity) => identity?.startsWith('id:')) as string[]
}

/** The same value may be masked in two ways. */
function toRecord(value: string): string {
  return toIdentity(value) ?? value
}

function listForm(text: string): string[] {
  return text.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1))
}

function listScalars(value: unknown): (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((child) => listScalars(child))
    : []
}

/** Records that stand next to a place of an answer, or next to what it is part of. */
function* listAround(body: unknown, pointer: string): Generator<string> {
  let value = body
  // A header's name is not a pointer.
  const path = pointer.startsWith('/') ? parsePointer(pointer.replace(/#.*$/, '')) : []
  for (const part of [undefined, ...path]) {
    if (part !== undefined) value = (value as Record<string, unknown>)[part]
    if (isObject(value)) yield* listOwn(value)
    else if (!Array.isArray(value)) return
  }
}

function listOwn(record: Record<string, unknown>): string[] {
  const own = Object.values(record).filter((value) => typeof value !== 'object')
  return own.flatMap((value) => [...listIds(String(value)), toRecord(String(value))])
}
