/** `match`: JSON Schema over the facts of a request, as `when` of a quirk is, sent by a test. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import { isObject } from '../../dialect/pointer.ts'
import { compilePredicate } from '../accounts/compile-predicate.ts'
import type { Exchange } from '../http/exchange.ts'
import { type Facts, toFacts } from './predicate.ts'

const FACTS = ['method', 'path', 'params', 'query', 'headers', 'body']

/** What a request says about itself, its path parameters included. */
export function toRequestFacts(exchange: Exchange): Facts {
  return { ...toFacts(exchange), params: exchange.request.params }
}

/** Throws `RULE_INVALID` on what is not a schema, or asks about what no request has. `where` leads the message. */
export function expectPredicate(where: string, match: object): void {
  for (const key of namesAtTop(match)) {
    if (FACTS.includes(key)) continue
    const cure = didYouMean(key, FACTS) || ` There are: ${FACTS.join(', ')}.`
    throw new EnsayoError('RULE_INVALID', `${where}.match: a request has no "${key}".${cure}`)
  }
  compilePredicate(`${where}.match`, match)
}

function namesAtTop(schema: object): string[] {
  const { properties, required, not } = schema as Record<string, unknown>
  return [
    ...(isObject(properties) ? Object.keys(properties) : []),
    ...(Array.isArray(required) ? required.map(String) : []),
    ...(isObject(not) ? namesAtTop(not) : []),
  ]
}
