/** Stage "idempotency" and finish "rememberAnswer": what a repeat of the caller's key does. */
import type { IdempotencyRepeat, IdempotencyRule } from '../../dialect/types.ts'
import { readValue } from '../accounts/variants.ts'
import { type Runtime, toStoredName } from '../behaviour/unit-of-work.ts'
import type { Answer } from '../http/exchange.ts'
import { compileExpression } from '../http/expression.ts'
import { renderError } from '../http/render-error.ts'
import type { StoredRecord, Transaction } from '../store/store.ts'
import type { Idempotency } from './endpoint.ts'
import type { Finish, Stage } from './stage.ts'

interface KeyRecord extends StoredRecord {
  readonly createdAt: number
  readonly answer: Pick<Answer, 'status' | 'body' | 'headers' | 'contentType'>
}

export function compileIdempotency(
  runtime: Runtime,
  operationId: string,
  rule: IdempotencyRule,
): Idempotency {
  const { repeat } = rule
  return {
    rule,
    operationId,
    collection: toStoredName({ runtime }, '_idempotency'),
    readKey: compileExpression(rule.key),
    findRepeat: (active) => {
      if (typeof repeat === 'string') return repeat
      return readValue(runtime.spec, repeat.quirk, active) as IdempotencyRepeat
    },
  }
}

/** Answers a repeat, as the rule says; else has the answer remembered. */
export const idempotency: Stage = (exchange, endpoint) => {
  const own = endpoint.idempotency
  const repeat = own?.findRepeat(exchange.account.variants) ?? 'ignore'
  const key = repeat === 'ignore' ? undefined : own!.readKey(exchange.request)
  if (!own || key === undefined || key === '') return undefined
  const { rule, collection } = own
  const { tx, now, note } = exchange.unit!
  const id = `${own.operationId}:${key}`
  const known = tx.get<KeyRecord>(collection, id)
  if (known === undefined || now >= known.createdAt + rule.lifeMs) {
    exchange.remember = (answer) => remember(tx, collection, { id, createdAt: now, answer })
    return undefined
  }
  if (typeof rule.repeat === 'object') note(rule.repeat.quirk)
  if (repeat === 'refuse') return renderError(endpoint.spec, rule.refuse ?? 'validation', { key })
  return { ...known.answer }
}

/** Keeps what succeeded, as it was before quirks of the answer. */
export const rememberAnswer: Finish = (exchange, _, answer) => {
  if (answer.status < 300) exchange.remember?.(answer)
  return answer
}

function remember(tx: Transaction, collection: string, { id, createdAt, answer }: KeyRecord): void {
  const { status, body, headers, contentType } = answer
  tx.delete(collection, id)
  const kept = {
    status,
    body,
    ...(headers ? { headers } : {}),
    ...(contentType ? { contentType } : {}),
  }
  tx.insert<KeyRecord>(collection, { id, createdAt, answer: kept })
}
