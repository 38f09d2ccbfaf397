/** Runtime expressions over what the journal kept: `$request.body#/a/x`, `$response.body#/id`. */
import { isObject, parsePointer } from '../../dialect/pointer.ts'
import type { SeenRequest } from './seen.ts'

const EXPRESSION = /^\$(request|response)\.(path|query|header|body)(?:\.|#)(.*)$/

/** Everything the expression finds; a `*` in a pointer reaches every item. */
export function readAll(expression: string, seen: SeenRequest): unknown[] {
  const [, side, place, rest = ''] = EXPRESSION.exec(expression) ?? []
  if (place === 'body') return readPointers(side === 'request' ? seen.body : seen.answer, rest)
  const value = toTable(seen, String(side), String(place))[
    place === 'header' ? rest.toLowerCase() : rest
  ]
  return value === undefined ? [] : [value]
}

/** The same, as texts; what is neither text, number nor boolean is left out. */
export function readTexts(expression: string, seen: SeenRequest): string[] {
  return readAll(expression, seen).filter(isPlain).map(String)
}

/** What stands at a pointer with `*` for any key. */
export function readPointers(value: unknown, pointer: string): unknown[] {
  let found: unknown[] = [value]
  for (const segment of parsePointer(pointer)) {
    found = found.flatMap((each) => step(each, segment))
  }
  return found.filter((each) => each !== undefined)
}

/** An answer, also one whose JSON is a text that holds JSON: what its reader gets in the end. */
export function parseAnswer(text: string, mediaType: string | undefined): unknown {
  const body = parseText(text, mediaType)
  if (typeof body !== 'string' || !/^\s*[[{]/.test(body)) return body
  return parseText(body, mediaType) ?? body
}

/** JSON, else a form, else the text itself; undefined when there is none. */
export function parseText(text: string, mediaType: string | undefined): unknown {
  if (text === '') return undefined
  if (mediaType?.includes('x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text))
  }
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function toTable(seen: SeenRequest, side: string, place: string): Record<string, unknown> {
  if (place === 'header')
    return (side === 'request' ? seen.entry.request : seen.entry.response).headers
  return place === 'path' ? seen.params : seen.query
}

function step(value: unknown, segment: string): unknown[] {
  if (segment === '*') {
    return typeof value === 'object' && value !== null ? Object.values(value) : []
  }
  if (Array.isArray(value)) return [value[Number(segment)]]
  return isObject(value) && Object.hasOwn(value, segment) ? [value[segment]] : []
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
