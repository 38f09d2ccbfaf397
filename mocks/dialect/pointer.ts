/** JSON pointers into a document, and the references that use them. */
import { EnsayoError } from '../base/errors.ts'

export type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `toPointer('paths', '/widgets/', 'post')` → `/paths/~1widgets~1/post`. */
export function toPointer(...segments: (string | number)[]): string {
  return segments.map((segment) => `/${escapeSegment(String(segment))}`).join('')
}

export function parsePointer(pointer: string): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** What stands at a pointer, or undefined. */
export function readPointer(document: unknown, pointer: string): unknown {
  return readPath(document, parsePointer(pointer))
}

/** The same by the segments of a pointer that was parsed before. */
export function readPath(document: unknown, path: readonly string[]): unknown {
  let value = document
  for (const segment of path) {
    if (Array.isArray(value)) value = value[Number(segment)]
    else if (isObject(value) && Object.hasOwn(value, segment)) value = value[segment]
    else return undefined
  }
  return value
}

/**
 * Follows `$ref` until something else stands there. Returns the value and where it stands.
 * Throws `SPEC_INVALID` on a reference that leads nowhere, outside the file, or in a circle.
 */
export function resolve(
  document: JsonObject,
  pointer: string,
  file: string,
): { value: JsonObject; pointer: string } {
  let at = pointer
  for (let hops = 0; hops < 20; hops++) {
    const value = readPointer(document, at)
    if (!isObject(value)) throw invalid(file, at, 'leads to nothing that can be used')
    if (typeof value.$ref !== 'string') return { value, pointer: at }
    at = toTarget(document, value.$ref, `${file}#${at}`)
  }
  throw invalid(file, pointer, 'refers to itself in a circle')
}

/** The pointer of a local reference. Throws when it is not local or leads nowhere. */
export function toTarget(document: JsonObject, ref: string, where: string): string {
  const target = ref.startsWith('#/') ? decodeURIComponent(ref.slice(1)) : undefined
  if (target === undefined) {
    throw new EnsayoError(
      'SPEC_INVALID',
      `${where}: reference "${ref}" leaves the file. Use "#/components/…".`,
    )
  }
  if (readPointer(document, target) === undefined) {
    throw new EnsayoError(
      'SPEC_INVALID',
      `${where}: broken reference "${ref}". ${toCure(document, target)}`,
    )
  }
  return target
}

function toCure(document: JsonObject, target: string): string {
  const segments = parsePointer(target)
  const parent = readPointer(document, toPointer(...segments.slice(0, -1)))
  const names = isObject(parent) ? Object.keys(parent) : []
  if (names.length === 0) return 'Nothing stands there; add it under "components".'
  return `There are: ${names.slice(0, 12).join(', ')}.`
}

function invalid(file: string, pointer: string, what: string): EnsayoError {
  return new EnsayoError('SPEC_INVALID', `${file}#${pointer}: ${what}.`)
}

function escapeSegment(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1')
}
