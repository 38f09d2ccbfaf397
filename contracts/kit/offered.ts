/** Which products an account lacks: a target that refuses all of a product's operations does not offer it. */
import type { Operation, Spec } from '../../mocks/dialect/types.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import { findOperation } from '../../mocks/tools/recorder/find-operation.ts'
import type { CaseResult } from './result.ts'

/** There is no such thing, or this account may not. */
const REFUSALS = [403, 404]

/** Cases that came to nothing at operations of a product that is not offered are told as that. */
export function markNotOffered(spec: Spec, results: readonly CaseResult[]): CaseResult[] {
  const lacking = findLacking(spec, results)
  if (lacking.size === 0) return [...results]
  return results.map((result) => {
    const product = findCause(spec, result, lacking)
    if (product === undefined) return result
    const { id, kind, title, exchanges, leftBehind, durationMs } = result
    const reason = `the account has no "${product}": each of its operations answers 403 or 404`
    const rest = { failures: [], variant: undefined, differences: [] }
    const outcome = 'not-offered' as const
    return { id, kind, title, exchanges, leftBehind, durationMs, reason, outcome, ...rest }
  })
}

/** Tags of the spec whose operations were asked, at least one without an id in its path, and all refused. */
function findLacking(spec: Spec, results: readonly CaseResult[]): Set<string> {
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
          isWhole: before.isWhole || !operation.path.includes('{'),
        })
      }
    }
  }
  const lacking = [...seen].filter(([, { isRefused, isWhole }]) => isRefused && isWhole)
  return new Set(lacking.map(([tag]) => tag))
}

/** The product that a case failed at; undefined when it failed elsewhere, or did not. */
function findCause(
  spec: Spec,
  { outcome, exchanges }: CaseResult,
  lacking: ReadonlySet<string>,
): string | undefined {
  if (outcome !== 'broken' && outcome !== 'new' && outcome !== 'differs') return undefined
  const tags = exchanges.flatMap((exchange) => toOperation(spec, exchange)?.tags ?? [])
  return tags.find((tag) => lacking.has(tag))
}

function toOperation(spec: Spec, { request }: Exchange): Operation | undefined {
  return findOperation(spec, request.method, request.path)
}
