/**
 * Pact's matchers, as the data that Pact's own library reads ("integration JSON"): what stands in an
 * interaction is an example, and the matcher says what else will do.
 */

/** An example with a rule. */
export interface Matcher {
  'pact:matcher:type': string
  value?: unknown
  [detail: string]: unknown
}

/** Anything of the type of the example; of an object, every member. */
export function like(value: unknown): Matcher {
  return { 'pact:matcher:type': 'type', value }
}

/** A list of at least `min` elements, each like the example. */
export function eachLike(value: unknown, min = 1): Matcher {
  return { 'pact:matcher:type': 'type', value: [value], min }
}

/** Text that fits the pattern. */
export function regex(pattern: RegExp, example: string): Matcher {
  return { 'pact:matcher:type': 'regex', regex: pattern.source, value: example }
}

export function integer(value: number): Matcher {
  return { 'pact:matcher:type': 'integer', value }
}

/** A whole or a broken number. */
export function number(value: number): Matcher {
  return { 'pact:matcher:type': 'number', value }
}

/** `"50000.00"`: money as a text with two decimals. */
export function amountText(example: string): Matcher {
  return regex(/^-?\d+\.\d{2}$/, example)
}

export function uuid(example: string): Matcher {
  return regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, example)
}

/** An instant in ISO 8601, with or without an offset. */
export function isoInstant(example: string): Matcher {
  return regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/, example)
}

/** A JWT, by its three parts. */
export function jwt(): Matcher {
  return regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'eyJhbGciOiJIUzI1NiJ9.e30.c2FtcGxl')
}

/** JSON inside a string, which stays a string: the whole text is compared. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value)
}

/**
 * What the provider state answers, put into the request: `fromState('/cobru_detail/${url}', '/cobru_detail/3gofdf6f')`.
 * Only the verifier knows it; the consumer's own tests see the example.
 */
export function fromState(expression: string, example: string): Matcher {
  return {
    'pact:matcher:type': 'type',
    'pact:generator:type': 'ProviderState',
    expression,
    value: example,
  }
}
