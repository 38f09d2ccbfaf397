/**
 * The only sender of notifications. Takes rows out of the outbox when they are due, makes one
 * attempt and records it; no transaction is open while the network call is under way.
 */
import { createTurns } from '../clock/turns.ts'
import { DELIVERIES } from '../store/store.ts'
import { type Answer, readAnswer, toFailure } from './answer.ts'
import type { DispatcherOptions } from './dispatcher-options.ts'
import { findForward } from './forward.ts'
import { findRefusal } from './hosts.ts'
import { toInboxTarget } from './inbox.ts'
import { createLanes } from './lanes.ts'
import { nextAttempt } from './retry.ts'
import {
  type Changes,
  claimDue,
  claimRows,
  insertCopy,
  pruneRows,
  recordChanges,
  releaseCollected,
} from './rows.ts'
import type { DeliveryRow, DeliveryStatus } from './types.ts'

export interface DeliveryFilter {
  provider?: string
  notification?: string
  status?: DeliveryStatus
  subject?: string
  limit?: number
}

export interface Dispatcher {
  /**
   * Sends what is due, retries included, and returns the number of attempts, those it found under
   * way among them. May run beside itself. The clock should show `until` by then.
   */
  deliverDue(account: string, until: number): Promise<number>
  /** Like `deliverDue`, but waits for no answer: a slow receiver holds up nothing of the account's. */
  startDue(account: string, until: number): Promise<number>
  /** Makes one attempt at each of these rows, whenever they are due. */
  deliverNow(account: string, ids: readonly string[]): Promise<void>
  /** Sends a copy of a delivery, the signature included, as a new row. Throws on an unknown id. */
  resend(account: string, id: string): Promise<DeliveryRow>
  /** Sends a collected delivery now. Throws on an unknown id and on one that is not collected. */
  release(account: string, id: string): Promise<DeliveryRow>
  /** Finished rows that went over the bound since the start. */
  readonly pruned: number
  /** Deliveries, the newest first. */
  list(account: string, filter?: DeliveryFilter): DeliveryRow[]
  /** Resolves when no attempt that was under way still is. */
  settle(account?: string): Promise<void>
  /** Breaks off what is under way, unrecorded, and sends nothing more. */
  close(): Promise<void>
}

const CONCURRENCY = 8
const BATCH = 32

