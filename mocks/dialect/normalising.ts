/** What the parts of normalising share. */
import { isObject, type JsonObject } from './pointer.ts'
import type { Source } from './types.ts'

/** The document at hand, and how to stop its load. */
export interface Normalising {
  name: string
  file: string
  document: JsonObject
  source: Source
  /** Stops the load: where, what and the cure. */
  fail(pointer: string, message: string): never
}

/** The `x-source` of a node, or the one it inherits. */
export function sourceOf(node: unknown, inherited: Source): Source {
  return isObject(node) && isObject(node['x-source'])
    ? (node['x-source'] as unknown as Source)
    : inherited
}

export function entriesOf(value: unknown): [string, JsonObject][] {
  return isObject(value) ? (Object.entries(value) as [string, JsonObject][]) : []
}
