/** What a document must not be before anything walks through it: endless, or deeper than any spec. */
import { toPointer } from './pointer.ts'

/** Levels that no spec comes near; what walks a document calls itself once a level. */
const MAX_DEPTH = 200

interface Place {
  value: object
  segments: string[]
  parent: Place | undefined
}

/** Why the document cannot be walked through, and where; undefined when it can. */
export function findEndless(document: unknown): { pointer: string; message: string } | undefined {
  const open: Place[] = []
  const add = (value: unknown, segments: string[], parent?: Place) => {
    if (typeof value === 'object' && value !== null) open.push({ value, segments, parent })
  }
  add(document, [])
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value, segments } = place
    const pointer = toPointer(...segments.slice(0, 6))
    if (segments.length > MAX_DEPTH) {
      return {
        pointer,
        message: `nested deeper than ${MAX_DEPTH} levels from here on. Give what repeats a name under components.`,
      }
    }
    if (contains(place.parent, value)) {
      return {
        pointer,
        message: 'an alias leads back to what it stands in. Write it out, or use "$ref".',
      }
    }
    for (const [key, each] of Object.entries(value)) add(each, [...segments, key], place)
  }
  return undefined
}

function contains(place: Place | undefined, value: object): boolean {
  for (let at = place; at !== undefined; at = at.parent) if (at.value === value) return true
  return false
}
