/** Payloads as text: compact JSON, or a form. */
import type { Delivery } from '../../dialect/types.ts'

export interface EncodedPayload {
  body: string
  contentType: string
}

/**
 * Writes a payload in the encoding of its `x-delivery`. In a form null is empty, other values keep
 * their JSON words, nested ones are JSON text; a payload that is not an object stands under `payload`.
 */
export function encodePayload(encoding: Delivery['encoding'], payload: unknown): EncodedPayload {
  if (encoding === 'form') {
    return { body: toForm(payload), contentType: 'application/x-www-form-urlencoded' }
  }
  return { body: toJson(payload), contentType: 'application/json' }
}

function toForm(payload: unknown): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(toFields(payload))) {
    if (value !== undefined) form.append(name, toFormValue(value))
  }
  return form.toString()
}

function toFields(payload: unknown): object {
  const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload)
  return isObject ? payload : { payload }
}

function toFormValue(value: unknown): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : toJson(value)
}

/** `JSON.stringify` has no text for undefined. */
function toJson(value: unknown): string {
  return JSON.stringify(value) ?? ''
}
