/**
 * The life of a request, in order. Each stage is a function in a file of its own; this page is the
 * only one that knows the order.
 */
import { createBehaviourContext } from './behaviour/context.ts'
import type { Runtime, Work } from './behaviour/work.ts'
import { toStoredName } from './behaviour/work.ts'
import {
  authenticate,
  findAccount,
  findCaller,
  type Identities,
  readProofs,
} from './http/authenticate.ts'
import { type Answer, addHint, type Exchange } from './http/exchange.ts'
import { readExpression } from './http/expression.ts'
import { useKey } from './http/idempotency.ts'
import { parseBody } from './http/parse.ts'
import { renderError } from './http/render-error.ts'
import { validateRequest } from './http/validate.ts'
import type { Violation } from './http/violations.ts'
import { noteQuirk, runQuirks } from './quirks/run.ts'
import { activeVariant, getQuirk, readValue } from './quirks/variants.ts'
import type { IdempotencyRepeat, Operation } from './spec/types.ts'
import type { AccountState } from './state/account.ts'
import { DELIVERIES, type Store, type StoredRecord } from './state/store.ts'
import type { DeliveryRow } from './webhooks/types.ts'

export interface PipelineOptions {
  runtime: Runtime
  store: Store
  identities: Identities
  defaultAccount(): AccountState
  /** Called once after a commit that wrote rows which wait for their instant. */
  wake(account: string, dueAt: number): void
  /** Sends these deliveries and returns when each has had its attempt. */
  deliverNow(account: string, ids: readonly string[]): Promise<void>
}

/** Answers one exchange whose operation is known. Throws only on a fault of ours. */
export async function runPipeline(
  exchange: Exchange,
  raw: { text: string; isUtf8: boolean },
  options: PipelineOptions,
): Promise<Answer> {
  const { runtime } = options
  const { spec, schemas } = runtime
  const operation = exchange.operation!
  parse(exchange, operation, raw)
  const proofs = await readProofs(spec, operation, exchange.request, options.identities)
  await identify(exchange, operation, findAccount(proofs), options)
  const early =
    runQuirks('authentication', spec, schemas, exchange) ??
    (await reauthenticate(exchange, operation, proofs, options)) ??
    runQuirks('validation', spec, schemas, exchange) ??
    validate(exchange, operation, options)
  const done = early ? { answer: early } : await behave(exchange, operation, options)
  const { answer, work } = done
  addHint(exchange, answer.hint)
  // Errors come from templates that the quirks' own sources describe; only behaviours' answers are reshaped.
  const shaped = runQuirks('response', spec, schemas, exchange, answer) ?? answer
  if (work) await afterCommit(exchange, work, options)
  return shaped
}

/** Before authentication nothing about the body is refused: a stranger learns nothing about schemas. */
function parse(
  exchange: Exchange,
  operation: Operation,
  raw: { text: string; isUtf8: boolean },
): void {
  if (!operation.requestBody) return
  const parsed = parseBody(raw, exchange.request.mediaType, operation.requestBody.content)
  exchange.request.body = parsed.body
  exchange.parseProblem = parsed.problem
}

/** Whose clock, variants and records: the credentials', else the caller's or the record's, else the default account's. */
async function identify(
  exchange: Exchange,
  operation: Operation,
  found: AccountState | undefined,
  options: PipelineOptions,
): Promise<void> {
  exchange.account =
    found ??
    (await findCaller(operation, exchange.request, options)) ??
    (await findOwner(exchange, operation, options)) ??
    options.defaultAccount()
  exchange.at = exchange.account.clock.now()
}

async function findOwner(
  exchange: Exchange,
  operation: Operation,
  { store, runtime, identities }: PipelineOptions,
): Promise<AccountState | undefined> {
  if (!operation.record) return undefined
  const id = readExpression(operation.record.id, exchange.request)
  if (id === undefined) return undefined
  const owner = await store.locate(toStoredName({ runtime }, operation.record.collection), id)
  return owner === undefined ? undefined : identities.findById(owner)
}

/** A quirk before authentication may have reshaped the request, so its headers are read again only then. */
async function reauthenticate(
  exchange: Exchange,
  operation: Operation,
  proofs: Awaited<ReturnType<typeof readProofs>>,
  { runtime, identities }: PipelineOptions,
): Promise<Answer | undefined> {
  const isReshaped = exchange.quirks.length > 0
  const current = isReshaped
    ? await readProofs(runtime.spec, operation, exchange.request, identities)
    : proofs
  return authenticate(runtime.spec, operation, current)
}

