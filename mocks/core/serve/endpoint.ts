/**
 * An operation made ready to be served: whatever its stages need is worked out here, once, so that
 * nothing is looked up by name, pointer or pattern while a request runs.
 */
import type { Operation } from '../../dialect/types.ts'
import type { AccountState } from '../accounts/account.ts'
import type { Runtime } from '../behaviour/unit-of-work.ts'
import { compileQuirks } from '../departures/playable.ts'
import type { Departing } from '../departures/quirks.ts'
import type { ParsedRequest } from '../http/parse.ts'
import { compileAnswers, type FindDeparture } from '../http/respond.ts'
import type { Store } from '../store/store.ts'
import { compileCaller } from './find-caller.ts'
import { compileIdempotency, type Idempotency } from './idempotency.ts'
import { compileLimit, type Limit } from './limit.ts'
import { compileRecord, type FindRecord } from './load-record.ts'
import type { Identities } from './proof.ts'
import { compileReaders, type Readers } from './read-proofs.ts'
import { compileRun, type Run } from './run-behaviour.ts'
import { compileValidation, type FindViolations } from './validate.ts'

/** What every endpoint of a provider shares. */
export interface ServeParts {
  runtime: Runtime
  store: Store
  identities: Identities
  isStrict: boolean
  hasHints: boolean
  onOffSpec(problem: string): void
}

export interface Endpoint extends Departing, Readers {
  parts: ServeParts
  /** Undefined where no operation matched. */
  operation: Operation | undefined
  /** Whether it asks for no credentials, so that nobody's are missing. */
  isPublic: boolean
  findCaller(request: ParsedRequest): AccountState | undefined
  record: FindRecord | undefined
  limit: Limit | undefined
  findViolations: FindViolations
  idempotency: Idempotency | undefined
  run: Run
  findDeparture: FindDeparture
  /** The `x-ensayo-*` headers that are the same on every answer. */
  headers: Record<string, string>
}

/** Compiles the endpoint of an operation. */
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
    findViolations: compileValidation(operation, schemas, spec.messages),
    idempotency:
      operation.idempotency && compileIdempotency(runtime, operation.id, operation.idempotency),
    run: compileRun(runtime, operation),
    findDeparture: compileAnswers(operation, schemas),
    headers: parts.hasHints
      ? {
          'x-ensayo-operation': operation.id,
          'x-ensayo-evidence': operation.source.evidence,
        }
      : {},
  }
}
