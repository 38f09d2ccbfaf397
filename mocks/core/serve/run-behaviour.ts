/** Stages "idempotency" to "behaviour": everything that one transaction holds, and what follows its commit. */

import { EnsayoError } from '../../base/errors.ts'
import type { IdempotencyRepeat, Operation, RecordReference } from '../../dialect/types.ts'
import { activeVariant, getQuirk, readValue } from '../accounts/variants.ts'
import { RequestContext } from '../behaviour/context.ts'
import { toStoredName, type Work } from '../behaviour/unit-of-work.ts'
import { noteQuirk, runQuirks } from '../departures/quirks.ts'
import { type Answer, addHint, type Exchange } from '../http/exchange.ts'
import { readExpression } from '../http/expression.ts'
import { renderError } from '../http/render-error.ts'
import type { StoredRecord } from '../store/store.ts'
import { useKey } from './idempotency.ts'
import type { PipelineOptions } from './options.ts'

/** Records, timers and outbox rows of one request commit together or not at all. */
export async function behave(
  exchange: Exchange,
  operation: Operation,
  { runtime, store, identities }: Pick<PipelineOptions, 'runtime' | 'store' | 'identities'>,
): Promise<{ answer: Answer; work: Work }> {
  const { id } = exchange.account
  return store.transaction(id, async (tx) => {
    // Looked up anew: a reset may have come between, and old ids must not reach the new state.
    const account = identities.findById(id) ?? vanished(id)
    exchange.account = account
    const work: Work = {
      runtime,
      account,
      tx,
      now: exchange.at,
      causedBy: exchange.id,
      dueAt: undefined,
      held: [],
      beforeAnswer: [],
      note: (id) => {
        const quirk = getQuirk(runtime.spec, id)
        noteQuirk(exchange, quirk, activeVariant(quirk, account.variants))
      },
      read: (id, variant) => {
        exchange.reads ??= new Set()
        exchange.reads.add(`${id}=${variant}`)
      },
    }
    return { answer: await carryOut(exchange, operation, work), work }
  })
}

function vanished(id: string): never {
  throw new EnsayoError(
    'ACCOUNT_UNKNOWN',
    `Account "${id}" was removed while the request was under way.`,
  )
}

async function carryOut(exchange: Exchange, operation: Operation, work: Work): Promise<Answer> {
  if (operation.record) {
    const refusal = await loadRecord(exchange, operation.record, work)
    if (refusal) return refusal
  }
  const { idempotency } = operation
  const repeat = idempotency ? repeatOf(idempotency.repeat, work) : 'ignore'
  if (!idempotency || repeat === 'ignore') return play(exchange, operation, work)
  const key = await useKey(idempotency, repeat, {
    spec: work.runtime.spec,
    operationId: operation.id,
    request: exchange.request,
    tx: work.tx,
    now: work.now,
  })
  if (key.answer) {
    if (typeof idempotency.repeat === 'object') work.note(idempotency.repeat.quirk)
    return key.answer
  }
  const answer = await play(exchange, operation, work)
  await key.remember(answer)
  return answer
}

async function play(exchange: Exchange, operation: Operation, work: Work): Promise<Answer> {
  const { spec, schemas, registry } = work.runtime
  const early = runQuirks('behaviour', spec, schemas, exchange)
  if (early) return early
  // `loadRegistry` has checked that it is there.
  const behaviour = registry.behaviours.get(operation.behaviour.name)!
  return behaviour(new RequestContext(work, exchange))
}

function repeatOf(repeat: IdempotencyRepeat | { quirk: string }, work: Work): IdempotencyRepeat {
  if (typeof repeat === 'string') return repeat
  work.runtime.onQuirk?.(repeat.quirk)
  return readValue(work.runtime.spec, repeat.quirk, work.account.variants) as IdempotencyRepeat
}

async function loadRecord(
  exchange: Exchange,
  reference: RecordReference,
  work: Work,
): Promise<Answer | undefined> {
  const id = readExpression(reference.id, exchange.request)
  if (id !== undefined) {
    exchange.record = await work.tx.get<StoredRecord>(toStoredName(work, reference.collection), id)
  }
  if (exchange.record || reference.missing === undefined) return undefined
  const { method, path } = exchange.request
  addHint(exchange, `No ${reference.collection} "${id ?? ''}" in this account.`)
  return renderError(work.runtime.spec, reference.missing, { method, path, id: id ?? '' })
}

/** What leaves before the answer leaves now; the rest waits for the answer, or for its instant. */
export async function afterCommit(
  exchange: Exchange,
  work: Work,
  { deliverNow }: Pick<PipelineOptions, 'deliverNow'>,
): Promise<void> {
  if (work.beforeAnswer.length > 0) await deliverNow(work.account.id, work.beforeAnswer)
  exchange.wakeAt = work.dueAt
  exchange.held = work.held
}
