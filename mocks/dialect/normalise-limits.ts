/** Limits of the whole document: how often a customer may call, and how lists come page by page. */
import { didYouMean } from '../base/errors.ts'
import { expectError, toMs } from './normalise-tables.ts'
import type { Normalising } from './normalising.ts'
import type { ErrorSpec, Paging, Quirk, RateLimit } from './types.ts'

type Errors = Map<string, ErrorSpec>
type Quirks = ReadonlyMap<string, Quirk>

export function normaliseRateLimit(
  context: Normalising,
  errors: Errors,
  quirks: Quirks,
): RateLimit | undefined {
  const node = context.document['x-rate-limit'] as
    | { limit: { burst: number; refill: number; every: string } | { quirk: string }; error: string }
    | undefined
  if (!node) return undefined
  const error = expectError(context, errors, node.error, '/x-rate-limit/error')
  if ('quirk' in node.limit) {
    expectQuirk(context, quirks, node.limit.quirk, '/x-rate-limit/limit')
    return { limit: node.limit, error }
  }
  const { burst, refill, every } = node.limit
  const everyMs = toMs(context, every, '/x-rate-limit/limit/every')
  return { limit: { burst, refill, everyMs }, error }
}

export function normalisePaging(
  context: Normalising,
  errors: Errors,
  quirks: Quirks,
): Paging | undefined {
  // The dialect's schema has checked its fields.
  const node = context.document['x-paging'] as
    | (Partial<Paging> & { size: { max?: number } } & Pick<Paging, 'number' | 'size' | 'envelope'>)
    | undefined
  if (!node) return undefined
  const { first } = node.number
  if (typeof first === 'object') expectQuirk(context, quirks, first.quirk, '/x-paging/number/first')
  const invalid = expectError(context, errors, node.invalid ?? 'validation', '/x-paging/invalid')
  return {
    number: node.number,
    size: { ...node.size, max: node.size.max ?? Number.MAX_SAFE_INTEGER },
    most: node.most ?? Number.MAX_SAFE_INTEGER,
    invalid,
    beyond: expectError(context, errors, node.beyond ?? invalid, '/x-paging/beyond'),
    envelope: node.envelope,
  }
}

function expectQuirk(context: Normalising, quirks: Quirks, id: string, pointer: string): void {
  if (quirks.has(id)) return
  context.fail(pointer, `no quirk "${id}".${didYouMean(id, quirks.keys())}`)
}
