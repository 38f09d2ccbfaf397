/** Stage "limit": a token bucket per account, on the account's clock. A frozen clock refills nothing. */
import { parseDuration } from '../../base/duration.ts'
import type { Bucket, Operation } from '../../dialect/types.ts'
import { readValue } from '../accounts/variants.ts'
import { type Runtime, toStoredName } from '../behaviour/unit-of-work.ts'
import { addHint } from '../http/exchange.ts'
import { renderError } from '../http/render-error.ts'
import type { StoredRecord, Transaction } from '../store/store.ts'
import type { Limit } from './endpoint.ts'
import type { Stage } from './stage.ts'

/** Every request of a known caller counts, whatever becomes of it; a stranger's and a page's do not. */
export function compileLimit(runtime: Runtime, operation: Operation): Limit | undefined {
  const { spec } = runtime
  if (!spec.rateLimit || (operation.security.length === 0 && !operation.caller)) return undefined
  const { limit: rule, error } = spec.rateLimit
  const collection = toStoredName({ runtime }, '_bucket')
  if (!('quirk' in rule)) return { collection, error, findBucket: () => rule }
  const { quirk } = rule
  const findBucket: Limit['findBucket'] = (active) => toBucket(readValue(spec, quirk, active))
  // Who stays within the limit could not tell another one from it.
  return { collection, error, findBucket, onRefuse: () => runtime.onQuirk?.(quirk) }
}

export const limit: Stage = (exchange, endpoint) => {
  const rule = endpoint.limit
  const bucket = rule?.findBucket(exchange.account.variants)
  if (!rule || !bucket) return undefined
  const waitMs = takeToken(exchange.unit!.tx, rule.collection, bucket, exchange.at)
  if (waitMs === undefined) return undefined
  rule.onRefuse?.()
  const { burst, everyMs, refill } = bucket
  addHint(
    exchange,
    `Rate limit: ${burst} requests at once, then ${refill} every ${everyMs} ms on the account's clock. The next one in ${waitMs} ms.`,
  )
  const { method, path } = exchange.request
  const seconds = Math.ceil(waitMs / 1_000)
  return renderError(endpoint.spec, rule.error, { method, path, seconds })
}

interface BucketRecord extends StoredRecord {
  readonly tokens: number
  /** Instant up to which it was refilled. */
  readonly at: number
}

/** Takes one token; the milliseconds until there is one when there is none. */
function takeToken(
  tx: Transaction,
  collection: string,
  bucket: Bucket,
  now: number,
): number | undefined {
  const known = tx.get<BucketRecord>(collection, 'bucket')
  const { tokens, at } = refill(known, bucket, now)
  if (tokens < 1) return Math.ceil(at + bucket.everyMs / bucket.refill - now)
  const record: BucketRecord = { id: 'bucket', tokens: tokens - 1, at }
  if (known) tx.update(collection, record)
  else tx.insert(collection, record)
  return undefined
}

/** One token at a time, so that a second's worth does not come in one piece. A clock that went back refills anew. */
function refill(
  known: BucketRecord | undefined,
  { burst, refill: count, everyMs }: Bucket,
  now: number,
): Pick<BucketRecord, 'tokens' | 'at'> {
  if (known === undefined || known.at > now) return { tokens: burst, at: now }
  const stepMs = everyMs / count
  const gained = Math.floor((now - known.at) / stepMs)
  const tokens = known.tokens + gained
  return tokens >= burst ? { tokens: burst, at: now } : { tokens, at: known.at + gained * stepMs }
}

/** A quirk's `{ burst, refill, every }`; undefined where it says that there is no limit. */
function toBucket(value: unknown): Bucket | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { burst, refill: count, every } = value as { burst: number; refill: number; every: string }
  return { burst, refill: count, everyMs: parseDuration(every) ?? 1_000 }
}
