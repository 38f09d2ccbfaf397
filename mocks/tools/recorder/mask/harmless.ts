/** What of a message may stay readable: what the spec fixes, numbers and flags of the spec, and what it marks public. */
import type { JsonObject } from '../../../dialect/pointer.ts'
import type { Spec } from '../../../dialect/types.ts'
import { wordsOf } from '../../../sandbox/report/spec-words.ts'
import type { Scalar } from '../json-text.ts'
import { kindOfField } from '../sensitive.ts'
import { placesOf } from './places.ts'
import { fieldOf, type Spot } from './spot.ts'

/** Whether nobody's secret and nobody's data can stand there. */
export function isHarmless(spec: Spec, value: Scalar, spot: Spot): boolean {
  if (!/[\p{L}\p{N}]/u.test(String(value))) return true
  const nodes = placesOf(spec).nodes(spot.schemas)
  if (typeof value !== 'string') return isHarmlessNumber(value, nodes, spot)
  return (
    /^(true|false|null)$/i.test(value) ||
    wordsOf(spec).fixed.has(value) ||
    wordsOf(spec).fixed.has(value.toLowerCase()) ||
    nodes.some((node) => node['x-public'] !== undefined || isChoice(node, value)) ||
    (spec.testValues.has(value) && isOfPerson(spot.path)) ||
    (spot.in === 'header' && isPlainHeader(fieldOf(spot.path), value)) ||
    isNumberOfSpec(value, nodes, spot)
  )
}

/** Made-up persons of the provider's own sandbox, where a person stands. */
function isOfPerson(path: Spot['path']): boolean {
  const kind = kindOfField(path)
  return kind === 'document' || kind === 'phone' || kind === 'name'
}

/** A pattern of words alone is a list of choices: `^(usd|cop)/(usd|cop)$`. */
function isChoice({ pattern }: JsonObject, value: string): boolean {
  return (
    typeof pattern === 'string' &&
    /^\^[\w/|()-]+\$$/.test(pattern) &&
    new RegExp(pattern, 'u').test(value)
  )
}

function isHarmlessNumber(
  value: number | bigint,
  nodes: readonly JsonObject[],
  spot: Spot,
): boolean {
  if (
    nodes.some(({ type }) => [type].flat().some((name) => name === 'number' || name === 'integer'))
  ) {
    return true
  }
  if (nodes.some(({ enum: choices }) => Array.isArray(choices) && choices.includes(value)))
    return true
  if (isNumberOfSpec(String(value), nodes, spot)) return true
  return value > -1000 && value < 1000 && !isBelowSecret(spot)
}

/** Three digits in a list below the name of a secret are a part of it. */
function isBelowSecret({ path }: Spot): boolean {
  return path.some((part, index) => {
    const kind = typeof part === 'string' ? kindOfField(path.slice(0, index + 1)) : undefined
    return kind === 'credential' || kind === 'token' || kind === 'card'
  })
}

const DECIMAL = /^-?(\d{1,15}|\d{1,3}(,\d{3})+)\.\d{1,8}$/
const WHOLE = /^-?\d{1,15}$/
const MONEY =
  /amount|balance|price|total|cost|fee|iva|tax$|rate$|limit|quantity|count|page|size|days?$|dues/i

/** A number that is written as text, where the spec knows of a number. */
function isNumberOfSpec(value: string, nodes: readonly JsonObject[], { path }: Spot): boolean {
  if (nodes.length === 0 || !(DECIMAL.test(value) || WHOLE.test(value))) return false
  const isNumeric = nodes.some(
    ({ type, pattern }) =>
      [type].flat().some((name) => name === 'number' || name === 'integer') ||
      (typeof pattern === 'string' && takesDecimals(pattern)),
  )
  return isNumeric || DECIMAL.test(value) || MONEY.test(fieldOf(path))
}

/** Digits alone may be a code that opens something; what has decimals is an amount. */
function takesDecimals(pattern: string): boolean {
  const test = new RegExp(pattern, 'u')
  return (test.test('1.5') || test.test('1.50') || test.test('1000.00')) && !test.test('a')
}

const LIST = /^([a-z-]{2,40}(=\d{1,9})?(, ?|; ?|$))+$/i
const NUMBER = /^\d{1,10}$/

/** Headers of HTTP itself, with values that HTTP gives them. */
const HEADERS: readonly [RegExp, RegExp][] = [
  [
    'content-type',
    /^[a-z]{2,12}\/[a-z.+*-]{1,60}\d?(; ?charset="?[\w-]{1,20}"?)?(; ?boundary=ensayo-boundary)?$/i,
  ],
  ['accept', /^([a-z*]{1,12}\/[a-z.*+-]{1,60}(;q=[\d.]+)?(, ?|$))+$/i],
  ['accept-language', /^([a-z*]{1,3}(-[a-z0-9]{2,4})?(;q=[\d.]+)?(, ?|$))+$/i],
  [
    'cache-control|pragma|vary|allow|content-language|access-control-allow-(methods|headers)|access-control-expose-headers',
    LIST,
  ],
  [
    'content-encoding|x-content-type-options|x-frame-options|sec-fetch-(mode|site|dest)',
    /^[a-z-]{2,20}$/i,
  ],
  ['retry-after|age|access-control-max-age|(x-)?rate-?limit(-[a-z-]+)?', NUMBER],
].map(([name, value]) => [new RegExp(`^(${name})$`), value as RegExp])

function isPlainHeader(name: string, value: string): boolean {
  return HEADERS.some(([known, form]) => known.test(name) && form.test(value))
}
