/** Which products an account lacks: a target that refuses all of a product's operations does not offer it. */

import { findOperation } from '../../mocks/core/serve/find-match.ts'
import type { Operation, Spec } from '../../mocks/dialect/types.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import type { CaseResult } from './result.ts'

/** There is no such thing, or this account may not. */
const REFUSALS = [403, 404]

/** Cases that came to nothing at operations of a product that is not offered are told as that. */
export function markNotOffered(
  spec: Spec,
  results: readonly CaseResult[],
  { isPart }: { isPart: boolean },
): CaseResult[] {
  const lacking = findLacking(spec, results, isPart)
  if (lacking.size === 0) return [...results]
  return results.map((result) => withoutLacking(spec, result, lacking))
}

/** What remains of a case without what it met at operations of products that are not offered. */
function withoutLacking(spec: Spec, result: CaseResult, lacking: ReadonlySet<string>): CaseResult {
  if (!['broken', 'new', 'differs'].includes(result.outcome)) return result
  const product = findProduct(spec, result, lacking)
  if (product === undefined) return result
  const isElsewhere = (operationId: string | undefined) => {
    const operation = spec.operations.find(({ id }) => id === operationId)
    return operation !== undefined && !operation.tags.some((tag) => lacking.has(tag))
  }
  const failures = result.failures.filter(({ operation }) => isElsewhere(operation?.id))
  const differences = result.differences.filter(({ operationId }) => isElsewhere(operationId))
  const isOff = differences.some(({ severity }) => severity === 'error')
  if (failures.length > 0 || isOff) return { ...result, failures, differences }
  const reason = `the account has no "${product}": each of its operations answers 403 or 404`
  return { ...result, failures, differences, reason, variant: undefined, outcome: 'not-offered' }
}

/** Tags of the spec whose operations were asked, at least one without an id in its path, and all refused. */
function findLacking(spec: Spec, results: readonly CaseResult[], isPart: boolean): Set<string> {
  const seen = new Map<string, { isRefused: boolean; isWhole: boolean }>()
  for (const { exchanges } of results) {
    for (const exchange of exchanges) {
      const operation = toOperation(spec, exchange)
      if (operation === undefined) continue
      const isRefused = REFUSALS.includes(exchange.response.status)
      for (const tag of operation.tags) {
        const before = seen.get(tag) ?? { isRefused: true, isWhole: false }
        seen.set(tag, {
          isRefused: before.isRefused && isRefused,
          // Of a part of the cases there may be none that asks without an id.
          isWhole: before.isWhole || isPart || !operation.path.includes('{'),
        })
      }
    }
  }
  const lacking = [...seen].filter(([, { isRefused, isWhole }]) => isRefused && isWhole)
  return new Set(lacking.map(([tag]) => tag))
}

/** The first such product that a case asked for. */
function findProduct(
  spec: Spec,
  { exchanges }: CaseResult,
  lacking: ReadonlySet<string>,
): string | undefined {
  const tags = exchanges.flatMap((exchange) => toOperation(spec, exchange)?.tags ?? [])
  return tags.find((tag) => lacking.has(tag))
}

function toOperation(spec: Spec, { request }: Exchange): Operation | undefined {
  return findOperation(spec, request.method, request.path)
}