function validate(
  exchange: Exchange,
  operation: Operation,
  { runtime }: PipelineOptions,
): Answer | undefined {
  const { spec, schemas } = runtime
  const { method, path, mediaType } = exchange.request
  if (exchange.parseProblem) {
    const { error, reason } = exchange.parseProblem
    const answer = renderError(spec, error, { method, path, mediaType, reason })
    addHint(exchange, answer.hint ?? `The body could not be read: ${reason}.`)
    return answer
  }
  const violations = forgive(
    exchange,
    validateRequest(operation, exchange.request, schemas, spec.messages),
  )
  if (violations.length === 0) return undefined
  exchange.violations = violations
  if (operation.violations === 'behaviour') return undefined
  addHint(
    exchange,
    `Validation: ${violations
      .slice(0, 3)
      .map((item) => `${item.path} ${item.message}`)
      .join('; ')}`,
  )
  return renderError(spec, operation.violations.error, { method, path }, violations)
}

/** Leaves out what an `accept` quirk lets pass, and says so. */
function forgive(exchange: Exchange, violations: Violation[]): Violation[] {
  if (exchange.forgiven.length === 0) return violations
  return violations.filter(({ path }) => {
    const found = exchange.forgiven.find(({ pointer }) => isBelow(path, pointer))
    if (found) noteQuirk(exchange, found.quirk, found.variant)
    return !found
  })
}

function isBelow(path: string, pointer: string): boolean {
  return path === pointer || path.startsWith(`${pointer}/`)
}

/** Records, timers and outbox rows of one request commit together or not at all. */
async function behave(
  exchange: Exchange,
  operation: Operation,
  options: PipelineOptions,
): Promise<{ answer: Answer; work?: Work }> {
  const { runtime, store } = options
  const { account } = exchange
  let work: Work | undefined
  const answer = await store.transaction(account.id, async (tx) => {
    work = {
      runtime,
      account,
      tx,
      now: exchange.at,
      causedBy: exchange.id,
      dueAt: undefined,
      deliveries: [],
      beforeAnswer: [],
      note: (id) => {
        const quirk = getQuirk(runtime.spec, id)
        noteQuirk(exchange, quirk, activeVariant(quirk, account.variants))
      },
    }
    return carryOut(exchange, operation, work)
  })
  return { answer, work: work! }
}

async function carryOut(exchange: Exchange, operation: Operation, work: Work): Promise<Answer> {
  const { spec, schemas } = work.runtime
  const refusal = await loadRecord(exchange, operation, work)
  if (refusal) return refusal
  const rule = operation.idempotency
  const key =
    rule &&
    (await useKey(rule, repeatOf(rule.repeat, work), {
      spec,
      operationId: operation.id,
      request: exchange.request,
      tx: work.tx,
      now: work.now,
    }))
  if (key?.answer) {
    if (typeof rule!.repeat === 'object') work.note(rule!.repeat.quirk)
    return key.answer
  }
  const early = runQuirks('behaviour', spec, schemas, exchange)
  if (early) return early
  // `loadRegistry` has checked that it is there.
  const behaviour = work.runtime.registry.behaviours.get(operation.behaviour.name)!
  const outcome: Answer = await behaviour(createBehaviourContext(work, exchange))
  await key?.remember(outcome)
  return outcome
}

function repeatOf(repeat: IdempotencyRepeat | { quirk: string }, work: Work): IdempotencyRepeat {
  if (typeof repeat === 'string') return repeat
  return readValue(work.runtime.spec, repeat.quirk, work.account.variants) as IdempotencyRepeat
}

async function loadRecord(
  exchange: Exchange,
  operation: Operation,
  work: Work,
): Promise<Answer | undefined> {
  const reference = operation.record
  if (!reference) return undefined
  const id = readExpression(reference.id, exchange.request)
  if (id !== undefined) {
    exchange.record = await work.tx.get<StoredRecord>(toStoredName(work, reference.collection), id)
  }
  if (exchange.record || reference.missing === undefined) return undefined
  const { method, path } = exchange.request
  addHint(exchange, `No ${reference.collection} "${id ?? ''}" in this account.`)
  return renderError(work.runtime.spec, reference.missing, { method, path, id: id ?? '' })
}

async function afterCommit(
  exchange: Exchange,
  work: Work,
  options: PipelineOptions,
): Promise<void> {
  const { wake, deliverNow } = options
  if (work.beforeAnswer.length > 0) await deliverNow(work.account.id, work.beforeAnswer)
  if (exchange.delayMs > 0) await holdBack(work, exchange.at + exchange.delayMs + 1, options.store)
  if (work.dueAt !== undefined) wake(work.account.id, work.dueAt)
}

/** What a delayed answer caused leaves after it, not while it waits. */
async function holdBack(work: Work, dueAt: number, store: Store): Promise<void> {
  if (work.deliveries.length === 0) return
  await store.transaction(work.account.id, async (tx) => {
    for (const id of work.deliveries) {
      const row = await tx.get<DeliveryRow>(DELIVERIES, id)
      if (row?.dueAt !== undefined && row.dueAt < dueAt)
        await tx.update(DELIVERIES, { ...row, dueAt })
    }
  })
}
