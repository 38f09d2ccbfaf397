/** What a case expects of an answer or a message, and what is thrown when it is not so. */
import { isDeepStrictEqual } from 'node:util'
import type { Answer } from './answer.ts'
import type { CallbackMessage } from './targets/target.ts'
import { UnmetExpectation } from './unmet.ts'

export interface Expected {
  /** One status, or those that are all right. */
  status?: number | readonly number[]
  /** Headers that must be there with this value; a RegExp must match. */
  headers?: Record<string, string | RegExp>
  /** A part of the body: keys that are left out do not matter. Lists are compared in full length and in their order. */
  body?: unknown
}

/** Returns the answer when it has all that is asked; throws `UnmetExpectation` otherwise. */
export function expectAnswer(answer: Answer, expected: Expected, why = ''): Answer {
  const unmet = (what: string, found: string): never => {
    throw new UnmetExpectation(because(what, why), found, answer.exchange)
  }
  const statuses = [expected.status ?? answer.status].flat()
  if (!statuses.includes(answer.status)) {
    unmet(`status ${statuses.join(' or ')}`, `status ${answer.status}`)
  }
  checkHeaders(answer.headers, expected.headers, unmet)
  checkBody(answer.body ?? answer.text, expected, unmet)
  return answer
}

/** The same for a notification. */
export function expectMessage(
  message: CallbackMessage,
  expected: Omit<Expected, 'status'>,
  why = '',
): void {
  const unmet = (what: string, found: string): never => {
    throw new UnmetExpectation(because(what, why), found, undefined, message)
  }
  checkHeaders(message.headers, expected.headers, unmet)
  checkBody(message.body ?? message.rawBody, expected, unmet)
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
  throw new UnmetExpectation(wanted, found ?? 'no such header', undefined, message)
}

function because(what: string, why: string): string {
  return why === '' ? what : `${what} (${why})`
}

type Unmet = (what: string, found: string) => never

function checkHeaders(
  headers: Record<string, string>,
  expected: Expected['headers'],
  unmet: Unmet,
): void {
  for (const [name, wanted] of Object.entries(expected ?? {})) {
    const found = headers[name.toLowerCase()]
    const isMet = wanted instanceof RegExp ? wanted.test(found ?? '') : found === wanted
    if (!isMet) unmet(`header ${name}: ${String(wanted)}`, found ?? 'no such header')
  }
}

function checkBody(body: unknown, expected: Expected, unmet: Unmet): void {
  if (!('body' in expected) || hasAll(body, expected.body)) return
  unmet(`a body with ${JSON.stringify(expected.body)}`, JSON.stringify(body))
}

/** Objects may have more keys than are asked for; lists are as long as asked, in this order. */
function hasAll(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((each, index) => hasAll(found[index], each))
    )
  }
  if (!isObject(wanted)) return isDeepStrictEqual(found, wanted)
  if (!isObject(found) || Array.isArray(found)) return false
  return Object.entries(wanted).every(
    ([name, value]) => Object.hasOwn(found, name) && hasAll(found[name], value),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
