/**
 * Movement schedulers: one movement per source account, every time the pattern is due.
 * Source: https://docs.cobre.com/money-movement-scheduler-1886565m0, read 2026-11-20.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  defineReaction,
  type StoredRecord,
} from '../../provider.ts'
import { findNext, parseCron } from './cron.ts'
import { findAccount } from './ledger.ts'
import { startMovement } from './movements.ts'
import { findRail } from './rails.ts'
import { makeId, refuseWith, toIso, toTimes } from './wire.ts'

interface NewScheduler {
  account_source_ids: string[]
  destination_id: string
  schedule_pattern: string
  /** 0 sweeps the whole balance. */
  amount: number
  metadata?: { description?: string }
  checker_approval?: boolean
}

interface Scheduler extends StoredRecord {
  active_status: boolean
  account_source_ids: string[]
  destination_id: string
  schedule_pattern: string
  amount: number
  metadata: { description: string }
  checker_approval: boolean
  created_at: string
  updated_at: string
  state: 'active' | 'inactive'
}

/** Starts a schedule. */
export const createScheduler = defineBehaviour<NewScheduler>('scheduler.create', (context) => {
  const reason = findObstacle(context)
  if (reason) return refuseWith(context, reason)
  const { body } = context.request
  const scheduler = context.collection<Scheduler>('scheduler').insert({
    id: makeId(context, 'mms', 14),
    active_status: true,
    account_source_ids: body.account_source_ids,
    destination_id: body.destination_id,
    schedule_pattern: body.schedule_pattern,
    amount: body.amount,
    metadata: { description: body.metadata?.description ?? '' },
    checker_approval: body.checker_approval ?? false,
    ...toTimes(context.now),
    state: 'active',
  })
  planNext(context, scheduler)
  const { state: _, ...wire } = scheduler
  return { status: 201, body: wire }
})

function findObstacle(context: BehaviourContext<NewScheduler>): string | undefined {
  const { account_source_ids, amount, destination_id, schedule_pattern } = context.request.body
  const schedule = parseCron(schedule_pattern)
  if (!schedule) return 'schedule_pattern has six fields, such as 0 0 * * ? *.'
  if (findNext(schedule, context.now) === undefined) return 'schedule_pattern is never due.'
  for (const source_id of account_source_ids) {
    const wanted = { source_id, destination_id, amount: Math.max(amount, 1), metadata: {} }
    const rail = findRail(context, wanted)
    if (typeof rail === 'string') return rail
    if (rail.isPull) return 'A scheduler pushes money; its sources are accounts.'
  }
  return undefined
}

function planNext(context: BaseContext, { id, schedule_pattern }: Scheduler): void {
  const schedule = parseCron(schedule_pattern)
  const next = schedule && findNext(schedule, context.now)
  if (next === undefined) return
  context.after(next - context.now, 'scheduler.run', { id }, `scheduler:${id}`)
}

/** One execution: a batch with a movement of every source account. */
export const runScheduler = defineReaction<{ id: string }>('scheduler.run', (context) => {
  const scheduler = context.collection<Scheduler>('scheduler').get(context.payload.id)
  if (scheduler?.state !== 'active') return
  const batch = makeId(context, 'mmse')
  for (const source of scheduler.account_source_ids) runOne(context, scheduler, source, batch)
  planNext(context, scheduler)
})

function runOne(
  context: BaseContext,
  scheduler: Scheduler,
  source_id: string,
  batch_id: string,
): void {
  const account = findAccount(context, source_id)
  const amount = scheduler.amount === 0 ? (account?.obtained_balance ?? 0) : scheduler.amount
  if (amount < 1) return
  const { checker_approval, destination_id, metadata } = scheduler
  const wanted = { source_id, destination_id, amount, metadata: { ...metadata }, checker_approval }
  const rail = findRail(context, wanted)
  if (typeof rail === 'string') return
  const reference = toIso(context.now).slice(0, 10).replaceAll('-', '')
  const details = rail.type === 'spei' ? { ...metadata, reference } : wanted.metadata
  // Every movement of a scheduler has the same external id, whatever the rule about them says.
  const made = { ...wanted, metadata: details, external_id: scheduler.id }
  startMovement(context, made, rail, { batch_id })
}

/** Ends a schedule; what it started goes on. */
export const cancelScheduler = defineBehaviour<unknown, Scheduler>(
  'scheduler.cancel',
  (context) => {
    const { id, state } = context.record!
    if (state !== 'active') return refuseWith(context, 'The scheduler is not active.')
    context.cancelTimers(`scheduler:${id}`)
    const changes = { active_status: false, updated_at: toIso(context.now) }
    context.collection<Scheduler>('scheduler').transition(id, 'cancel', changes)
    return { status: 204 }
  },
)
