/** `match`: JSON Schema over the facts of a request, as `when` of a quirk is, sent by a test. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import { checkSchema } from '../../dialect/dialect.ts'
import { requireNamed } from '../../dialect/normalise-quirks.ts'
import { isObject } from '../../dialect/pointer.ts'
import { compileOnce, type Validator } from '../../dialect/schemas.ts'
import type { Exchange } from '../http/exchange.ts'
import { type Facts, toFacts } from './predicate.ts'

const FACTS = ['method', 'path', 'params', 'query', 'headers', 'body']

const compiled = new WeakMap<object, Validator>()

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
  compiled.set(match, compilePredicate(`${where}.match`, match))
}

/** Compiles a schema of the caller's, in which naming a property means that it must be there. Throws `RULE_INVALID`. */
export function compilePredicate(where: string, schema: unknown): Validator {
  const [mistake] = checkSchema(schema)
  if (mistake) {
    throw new EnsayoError('RULE_INVALID', `${where}${mistake.pointer}: ${mistake.message}`)
  }
  const copy = structuredClone(schema) as object
  requireNamed(copy)
  try {
    return compileOnce(copy)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new EnsayoError('RULE_INVALID', `${where}: ${reason}. Send a JSON Schema.`, { cause })
  }
}

/** Whether a predicate holds; none always does. It was checked when its rule was added. */
export function matches(match: object | undefined, facts: () => Facts): boolean {
  if (match === undefined) return true
  const validator = compiled.get(match) ?? compilePredicate('match', match)
  compiled.set(match, validator)
  return validator(facts())
}

function namesAtTop(schema: object): string[] {
  const { properties, required, not } = schema as Record<string, unknown>
  return [
    ...(isObject(properties) ? Object.keys(properties) : []),
    ...(Array.isArray(required) ? required.map(String) : []),
    ...(isObject(not) ? namesAtTop(not) : []),
  ]
}
