/** The provider's error answers: their form is the file's, their words are ours. */
import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import { type Sampling, toSample } from './sample.ts'

/** What the engine asks for, and what security schemes and records do; the words, and statuses in the order of choice. */
const ERRORS: Record<string, { words: string; statuses: number[] }> = {
  validation: { words: '{field}: {message}', statuses: [400, 422] },
  malformedBody: { words: 'The body cannot be read: {reason}', statuses: [400] },
  unsupportedMediaType: { words: 'A body of type {mediaType} is not taken', statuses: [415] },
  notFound: { words: 'Nothing is at {method} {path}', statuses: [404] },
  methodNotAllowed: { words: '{method} is not allowed at {path}', statuses: [405] },
  bodyTooLarge: { words: 'The body is too large', statuses: [413] },
  internal: { words: 'Internal error', statuses: [500] },
  noCredentials: { words: 'Credentials are missing', statuses: [401, 403] },
  badCredentials: { words: 'Credentials are not valid', statuses: [401, 403] },
  missing: { words: 'There is no such record', statuses: [404] },
  duplicate: { words: 'There is such a record already', statuses: [409] },
}

export interface ErrorForm {
  /** Schema of the body, in the sampling's document. */
  pointer: string | undefined
  example: unknown
}

/** `forms` has the first form that the file shows for a status; 0 is its `default`. */
export function toErrors(sampling: Sampling, forms: ReadonlyMap<number, ErrorForm>): JsonObject {
  const errors: JsonObject = {}
  for (const [name, { words, statuses }] of Object.entries(ERRORS)) {
    const status = statuses.find((each) => forms.has(each)) ?? statuses[0]!
    const form = forms.get(status) ?? forms.get(0) ?? forms.get(400)
    errors[name] = { status, body: toBody(sampling, form, words, status) }
  }
  return errors
}

function toBody(
  sampling: Sampling,
  form: ErrorForm | undefined,
  words: string,
  status: number,
): unknown {
  const shape = form && (form.example ?? toFullSample(sampling, form.pointer))
  const said = isObject(shape) ? say(shape, words, status) : undefined
  return said && JSON.stringify(said).includes(JSON.stringify(words))
    ? said
    : { error: { message: words } }
}

function toFullSample(sampling: Sampling, pointer: string | undefined): unknown {
  return pointer === undefined ? undefined : toSample({ ...sampling, isFull: true }, pointer)
}

/** Puts our words where the provider's stood, and the status where a status stood. */
function say(shape: JsonObject, words: string, status: number): JsonObject {
  const entries = Object.entries(shape).map(([name, value]): [string, unknown] => {
    if (Array.isArray(value))
      return [
        name,
        value.slice(0, 1).map((item) => (isObject(item) ? say(item, words, status) : item)),
      ]
    if (isObject(value)) return [name, say(value, words, status)]
    if (/^(http)?_?status(_?code)?$/i.test(name) && /^\d{3}$/.test(String(value)))
      return [name, typeof value === 'number' ? status : String(status)]
    return [
      name,
      typeof value === 'string' && /message|detail|description|reason|^error$/i.test(name)
        ? words
        : value,
    ]
  })
  return Object.fromEntries(entries)
}
