/** Bodies that a schema nearly allows, and bytes that nobody should send. */
import fc from 'fast-check'
import { isObject, type JsonObject, readPointer, resolve } from '#dialect/pointer'
import type { Operation, Spec } from '#dialect/types'

export interface RandomBody {
  contentType: string | undefined
  bytes: Uint8Array<ArrayBuffer>
}

/** A body for an operation: mostly one that it nearly takes, now and then rubbish. */
export function randomBody(spec: Spec, operation: Operation | undefined): fc.Arbitrary<RandomBody> {
  const wanted = [...(operation?.requestBody?.content ?? [])].map(([contentType, schema]) =>
    fc
      .oneof(nearlyValid(spec, schema), ...readExamples(spec, schema).map(nearlyExample))
      .map((value) => ({ contentType, bytes: encode(contentType, value) })),
  )
  const rubbish = fc.record({ contentType: contentTypes, bytes: fc.oneof(...oddBytes) })
  if (wanted.length === 0) return rubbish
  const near = fc.oneof(...wanted)
  const mislabelled = fc
    .tuple(near, contentTypes)
    .map(([body, contentType]) => ({ ...body, contentType }))
  const spoilt = fc.tuple(near, spoilers).map(([body, spoil]) => spoil(body))
  return fc.oneof(
    { weight: 8, arbitrary: near },
    { weight: 2, arbitrary: spoilt },
    { weight: 1, arbitrary: mislabelled },
    { weight: 1, arbitrary: rubbish },
  )
}

/** The documented request bodies beside a schema. */
function readExamples(spec: Spec, schema: string): unknown[] {
  const media = readPointer(spec.document, schema.replace(/\/schema$/, ''))
  if (!isObject(media)) return []
  const named = isObject(media.examples) ? Object.values(media.examples) : []
  const examples = named.map((example) => (isObject(example) ? example.value : undefined))
  return [media.example, ...examples].filter((example) => example !== undefined)
}

/** An example as it is documented, or with one field changed, lost or added. */
function nearlyExample(example: unknown): fc.Arbitrary<unknown> {
  if (!isObject(example)) return fc.constant(example)
  const names = fc.oneof(fc.constantFrom(...Object.keys(example)), oddNames)
  const changed = fc
    .tuple(names, fc.option(oddValues, { nil: undefined }))
    .map(([name, value]) => Object.fromEntries([...Object.entries(example), [name, value]]))
  return fc.oneof({ weight: 2, arbitrary: fc.constant(example) }, { weight: 1, arbitrary: changed })
}

/** A value of a schema, in which any part may have been replaced by something else. */
export function nearlyValid(spec: Spec, pointer: string, depth = 0): fc.Arbitrary<unknown> {
  if (depth > 6) return oddValues
  const { value: schema, pointer: at } = resolve(spec.document as JsonObject, pointer, spec.file)
  const right = toArbitrary(spec, schema, at, depth)
  return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: oddValues })
}

function toArbitrary(
  spec: Spec,
  schema: JsonObject,
  at: string,
  depth: number,
): fc.Arbitrary<unknown> {
  const known = [schema.example, schema.const, schema.default].filter(
    (value) => value !== undefined,
  )
  if (Array.isArray(schema.examples)) known.push(...schema.examples)
  if (Array.isArray(schema.enum)) known.push(...schema.enum)
  const typed = ofType(spec, schema, at, depth)
  if (known.length === 0) return typed
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: typed },
  )
}

function ofType(spec: Spec, schema: JsonObject, at: string, depth: number): fc.Arbitrary<unknown> {
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const list = schema[key]
    if (!Array.isArray(list) || isObject(schema.properties)) continue
    return fc.oneof(
      ...list.map((_, index) => nearlyValid(spec, `${at}/${key}/${index}`, depth + 1)),
    )
  }
  if (isObject(schema.properties)) return objectOf(spec, schema, at, depth)
  if (schema.items !== undefined) {
    return listOf(nearlyValid(spec, `${at}/items`, depth + 1), schema)
  }
  const types: unknown[] = [schema.type].flat()
  const bounds = atBounds(schema)
  if (bounds.length > 0 && types.length === 1) {
    const usual = primitives[String(types[0])] ?? oddValues
    return fc.oneof(usual, fc.constantFrom(...bounds))
  }
  return fc.oneof(...types.map((type) => primitives[String(type)] ?? oddValues))
}

/** A few elements; now and then as many as a bound allows, one more or less, or a batch of nearly the same. */
function listOf(item: fc.Arbitrary<unknown>, { minItems, maxItems }: JsonObject) {
  const lengths = [minItems, maxItems]
    .filter((bound) => typeof bound === 'number' && bound <= MAX_LIST)
    .flatMap((bound) => [Number(bound) - 1, Number(bound), Number(bound) + 1])
    .filter((length) => length >= 0)
  const repeated = fc
    .tuple(
      fc.oneof(item, fc.constantFrom({}, null, '')),
      fc.constantFrom(0, 13, 14, 101, 150, ...lengths),
    )
    .map(([each, length]) => Array.from({ length }, () => each))
  return fc.oneof(
    { weight: 8, arbitrary: fc.array(item, { maxLength: 3 }) },
    { weight: 2, arbitrary: repeated },
  )
}

