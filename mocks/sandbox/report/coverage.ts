/** Which operations, documented answers and variants the traffic has exercised; exact, whatever the journal drops. */

import { createTally, mergeTally, type Tally } from '../../core/http/tally.ts'
import type { Operation, Quirk, Spec } from '../../dialect/types.ts'
import type { Engine } from '../engine/engine.ts'
import { findScope, type ReportOptions } from './scope.ts'
import type { Coverage, CoverageProvider, OperationCoverage, QuirkCoverage } from './types.ts'

/** Throws `PROVIDER_UNKNOWN` and `ACCOUNT_UNKNOWN`. */
export async function createCoverage(
  engine: Engine,
  options: ReportOptions = {},
): Promise<Coverage> {
  const { accounts, specs, cuts } = await findScope(engine, options)
  const tally = createTally()
  for (const account of accounts) {
    mergeTally(tally, engine.counted(account).tally)
    await addDeliveries(tally, engine, account)
  }
  const providers = specs.map((spec) => toProvider(spec, tally))
  return { kind: 'coverage', version: engine.version, accounts, providers, cuts }
}

/** What shaped a notification is noted on its row. */
async function addDeliveries(tally: Tally, engine: Engine, account: string): Promise<void> {
  for (const { quirks } of await engine.deliveries(account)) {
    for (const choice of quirks) tally.variants.set(choice, (tally.variants.get(choice) ?? 0) + 1)
  }
}

function toProvider(spec: Spec, tally: Tally): CoverageProvider {
  const answers = tally.answers.get(spec.name)
  const named = spec.operations.filter(({ source }) => source.evidence === 'named')
  // Routes that stand in for a page or a host of others are not a part of the provider's API.
  const own = spec.operations.filter(({ tags }) => tags.includes('ensayo'))
  const operations = spec.operations
    .filter((operation) => !named.includes(operation) && !own.includes(operation))
    .map((operation) => toOperation(operation, answers?.get(operation.id) ?? new Map()))
  const quirks = [...spec.quirks.values()]
    .map((quirk) => toQuirk(quirk, tally))
    .filter(({ variants }) => variants.length > 0)
  const documented = operations.flatMap((each) => each.answers.filter((one) => one.isDocumented))
  const variants = quirks.flatMap((quirk) => quirk.variants)
  return {
    provider: spec.name,
    title: spec.title,
    sums: {
      operations: share(operations.map(({ requests }) => requests)),
      answers: share(documented.map(({ times }) => times)),
      quirks: share(quirks.map((each) => Math.max(...each.variants.map(({ times }) => times)))),
      variants: share(variants.map(({ times }) => times)),
    },
    notCounted: {
      named: named.length,
      own: own.length,
      variants: countVariants(spec) - variants.length,
    },
    operations,
    neverCalled: operations
      .filter(({ requests }) => requests === 0)
      .map((each) => each.operationId),
    undocumented: operations.flatMap(({ operationId, answers }) =>
      answers
        .filter(({ isDocumented }) => !isDocumented)
        .map(({ status, times }) => ({ operationId, status, times })),
    ),
    quirks,
    unmatched: tally.unmatched.get(spec.name) ?? 0,
  }
}

function toOperation(operation: Operation, seen: ReadonlyMap<number, number>): OperationCoverage {
  const documented = [...operation.responses.keys()].sort((a, b) => a - b)
  const others = [...seen.keys()].filter((status) => !operation.responses.has(status))
  return {
    operationId: operation.id,
    method: operation.method,
    path: operation.path,
    requests: [...seen.values()].reduce((sum, times) => sum + times, 0),
    answers: [
      ...documented.map((status) => toAnswer(status, true, seen)),
      ...others.sort((a, b) => a - b).map((status) => toAnswer(status, false, seen)),
    ],
  }
}

function toAnswer(status: number, isDocumented: boolean, seen: ReadonlyMap<number, number>) {
  return { status, isDocumented, times: seen.get(status) ?? 0 }
}

/** A variant that lets everything pass leaves no trace, so it is not counted. */
function toQuirk(quirk: Quirk, { variants }: Tally): QuirkCoverage {
  return {
    quirk: quirk.id,
    title: quirk.title,
    variants: [...quirk.variants.values()]
      .filter(({ kind, setting }) => kind !== 'accept' || setting !== true)
      .map(({ name, isDefault }) => ({
        name,
        isDefault,
        times: variants.get(`${quirk.id}=${name}`) ?? 0,
      })),
  }
}

function countVariants({ quirks }: Spec): number {
  return [...quirks.values()].reduce((sum, { variants }) => sum + variants.size, 0)
}

function share(times: number[]): { seen: number; all: number } {
  return { seen: times.filter((each) => each > 0).length, all: times.length }
}
