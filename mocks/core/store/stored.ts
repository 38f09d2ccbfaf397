/** The one way into a store: a deep copy of JSON, frozen, that no caller shares. */
import { StoreError } from '../../base/errors.ts'
import type { StoredRecord } from './store.ts'

/** Far below the stack's end, far above any payment. */
const MAX_DEPTH = 500

type Fields = Record<string, unknown>

/** Copies and freezes a record. Fields that are undefined are left out, as JSON leaves them out. */
export function toStored<T extends StoredRecord>(record: T): T {
  if (typeof record.id !== 'string') {
    throw new StoreError(`A record's id must be text; found ${typeof record.id}.`)
  }
  // Holds because the copy has every field of the original that JSON keeps.
  return copyObject(record, 0) as T
}

/** Freezes a record of plain JSON that nobody else has, in place of copying it. */
export function adopt<T extends StoredRecord>(record: T): T {
  if (typeof record.id !== 'string') {
    throw new StoreError(`A record's id must be text; found ${typeof record.id}.`)
  }
  freeze(record, 0)
  return record
}

function freeze(value: object, depth: number): void {
  if (depth >= MAX_DEPTH)
    throw new StoreError(`A record is nested deeper than ${MAX_DEPTH} levels.`)
  for (const child of Object.values(value)) {
    if (typeof child === 'object' && child !== null) freeze(child, depth + 1)
  }
  Object.freeze(value)
}

function copyObject(source: object, depth: number): Fields {
  const prototype = Object.getPrototypeOf(source)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new StoreError(`Only JSON can be stored; found a ${source.constructor?.name}.`)
  }
  const copy: Fields = { ...source }
  let hasUndefined = false
  for (const key in copy) {
    const value = copy[key]
    if (typeof value === 'string') continue
    if (value === undefined) hasUndefined = true
    else if (typeof value === 'object' && value !== null) copy[key] = copyNested(value, depth)
    else refuseOddities(value, key)
  }
  return Object.freeze(hasUndefined ? withoutUndefined(copy) : copy)
}

function copyArray(source: readonly unknown[], depth: number): readonly unknown[] {
  const copy = source.slice()
  for (let index = 0; index < copy.length; index++) {
    const value = copy[index]
    if (value === undefined) copy[index] = null
    else if (typeof value === 'object' && value !== null) copy[index] = copyNested(value, depth)
    else refuseOddities(value, index)
  }
  return Object.freeze(copy)
}

function copyNested(value: object, depth: number): unknown {
  if (depth >= MAX_DEPTH)
    throw new StoreError(`A record is nested deeper than ${MAX_DEPTH} levels.`)
  return Array.isArray(value) ? copyArray(value, depth + 1) : copyObject(value, depth + 1)
}

function refuseOddities(value: unknown, key: string | number): void {
  const type = typeof value
  if (
    type === 'number'
      ? Number.isFinite(value)
      : type !== 'bigint' && type !== 'function' && type !== 'symbol'
  )
    return
  throw new StoreError(`Only JSON can be stored; field ${key} is ${String(value)}.`)
}

function withoutUndefined(fields: Fields): Fields {
  const kept: Fields = {}
  for (const key in fields) {
    if (fields[key] === undefined) continue
    // A plain assignment of this key would set the prototype instead.
    if (key === '__proto__')
      Object.defineProperty(kept, key, { value: fields[key], enumerable: true })
    else kept[key] = fields[key]
  }
  return kept
}
