/**
 * How a value is written, held against the samples that the spec prints: dates and money. What an id
 * looks like is left to the schemas, as callers choose some of them.
 */
import { isObject, toPointer } from '../../mocks/dialect/pointer.ts'
import type { Json, Operation } from '../../mocks/dialect/types.ts'
import { toDateShape } from '../../mocks/tools/recorder/dates.ts'
import { type Difference, describeValue } from '../../mocks/tools/recorder/difference.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'

/** Values that are written otherwise than each sample of their place. */
export function compareFormats(operation: Operation, exchange: Exchange): Difference[] {
  const { status, body } = exchange.response
  const contents = [...(operation.responses.get(status)?.content.values() ?? [])]
  const samples = contents.flatMap(({ examples }) => [...examples.values()])
  const parsed = parse(body)
  if (samples.length === 0 || parsed === undefined) return []
  const { source } = operation
  return compare(parsed, samples, '').map(({ pointer, sample, found }) => ({
    kind: 'value',
    severity: 'error',
    operationId: operation.id,
    pointer,
    expected: `a format like ${describeValue(sample)}`,
    found: describeValue(found),
    exchange: exchange.id,
    evidence: source.evidence,
    source,
  }))
}

interface Odd {
  pointer: string
  sample: string
  found: string
}

function compare(value: unknown, samples: readonly Json[], at: string): Odd[] {
  if (Array.isArray(value)) {
    const items = samples.flatMap((sample) => (Array.isArray(sample) ? sample : []))
    return value.flatMap((each, index) => compare(each, items, `${at}/${index}`))
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, each]) => {
      const below = samples.flatMap((sample) =>
        isObject(sample) && Object.hasOwn(sample, key) ? [sample[key] as Json] : [],
      )
      return compare(each, below, at + toPointer(key))
    })
  }
  if (typeof value !== 'string' || value === '') return []
  // Digit for digit alike: a date of no calendar is written as the sample is.
  const isAlike = samples.some(
    (sample) => typeof sample === 'string' && toDigits(sample) === toDigits(value),
  )
  if (isAlike) return []
  const shapes = samples.map((sample) => (typeof sample === 'string' ? toShape(sample) : undefined))
  const isOdd = shapes.length > 0 && shapes.every((shape) => shape && shape !== toShape(value))
  return isOdd ? [{ pointer: at, sample: String(samples[0]), found: value }] : []
}

function toDigits(text: string): string {
  return text.replace(/\d/g, '9')
}

/** Undefined where the way of writing says nothing. */
function toShape(text: string): string | undefined {
  const date = toDateShape(text)
  // How many digits a fraction has changes from sample to sample.
  if (date !== undefined) return date.replace(/[.,]S+/, '').replace(/[+-]\d\d:?\d\d$/, '+offset')
  return /^-?\d+\.\d\d$/.test(text) ? 'money' : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
