/**
 * Report schedulers: the Multicash files of a Colombian balance, every day at 10:00 UTC.
 * Source: https://docs.cobre.com/report-scheduler-1886573m0, read 2026-11-20.
 */
import {
  type BaseContext,
  defineBehaviour,
  defineReaction,
  type StoredRecord,
} from '../../provider.ts'
import { findNext, parseCron } from './cron.ts'
import { findAccount } from './ledger.ts'
import { makeId, refuseWith, toEnded, toIso, toTimes } from './wire.ts'

interface NewReportScheduler {
  resource: string
  layout: string
  metadata: { account_id: string }
}

interface ReportScheduler extends StoredRecord, NewReportScheduler {
  active_status: boolean
  schedule_pattern: string
  /** 1 to 9999, then 1 again. */
  execution_number: number
  created_at: string
  updated_at: string
  state: 'active' | 'inactive'
}

/** 05:00 in Bogotá. */
const PATTERN = '0 10 * * ? *'

/** Starts the daily files of a balance. */
export const createReportScheduler = defineBehaviour<NewReportScheduler>(
  'report-scheduler.create',
  (context) => {
    const { layout, metadata, resource } = context.request.body
    const account = findAccount(context, metadata.account_id)
    if (account?.provider_id !== 'pr_col_cobre')
      return refuseWith(context, 'metadata.account_id is not a balance of pr_col_cobre.')
    const scheduler = context.collection<ReportScheduler>('reportScheduler').insert({
      id: makeId(context, 'reps'),
      active_status: true,
      schedule_pattern: PATTERN,
      resource,
      layout,
      execution_number: 1,
      metadata: { account_id: metadata.account_id },
      ...toTimes(context.now),
      state: 'active',
    })
    planNext(context, scheduler.id)
    return { status: 201, body: toWire(scheduler) }
  },
)

function toWire({ state: _, ...wire }: ReportScheduler) {
  return wire
}

function planNext(context: BaseContext, id: string): void {
  // The pattern is ours and always due.
  const next = findNext(parseCron(PATTERN)!, context.now)!
  context.after(next - context.now, 'report-scheduler.run', { id }, `reportScheduler:${id}`)
}

/** Makes the two files of a day; their content is not modelled. */
export const runReportScheduler = defineReaction<{ id: string }>(
  'report-scheduler.run',
  (context) => {
    const { id } = context.payload
    const schedulers = context.collection<ReportScheduler>('reportScheduler')
    const scheduler = schedulers.get(id)
    if (scheduler?.state !== 'active') return
    context.notify('reports.created', scheduler)
    const execution_number = (scheduler.execution_number % 9_999) + 1
    schedulers.update(id, { execution_number, updated_at: toIso(context.now) })
    planNext(context, id)
  },
)

/** What the event says of a run; its fields are assumed. */
export function toReportContent(record: StoredRecord) {
  const { execution_number, id, metadata } = record as ReportScheduler
  return {
    report_scheduler_id: id,
    execution_number,
    layouts: ['cobre_balance_multicash_header_v1', 'cobre_balance_multicash_detail_v1'],
    metadata,
  }
}

/** Deactivates; the record stays. */
export const deleteReportScheduler = defineBehaviour<unknown, ReportScheduler>(
  'report-scheduler.delete',
  (context) => {
    const { id, state } = context.record!
    if (state !== 'active') return refuseWith(context, 'The report scheduler is not active.')
    context.cancelTimers(`reportScheduler:${id}`)
    const changes = { active_status: false, updated_at: toIso(context.now) }
    const ended = context
      .collection<ReportScheduler>('reportScheduler')
      .transition(id, 'deactivate', changes)
    return toEnded(context, toWire(ended))
  },
)
