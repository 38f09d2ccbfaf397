/** `{{name.field}}` in a step, replaced by what an earlier step gave. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'

const REFERENCE = /\{\{\s*([\w.-]+)\s*\}\}/g

/** A text that is a reference alone becomes the value itself. Throws `CONFIG_INVALID` on an unknown one. */
export function fillIn<T>(value: T, known: Record<string, unknown>): T {
  // The shape stays; only texts are replaced.
  return fill(value, known) as T
}

function fill(value: unknown, known: Record<string, unknown>): unknown {
  if (typeof value === 'string') return fillText(value, known)
  if (Array.isArray(value)) return value.map((item) => fill(item, known))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, known)]))
}

function fillText(text: string, known: Record<string, unknown>): unknown {
  const [whole] = text.matchAll(REFERENCE)
  if (whole?.[0] === text) return find(whole[1]!, known)
  return text.replace(REFERENCE, (_, path: string) => {
    const found = find(path, known)
    return typeof found === 'object' ? JSON.stringify(found) : String(found)
  })
}

function find(path: string, known: Record<string, unknown>): unknown {
  let value: unknown = known
  for (const key of path.split('.')) {
    if (typeof value === 'object' && value !== null && Object.hasOwn(value, key)) {
      value = (value as Record<string, unknown>)[key]
      continue
    }
    const names = typeof value === 'object' && value !== null ? Object.keys(value) : []
    const there = names.length === 0 ? '' : ` There are: ${names.join(', ')}.`
    throw new EnsayoError(
      'CONFIG_INVALID',
      `{{${path}}}: no earlier step gave "${key}".${didYouMean(key, names)}${there}`,
    )
  }
  return value
}
