/** `when:` is JSON Schema over the facts of the moment. Compiled when it is first asked, by the one shared Ajv. */
import type { Schemas } from '../../dialect/schemas.ts'
import type { SchemaPointer } from '../../dialect/types.ts'
import type { Answer, Exchange } from '../http/exchange.ts'

export type Facts = Record<string, unknown>
export type Predicate = (facts: Facts) => boolean

const ALWAYS: Predicate = () => true

/** No `when` means always. */
export function compileWhen(when: SchemaPointer | undefined, schemas: Schemas): Predicate {
  return when === undefined ? ALWAYS : schemas.predicate(when)
}

/** What a request says about itself, and its answer once there is one; absent things are absent, so that `required` can ask for them. */
export function toFacts(exchange: Exchange, answer?: Answer): Facts {
  const { method, path, query, headers, body } = exchange.request
  const facts: Facts = { method, path, query, headers }
  if (body !== undefined) facts.body = body
  // One that could not be read misses no field: it is refused for what it is.
  else if (exchange.operation?.requestBody && !exchange.parseProblem) facts.body = {}
  if (exchange.record !== undefined) facts.record = exchange.record
  if (answer !== undefined) {
    facts.status = answer.status
    facts.response = answer.body
  }
  return facts
}
