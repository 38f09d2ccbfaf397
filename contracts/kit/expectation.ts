/** What a case expects of an answer or a message, and what is thrown when it is not so. */
import { isDeepStrictEqual } from 'node:util'
import { isObject, toPointer } from '../../mocks/dialect/pointer.ts'
import { describeValue, typeOf } from '../../mocks/tools/recorder/difference.ts'
import type { Answer } from './answer.ts'
import type { CallbackMessage } from './targets/target.ts'
import { type Spot, UnmetExpectation } from './unmet.ts'

export interface Expected {
  /** One status, or those that are all right. */
  status?: number | readonly number[]
  /** Headers that must be there with this value; a RegExp must match. */
  headers?: Record<string, string | RegExp>
  /** A part of the body: keys that are left out do not matter. Lists are compared in full length and in their order. */
  body?: unknown
}

interface Gap {
  expected: string
  found: string
  spots: Spot[]
}

/** Returns the answer when it has all that is asked; throws `UnmetExpectation` otherwise. */
export function expectAnswer(answer: Answer, expected: Expected, why = ''): Answer {
  const body = answer.body ?? answer.text
  const gap =
    findStatusGap(answer.status, expected.status) ??
    findGap(answer.headers, body, expected, answer.at)
  if (gap === undefined) return answer
  const wanted = because(gap.expected, why)
  throw new UnmetExpectation(wanted, gap.found, answer.exchange, undefined, gap.spots)
}

/** The same for a notification. */
export function expectMessage(
  message: CallbackMessage,
  expected: Omit<Expected, 'status'>,
  why = '',
): void {
  const gap = findGap(message.headers, message.body ?? message.rawBody, expected)
  if (gap === undefined) return
  throw new UnmetExpectation(because(gap.expected, why), gap.found, undefined, message, gap.spots)
}

/** Throws unless the signature in a header is right; `form` says how it is made. */
export function expectSignature(
  message: CallbackMessage,
  header: string,
  form: string,
  isRight: (found: string) => boolean,
): void {
  const found = message.headers[header]
  if (found !== undefined && isRight(found)) return
  const wanted = `header ${header}: ${form}`
  const shown = found ?? 'no such header'
  const spot: Spot = { kind: 'header', pointer: header, expected: form, found: shown }
  throw new UnmetExpectation(wanted, shown, undefined, message, [spot])
}

function because(what: string, why: string): string {
  return why === '' ? what : `${what} (${why})`
}

function findStatusGap(found: number, wanted: Expected['status']): Gap | undefined {
  const statuses = [wanted ?? found].flat()
  if (statuses.includes(found)) return undefined
  const expected = `status ${statuses.join(' or ')}`
  const spot: Spot = { kind: 'status', pointer: '', expected, found: `status ${found}` }
  return { expected, found: `status ${found}`, spots: [spot] }
}

function findGap(
  headers: Record<string, string>,
  body: unknown,
  expected: Expected,
  at = '',
): Gap | undefined {
  for (const [name, wanted] of Object.entries(expected.headers ?? {})) {
    const value = headers[name.toLowerCase()]
    const isMet = wanted instanceof RegExp ? wanted.test(value ?? '') : value === wanted
    if (isMet) continue
    const found = value ?? 'no such header'
    const spot: Spot = {
      kind: 'header',
      pointer: name.toLowerCase(),
      expected: String(wanted),
      found,
    }
    return { expected: `header ${name}: ${String(wanted)}`, found, spots: [spot] }
  }
  if (!('body' in expected)) return undefined
  const spots = listSpots(body, expected.body, at)
  if (spots.length === 0) return undefined
  const place = at === '' ? 'a body' : at
  const wanted = `${place} with ${JSON.stringify(expected.body)}`
  return { expected: wanted, found: JSON.stringify(body), spots }
}

/** Objects may have more keys than are asked for; lists are as long as asked, in this order. */
function listSpots(found: unknown, wanted: unknown, at: string): Spot[] {
  if (Array.isArray(wanted) && Array.isArray(found) && wanted.length === found.length) {
    return wanted.flatMap((each, index) => listSpots(found[index], each, `${at}/${index}`))
  }
  if (isObject(wanted) && isObject(found)) {
    return Object.entries(wanted).flatMap(([name, value]) =>
      Object.hasOwn(found, name)
        ? listSpots(found[name], value, at + toPointer(name))
        : [toSpot('missing-key', at + toPointer(name), value, undefined)],
    )
  }
  if (isDeepStrictEqual(found, wanted)) return []
  const isSameType = typeOf(found) === typeOf(wanted)
  return [toSpot(isSameType ? 'value' : 'type', at, wanted, found)]
}

function toSpot(kind: Spot['kind'], pointer: string, wanted: unknown, found: unknown): Spot {
  return { kind, pointer, expected: describeValue(wanted), found: describeValue(found) }
}
