/** Finds what a provider's modules define, wherever they export it. */
import type { Definition } from './provider-api.ts'

/**
 * Every definition that a module exports: by itself, in a list, or under the name of a module that
 * it exports whole (`export * as accounts from './accounts.ts'`).
 */
export function collectDefinitions(module: object): Definition[] {
  return [...new Set(Object.values(module).flatMap((value) => collect(value, MODULES)))]
}

/** An index exports modules, and those export definitions and lists of them. */
const MODULES = 1

function collect(value: unknown, depth: number): Definition[] {
  if (isDefinition(value)) return [value]
  if (Array.isArray(value)) return value.filter(isDefinition)
  // A bundle turns the namespace of a module into a plain object.
  if (depth === 0 || typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((each) => collect(each, depth - 1))
}

const DOES: Record<Definition['kind'], string> = {
  behaviour: 'run',
  reaction: 'run',
  payload: 'run',
  state: 'setUp',
}

function isDefinition(value: unknown): value is Definition {
  if (typeof value !== 'object' || value === null) return false
  const { kind, name, ...rest } = value as Record<string, unknown>
  if (typeof kind !== 'string' || typeof name !== 'string' || !Object.hasOwn(DOES, kind))
    return false
  return typeof rest[DOES[kind as Definition['kind']]] === 'function'
}