const MAX_LIST = 1_000

/** Values on both sides of the bounds that a schema states. */
function atBounds(schema: JsonObject): unknown[] {
  const values: unknown[] = []
  for (const key of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']) {
    const bound = schema[key]
    if (typeof bound === 'number')
      values.push(bound - 1, bound - 0.01, bound, bound + 0.01, bound + 1)
  }
  for (const key of ['minLength', 'maxLength']) {
    const bound = schema[key]
    if (typeof bound !== 'number' || bound > 10_000) continue
    for (const length of [bound - 1, bound, bound + 1]) {
      if (length >= 0) values.push('7'.repeat(length), 'a'.repeat(length))
    }
  }
  return values
}

function objectOf(
  spec: Spec,
  schema: JsonObject,
  at: string,
  depth: number,
): fc.Arbitrary<unknown> {
  const names = Object.keys(schema.properties as JsonObject)
  const fields = names.map((name) => {
    const pointer = `${at}/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const isRequired = Array.isArray(schema.required) && schema.required.includes(name)
    const freq = isRequired ? 50 : 2
    // `false`, for what must be absent.
    if (typeof (schema.properties as JsonObject)[name] === 'boolean')
      return fc.option(oddValues, { freq, nil: undefined })
    return fc.option(nearlyValid(spec, pointer, depth + 1), { freq, nil: undefined })
  })
  const extra = fc.option(fc.tuple(oddNames, oddValues), { freq: 1, nil: undefined })
  return fc.tuple(fc.tuple(...fields), extra).map(([values, more]) => {
    const entries = names.map((name, index) => [name, values[index]] as const)
    const kept = entries.filter(([, value]) => value !== undefined)
    return Object.fromEntries(more === undefined ? kept : [...kept, more])
  })
}

const urls = fc.constantFrom(
  'http://ensayo.localhost/_ensayo/inbox/default',
  'http://ensayo.localhost/_ensayo/inbox/%E0%A4',
  'https://yourapp.example/hook?x=1',
  'http://',
  'javascript:alert(1)',
)
const instants = fc.constantFrom('2026-03-01', '2026-03-01T12:00:00Z', '31/02/2026')
const texts = fc.oneof(
  fc.string({ maxLength: 50 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  urls,
  instants,
)
const digits = fc.integer({ min: 0, max: 10_000_000 }).map(String)

const primitives: Record<string, fc.Arbitrary<unknown>> = {
  string: fc.oneof(texts, digits),
  integer: fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.integer({ min: 0, max: 100_000 })),
  number: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(1_000_000)),
  boolean: fc.boolean(),
  null: fc.constant(null),
  array: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 }),
  object: fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
}

const oddNames = fc.constantFrom('__proto__', 'constructor', 'toString', 'id', 'state', '', 'a/b~c')
const oddValues = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, '', -0, 1e308, -1, 0.1 + 0.2, [], {}, 'null', '\ud800', '\u0000', '1e400'),
)

const contentTypes = fc.constantFrom(
  undefined,
  'application/json',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/octet-stream',
  ';;;',
)

type Spoil = (body: RandomBody) => RandomBody

const spoilers: fc.Arbitrary<Spoil> = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }).map((part) => (body: RandomBody) => ({
    ...body,
    bytes: body.bytes.slice(0, Math.floor(body.bytes.length * part)),
  })),
  fc
    .constantFrom('1e400', '-1e999', '9'.repeat(400), 'NaN', '01', '[,]', '{"a":1,"a":2}')
    .map((text) => (body: RandomBody) => ({
      ...body,
      bytes: toBytes(toText(body).replace(/\d+|true|null/, text)),
    })),
  fc
    .constantFrom<BufferEncoding>('utf16le', 'latin1', 'base64')
    .map((encoding) => (body: RandomBody) => ({
      ...body,
      bytes: new Uint8Array(Buffer.from(toText(body), encoding)),
    })),
)

const oddBytes = [
  fc.uint8Array({ maxLength: 64 }).map((bytes) => new Uint8Array(bytes)),
  fc
    .constantFrom('', '{', '[]', '"x"', 'null', '{"a":', '\ufeff{}', 'a=1&a=2&__proto__=3')
    .map(toBytes),
  fc.nat(2_000).map((depth) => toBytes('['.repeat(depth) + ']'.repeat(depth))),
  fc
    .nat(500)
    .map((depth) => toBytes('{"a":'.repeat(depth) + '1'.repeat(depth) + '}'.repeat(depth))),
  fc.constant(toBytes(`{"a":"${'x'.repeat(1024 * 1024)}"}`)),
]

function encode(contentType: string, value: unknown): RandomBody['bytes'] {
  if (contentType !== 'application/x-www-form-urlencoded' || !isObject(value)) {
    return toBytes(JSON.stringify(value) ?? '')
  }
  const fields = Object.entries(value).map(([name, field]): [string, string] => [
    name,
    typeof field === 'string' ? field : (JSON.stringify(field) ?? ''),
  ])
  return toBytes(new URLSearchParams(fields).toString())
}

function toText({ bytes }: RandomBody): string {
  return Buffer.from(bytes).toString('utf8')
}

function toBytes(text: string): RandomBody['bytes'] {
  return new Uint8Array(Buffer.from(text))
}
