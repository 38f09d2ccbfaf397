/** Forged payloads: one that tells of a record that nobody knows. */
import { isObject } from '../../dialect/pointer.ts'
import type { Ids } from '../store/ids.ts'

/** Fields that identify something; codes and keys of events say what kind it is, and stay. */
const ID = /^(id|pk|url|slug|uuid|reference)$|(_id|_pk|_uuid|_reference|Id|Pk|Uuid|Reference)$/

/** Puts ids of the same form in place of a record's id and of whatever stands under the name of an id. */
export function toUnknownRecord(payload: unknown, recordId: string, ids: Ids): unknown {
  const known = new Map<string, string>()
  const replace = (text: string): string => {
    const made = known.get(text) ?? toLikeness(text, ids)
    known.set(text, made)
    return made
  }
  const visit = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => visit(item, key))
    if (isObject(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([name, child]) => [name, visit(child, name)]),
      )
    }
    if (typeof value !== 'string' && typeof value !== 'number') return value
    const text = String(value)
    const isId = text === recordId || (ID.test(key) && text !== '' && !text.includes('://'))
    if (!isId) return value
    return typeof value === 'number' ? Number(replace(text)) : replace(text)
  }
  return visit(payload, '')
}

/** Letters for letters and digits for digits; a prefix such as `mm_` stays, and so do separators. */
export function toLikeness(text: string, ids: Ids): string {
  const start = /^[A-Za-z]+[_.](?=.{4})/.exec(text)?.[0] ?? ''
  const rest = text.slice(start.length)
  const letters = ids.text('forged', rest.length, 'abcdef')
  const digits = ids.text('forged', rest.length, '123456789')
  const made = [...rest].map((character, at) => {
    if (/[0-9]/.test(character)) return digits[at]
    if (/[a-z]/.test(character)) return letters[at]
    return /[A-Z]/.test(character) ? letters[at]!.toUpperCase() : character
  })
  return start + made.join('')
}
