/** Makes the endpoint of an operation. */
import { toRequestSchemas } from '../../dialect/directions.ts'
import type { Operation } from '../../dialect/types.ts'
import { compileQuirks } from '../departures/playable.ts'
import { compileAnswers } from '../http/respond.ts'
import { compileCallbacks } from './callback-hint.ts'
import type { Endpoint, ServeParts } from './endpoint.ts'
import { compileCaller } from './find-caller.ts'
import { compileIdempotency } from './idempotency.ts'
import { compileLimit } from './limit.ts'
import { compileRecord } from './load-record.ts'
import { compileReaders } from './read-proofs.ts'
import { compileRun } from './run-behaviour.ts'
import { compileValidation } from './validate.ts'

/** Works out whatever the stages need of it. */
export function compileEndpoint(operation: Operation, parts: ServeParts): Endpoint {
  const { runtime, identities } = parts
  const { spec, schemas } = runtime
  const readers = compileReaders(spec, operation.security, identities)
  const of = (stage: string) =>
    compileQuirks(
      operation.quirks.filter((each) => each.stage === stage),
      schemas,
    )
  return {
    ...readers,
    parts,
    spec,
    operation,
    quirks: {
      authentication: of('authentication'),
      validation: of('validation'),
      behaviour: of('behaviour'),
      response: of('response'),
      delivery: [],
    },
    isPublic: readers.readers.length === 0 && operation.caller === undefined,
    findCaller: compileCaller(operation, identities),
    record: operation.record && compileRecord(spec, operation.record),
    limit: compileLimit(runtime, operation),
    findViolations: compileValidation(operation, toRequestSchemas(spec, operation), spec.messages),
    idempotency:
      operation.idempotency && compileIdempotency(runtime, operation.id, operation.idempotency),
    findCallbacks: compileCallbacks(runtime, operation),
    run: compileRun(runtime, operation),
    findDeparture: compileAnswers(spec, operation),
    headers: parts.hasHints ? { 'x-ensayo-operation': operation.id } : {},
  }
}