/** Makes the dispatcher of all accounts. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { store, clockOf, real, maxFinished = 1_000 } = options
  const { turns = createTurns() } = options
  const lanes = createLanes(CONCURRENCY)
  const underWay = new Set<AbortController>()
  /** Generation of an account → rows finished since old ones were last deleted. */
  const finished = new Map<number, number>()
  const pruneEvery = Math.min(32, Math.ceil((maxFinished + 1) / 8))
  let isClosed = false
  let pruned = 0

  const deliver = (account: string, row: DeliveryRow) => {
    const generation = store.generation(account)
    const id = `${generation}/${row.id}`
    return lanes.run({ account, subject: row.subject, id }, () =>
      attemptRow(account, generation, row),
    )
  }

  /** Reads the row again: while it waited for its turn, it may have been forgotten. */
  async function attemptRow(
    account: string,
    generation: number,
    claimed: DeliveryRow,
  ): Promise<boolean> {
    if (store.generation(account) !== generation) return false
    const row = store.read(account).get<DeliveryRow>(DELIVERIES, claimed.id)
    if (isClosed || row?.status !== 'pending' || row.createdAt !== claimed.createdAt) return false
    const changes = await tryOnce(row)
    // Ids come again after a reset; what was sent before is not one of the new ones.
    if (isClosed || store.generation(account) !== generation) return false
    const after = await store.transaction(account, (tx) => recordChanges(tx, row, changes))
    if (after === undefined) return true
    if (after.status !== 'pending') await prune(account, generation)
    options.onDelivered?.(after)
    return true
  }

  async function tryOnce(row: DeliveryRow): Promise<Changes> {
    const inbox = options.isInbox(row.url)
    const to = inbox === undefined ? findForward(row.url, options) : undefined
    // Whoever forwards has named the receiver.
    const rules = to === undefined ? options : { ...options, isShared: false }
    const reason = inbox === undefined ? findRefusal(to ?? row.url, rules) : undefined
    if (reason !== undefined) return { status: 'withheld', attempts: row.attempts, reason }
    const at = clockOf(row.account).now()
    const before = options.requestCount && { afterRequest: options.requestCount() }
    const startedAt = real.monotonicMs()
    const answer = await (inbox === undefined ? call(row, to ?? row.url) : toInbox(inbox, row))
    const durationMs = Math.round(real.monotonicMs() - startedAt)
    const attempt = { at, durationMs, ...answer, ...before }
    const attempts = [...row.attempts, attempt]
    const forwarded = to === undefined ? {} : { forwardedTo: to }
    return { attempts, ...forwarded, ...nextAttempt(row, attempt) }
  }

  async function call(row: DeliveryRow, url: string): Promise<Answer> {
    const abort = new AbortController()
    const cancelTimer = real.setTimer(row.timeoutMs, () =>
      abort.abort(new Error(`No answer within ${row.timeoutMs} ms`)),
    )
    underWay.add(abort)
    try {
      return await readAnswer(
        await options.fetch(url, {
          method: row.method,
          headers: toHeaders(row),
          body: toBody(row),
          redirect: 'manual',
          signal: abort.signal,
        }),
      )
    } catch (error) {
      return toFailure(error)
    } finally {
      cancelTimer()
      underWay.delete(abort)
    }
  }

  /** Puts it into one of our own inboxes, without the network. */
  async function toInbox(account: string, row: DeliveryRow): Promise<Answer> {
    try {
      await options.receiveInbox(account, {
        method: row.method,
        target: toInboxTarget(row.url, account),
        headers: row.headers,
        rawBody: toBody(row),
        at: clockOf(account).now(),
        provider: row.provider,
        notification: row.notification,
        deliveryId: row.id,
        attempt: row.attempts.length + 1,
      })
      return { status: 200, bodyStart: '', error: undefined }
    } catch (error) {
      return toFailure(error)
    }
  }

  /** Looks through the rows once in a while only, as that reads all of them. */
  async function prune(account: string, generation: number): Promise<void> {
    const count = (finished.get(generation) ?? 0) + 1
    finished.set(generation, count)
    if (count < pruneEvery) return
    finished.delete(generation)
    pruned += await store.transaction(account, (tx) => pruneRows(tx, maxFinished))
  }

  async function deliverNow(account: string, ids: readonly string[]): Promise<void> {
    const rows = await store.transaction(account, (tx) => claimRows(tx, ids))
    await Promise.all(rows.map((row) => deliver(account, row)))
  }

  return {
    deliverNow,
    async deliverDue(account, until) {
      let attempts = 0
      while (!isClosed) {
        const rows = await store.transaction(account, (tx) => claimDue(tx, until, BATCH))
        if (rows.length === 0) break
        const results = await Promise.all(rows.map((row) => deliver(account, row)))
        attempts += results.filter(Boolean).length
        await turns.step(rows.length)
      }
      return attempts
    },
    async startDue(account, until) {
      let started = 0
      while (!isClosed) {
        const rows = await store.transaction(account, (tx) => claimDue(tx, until, BATCH))
        if (rows.length === 0) break
        started += rows.length
        for (const row of rows) deliver(account, row).catch(options.onError)
        await turns.step(rows.length)
      }
      return started
    },
    async resend(account, id) {
      const now = clockOf(account).now()
      const copy = await store.transaction(account, (tx) => insertCopy(tx, account, id, now))
      await deliverNow(account, [copy.id])
      return store.read(account).get<DeliveryRow>(DELIVERIES, copy.id) ?? copy
    },
    async release(account, id) {
      const now = clockOf(account).now()
      const row = await store.transaction(account, (tx) => releaseCollected(tx, account, id, now))
      await deliverNow(account, [id])
      return store.read(account).get<DeliveryRow>(DELIVERIES, id) ?? row
    },
    get pruned() {
      return pruned
    },
    list(account, { limit, ...where } = {}) {
      const query = { where, order: 'newest' as const, ...(limit === undefined ? {} : { limit }) }
      return store.read(account).list<DeliveryRow>(DELIVERIES, query)
    },
    settle: (account) => lanes.settle(account),
    async close() {
      isClosed = true
      for (const abort of underWay) abort.abort(new Error('The sandbox closed'))
      await lanes.settle()
    },
  }
}

/** What an attempt sends: the first of a truncated one breaks off in the middle. */
function toBody(row: DeliveryRow): string {
  return isCut(row) ? row.body.slice(0, Math.floor(row.body.length / 2)) : row.body
}

/** What is cut announces the length of the whole. */
function toHeaders(row: DeliveryRow): Record<string, string> {
  if (!isCut(row)) return row.headers
  return { ...row.headers, 'content-length': String(Buffer.byteLength(row.body)) }
}

function isCut({ truncated, attempts }: DeliveryRow): boolean {
  return truncated === true && attempts.length === 0
}
