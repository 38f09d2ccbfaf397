/** The closed list of checks. `specs/schema.json` knows the same names; a test compares the two. */
import type { Check } from '../check.ts'
import { acknowledged } from './acknowledged.ts'
import { byHand } from './by-hand.ts'
import { carries } from './carries.ts'
import { cases } from './cases.ts'
import { duplicates } from './duplicates.ts'
import { forgedRefused } from './forged-refused.ts'
import { idempotencyKey } from './idempotency-key.ts'
import { knownValue } from './known-value.ts'
import { noBlindRetry } from './no-blind-retry.ts'
import { noCardNumber } from './no-card-number.ts'
import { oneOf } from './one-of.ts'
import { openedBy } from './opened-by.ts'
import { readAfter } from './read-after.ts'
import { readAfterNotification } from './read-after-notification.ts'
import { readBefore } from './read-before.ts'
import { sameValue } from './same-value.ts'
import { serverSide } from './server-side.ts'
import { textJson } from './text-json.ts'
import { tokenInTime } from './token-in-time.ts'
import { tokenReuse } from './token-reuse.ts'
import { withinLife } from './within-life.ts'

export const CHECKS: Record<string, Check> = {
  acknowledged,
  'by-hand': byHand,
  carries,
  cases,
  duplicates,
  'forged-refused': forgedRefused,
  'idempotency-key': idempotencyKey,
  'known-value': knownValue,
  'no-blind-retry': noBlindRetry,
  'no-card-number': noCardNumber,
  'one-of': oneOf,
  'opened-by': openedBy,
  'read-after': readAfter,
  'read-after-notification': readAfterNotification,
  'read-before': readBefore,
  'same-value': sameValue,
  'server-side': serverSide,
  'text-json': textJson,
  'token-in-time': tokenInTime,
  'token-reuse': tokenReuse,
  'within-life': withinLife,
}
