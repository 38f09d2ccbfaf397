/** Stage "limit": whether an account may call again; see `http/rate-limit.ts` for the bucket. */

import type { Bucket, RateLimit } from '../../dialect/types.ts'
import { readValue } from '../accounts/variants.ts'
import { type Runtime, toStoredName } from '../behaviour/unit-of-work.ts'
import { type Answer, addHint, type Exchange } from '../http/exchange.ts'
import { renderError } from '../http/render-error.ts'
import type { Store } from '../store/store.ts'
import { takeToken, toBucket } from './limit.ts'

/** Every request of a known caller counts, whatever becomes of it; a stranger's and a page's do not. */
export async function limit(
  exchange: Exchange,
  { runtime, store }: { runtime: Runtime; store: Store },
): Promise<Answer | undefined> {
  const { account, at, operation, request } = exchange
  const rule = runtime.spec.rateLimit
  if (!rule || (operation!.security.length === 0 && !operation!.caller)) return undefined
  const bucket = findBucket(exchange, runtime, rule)
  if (!bucket) return undefined
  const collection = toStoredName({ runtime }, '_bucket')
  const waitMs = await takeToken(store, account.id, { collection, bucket, now: at })
  if (waitMs === undefined) return undefined
  const { burst, everyMs, refill } = bucket
  const hint = `Rate limit: ${burst} requests at once, then ${refill} every ${everyMs} ms on the account's clock. The next one in ${waitMs} ms.`
  addHint(exchange, hint)
  const { method, path } = request
  return renderError(runtime.spec, rule.error, { method, path, seconds: Math.ceil(waitMs / 1_000) })
}

function findBucket({ account }: Exchange, runtime: Runtime, rule: RateLimit): Bucket | undefined {
  if (!('quirk' in rule.limit)) return rule.limit
  runtime.onQuirk?.(rule.limit.quirk)
  return toBucket(readValue(runtime.spec, rule.limit.quirk, account.variants))
}
