/** What a client chose itself, by the field that it stood in: it is the same in every run. */

import type { Scalar } from './json-text.ts'

export interface Choices {
  add(value: Scalar, field: string): void
  /** Whether a value of that field is the client's. */
  has(value: Scalar, field: string): boolean
}

/** Longer values are the same nowhere by chance. */
const MIN_UNIQUE = 8

/** Starts with nothing. A short value, as `1001`, counts in its own field only: elsewhere the provider may count to it. */
export function createChoices(): Choices {
  const fields = new Map<string, Set<string>>()
  return {
    add: (value, field) => {
      const known = fields.get(String(value)) ?? new Set()
      fields.set(String(value), known.add(toPlain(field)))
    },
    has: (value, field) => {
      const known = fields.get(String(value))
      return (
        known !== undefined && (String(value).length >= MIN_UNIQUE || known.has(toPlain(field)))
      )
    },
  }
}

/** `external_id` is `externalId`. */
function toPlain(field: string): string {
  return field.toLowerCase().replace(/[^a-z0-9]/g, '')
}
