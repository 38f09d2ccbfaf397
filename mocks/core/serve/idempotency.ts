/** Stage "idempotency": what a repeat of the caller's key does. */
import type { IdempotencyRepeat, IdempotencyRule, Spec } from '../../dialect/types.ts'
import type { Answer } from '../http/exchange.ts'
import { readExpression } from '../http/expression.ts'
import type { ParsedRequest } from '../http/parse.ts'
import { renderError } from '../http/render-error.ts'
import type { StoredRecord, Transaction } from '../store/store.ts'

interface KeyRecord extends StoredRecord {
  readonly createdAt: number
  readonly answer: Pick<Answer, 'status' | 'body' | 'headers' | 'contentType'>
}

export interface KeyUse {
  /** The answer to a repeat; undefined when the request is to be carried out. */
  answer: Answer | undefined
  /** Remembers the answer under the key, in the same transaction. */
  remember(answer: Answer): Promise<void>
}

const UNUSED: KeyUse = { answer: undefined, remember: async () => {} }

/** Looks up the caller's key, if the rule has one and does not ignore repeats. */
export async function useKey(
  rule: IdempotencyRule,
  repeat: IdempotencyRepeat,
  context: {
    spec: Spec
    operationId: string
    request: ParsedRequest
    tx: Transaction
    now: number
  },
): Promise<KeyUse> {
  const key = readExpression(rule.key, context.request)
  if (repeat === 'ignore' || key === undefined || key === '') return UNUSED
  const { spec, tx, now } = context
  const collection = `${spec.name}/_idempotency`
  const id = `${context.operationId}:${key}`
  const known = await tx.get<KeyRecord>(collection, id)
  const isAlive = known !== undefined && now < known.createdAt + rule.lifeMs
  if (isAlive) {
    const answer =
      repeat === 'refuse'
        ? renderError(spec, rule.refuse ?? 'validation', { key })
        : { ...known.answer }
    return { answer, remember: UNUSED.remember }
  }
  return {
    answer: undefined,
    remember: async ({ status, body, headers, contentType }) => {
      if (status >= 300) return
      if (known) await tx.delete(collection, id)
      const answer = {
        status,
        body,
        ...(headers ? { headers } : {}),
        ...(contentType ? { contentType } : {}),
      }
      await tx.insert<KeyRecord>(collection, { id, createdAt: now, answer })
    },
  }
}
