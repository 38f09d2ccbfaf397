/**
 * How a value is written, held against the samples that the spec prints: dates, money, and ids that
 * the provider gives. What callers choose looks as they like.
 */
import { isObject, toPointer } from '../../mocks/dialect/pointer.ts'
import type { Json, Operation, Spec } from '../../mocks/dialect/types.ts'
import { toDateShape } from '../../mocks/tools/recorder/dates.ts'
import { type Difference, describeValue } from '../../mocks/tools/recorder/difference.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import { isGivenId, toIdShape } from './ids.ts'

/** Values that are written otherwise than each sample of their place. */
export function compareFormats(spec: Spec, operation: Operation, exchange: Exchange): Difference[] {
  const { status, body } = exchange.response
  const contents = [...(operation.responses.get(status)?.content.values() ?? [])]
  const samples = contents.flatMap(({ examples }) => [...examples.values()])
  const parsed = parse(body)
  if (samples.length === 0 || parsed === undefined) return []
  const { source } = operation
  return compare(parsed, samples, { spec, at: '' }).map(({ pointer, sample, found }) => ({
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

interface Place {
  spec: Spec
  at: string
}

function compare(value: unknown, samples: readonly Json[], { spec, at }: Place): Odd[] {
  if (Array.isArray(value)) {
    const items = samples.flatMap((sample) => (Array.isArray(sample) ? sample : []))
    return value.flatMap((each, index) => compare(each, items, { spec, at: `${at}/${index}` }))
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, each]) => {
      const below = samples.flatMap((sample) =>
        isObject(sample) && Object.hasOwn(sample, key) ? [sample[key] as Json] : [],
      )
      return compare(each, below, { spec, at: at + toPointer(key) })
    })
  }
  if (typeof value !== 'string' || value === '') return []
  const texts = samples.filter((sample) => typeof sample === 'string')
  // Digit for digit alike: a date of no calendar is written as the sample is.
  if (texts.some((sample) => toDigits(sample) === toDigits(value))) return []
  if (texts.length === 0 || texts.length < samples.length) return []
  const isOdd =
    isOtherwise(value, texts, toShape) ||
    (isGivenId(spec, at) && isOtherwise(value, texts, toIdShape))
  return isOdd ? [{ pointer: at, sample: texts[0]!, found: value }] : []
}

/** Whether all samples have a shape, and none of them that of the value. */
function isOtherwise(
  value: string,
  samples: readonly string[],
  toShape: (text: string) => string | undefined,
): boolean {
  const shapes = samples.map(toShape)
  return shapes.every((shape) => shape !== undefined && shape !== toShape(value))
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
