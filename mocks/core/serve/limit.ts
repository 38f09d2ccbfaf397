/** Stage "limit": a token bucket per account, on the account's clock. A frozen clock refills nothing. */
import { parseDuration } from '../../base/duration.ts'
import type { Bucket } from '../../dialect/types.ts'
import type { Store, StoredRecord } from '../store/store.ts'

interface BucketRecord extends StoredRecord {
  readonly tokens: number
  /** Instant up to which it was refilled. */
  readonly at: number
}

/** Takes one token; the milliseconds until there is one when there is none. */
export function takeToken(
  store: Store,
  account: string,
  { collection, bucket, now }: { collection: string; bucket: Bucket; now: number },
): Promise<number | undefined> {
  return store.transaction(account, async (tx) => {
    const known = await tx.get<BucketRecord>(collection, 'bucket')
    const { tokens, at } = refill(known, bucket, now)
    if (tokens < 1) return Math.ceil(at + bucket.everyMs / bucket.refill - now)
    const record: BucketRecord = { id: 'bucket', tokens: tokens - 1, at }
    await (known ? tx.update(collection, record) : tx.insert(collection, record))
    return undefined
  })
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
export function toBucket(value: unknown): Bucket | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { burst, refill: count, every } = value as { burst: number; refill: number; every: string }
  return { burst, refill: count, everyMs: parseDuration(every) ?? 1_000 }
}
