/** What the recorded answers say of each place in them: which keys are always there, and which values vary. */
import { isObject, toPointer } from '../../dialect/pointer.ts'
import { parseExactJson } from './json-text.ts'

export interface Survey {
  /** Takes one answer in; `key` is of the operation and its status. */
  add(key: string, body: string): void
  /** How many answers, or items of lists, have a key, of those that could. */
  count(key: string, place: string): { having: number; all: number }
  /** How many values a place has had. */
  countValues(key: string, place: string): number
}

interface Place {
  having: number
  values: Set<string>
}

/** More are as many as one needs to know. */
const MAX_VALUES = 50

/** Starts with no answer. */
export function createSurvey(): Survey {
  const operations = new Map<string, Map<string, Place>>()
  const find = (key: string, place: string) => operations.get(key)?.get(place)
  const note = (places: Map<string, Place>, at: string, value: unknown): void => {
    const place = places.get(at) ?? { having: 0, values: new Set() }
    places.set(at, place)
    place.having++
    if (Array.isArray(value)) {
      for (const item of value) note(places, `${at}/*`, item)
    } else if (isObject(value)) {
      for (const [key, child] of Object.entries(value)) note(places, at + toPointer(key), child)
    } else if (place.values.size < MAX_VALUES) place.values.add(`${typeof value} ${value}`)
  }
  return {
    add: (key, body) => {
      const places = operations.get(key) ?? new Map<string, Place>()
      operations.set(key, places)
      const parsed = parseExactJson(body)
      if (parsed) note(places, '', parsed.value)
    },
    count: (key, place) => ({
      having: find(key, place)?.having ?? 0,
      all: find(key, place.slice(0, place.lastIndexOf('/')))?.having ?? 0,
    }),
    countValues: (key, place) => find(key, place)?.values.size ?? 0,
  }
}

/** A pointer with `*` for the index of an item. */
export function toPlace(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|#|$)/g, '/*')
}
