/**
 * Lifecycles: which transitions a record may take, and when it takes one by itself. Those instants
 * stand in the record (`timers`); the earliest is its `dueAt`, by which the store finds it.
 */
import { StoreError } from '../../base/errors.ts'
import type { Lifecycle, Resource, Transition } from '../../dialect/types.ts'
import { readDuration } from '../accounts/variants.ts'
import type { StoredRecord, Timed } from '../store/store.ts'
import { noteDue, type UnitOfWork } from './unit-of-work.ts'

type Fields = StoredRecord & Timed & Record<string, unknown>

/** The transition of that name. Throws on one that is not declared. */
export function getTransition(resource: Resource, name: string): Transition {
  const transition = resource.lifecycle?.transitions.find((item) => item.name === name)
  if (transition) return transition
  throw new StoreError(`collection "${resource.collection}" has no transition "${name}"`)
}

/** Whether a record is in a state that the transition leaves. */
export function allows(
  lifecycle: Lifecycle,
  record: StoredRecord,
  transition: Transition,
): boolean {
  return transition.from.includes((record as Fields)[lifecycle.field] as string | number)
}

/** The record in the state it starts in, unless it names one, with the instants of that state. */
export function start<T extends StoredRecord>(
  unit: UnitOfWork,
  lifecycle: Lifecycle,
  record: T,
): T {
  const { field, initial } = lifecycle
  return enter(unit, lifecycle, field in record ? record : { ...record, [field]: initial })
}

/** The record with the instants of the state that it is in now, and no other. */
export function enter<T extends StoredRecord>(
  unit: UnitOfWork,
  lifecycle: Lifecycle,
  record: T,
): T {
  const timers: Record<string, number> = {}
  for (const transition of lifecycle.transitions) {
    if (!allows(lifecycle, record, transition)) continue
    const instant = toInstant(unit, transition, record as unknown as Fields)
    if (instant !== undefined) timers[transition.name] = instant
  }
  return withTimers(unit, record, timers)
}

/** The record after a change of fields that hold instants of transitions; what else waits goes on waiting. */
export function move<T extends StoredRecord>(
  unit: UnitOfWork,
  { transitions, ...lifecycle }: Lifecycle,
  record: T,
  changes: object,
): T {
  const moved = transitions.filter(({ at }) => at !== undefined && at in changes)
  if (moved.length === 0) return record
  const fields = record as unknown as Fields
  const timers = { ...fields.timers }
  for (const transition of moved) {
    delete timers[transition.name]
    const instant = allows({ ...lifecycle, transitions }, record, transition)
      ? toInstant(unit, transition, fields)
      : undefined
    if (instant !== undefined) timers[transition.name] = instant
  }
  return withTimers(unit, record, timers)
}

/** The record without instants: what it does from now on, somebody else does. */
export function stop<T extends StoredRecord>(record: T): T {
  const { dueAt: _, timers: __, ...rest } = record as T & Timed
  // The same record, less what a lifecycle adds to it.
  return rest as unknown as T
}

/** The transition whose instant has come. */
export function findDue({ timers = {}, dueAt }: Timed): string | undefined {
  return Object.keys(timers).find((name) => timers[name] === dueAt)
}

function withTimers<T extends StoredRecord>(
  unit: UnitOfWork,
  record: T,
  timers: Record<string, number>,
): T {
  const instants = Object.values(timers)
  if (instants.length === 0) return 'timers' in record ? stop(record) : record
  const dueAt = Math.min(...instants)
  noteDue(unit, dueAt)
  return { ...record, dueAt, timers }
}

function toInstant(
  { account, now, runtime }: UnitOfWork,
  { at, afterMs }: Transition,
  record: Fields,
): number | undefined {
  if (at !== undefined) {
    const instant = record[at]
    return typeof instant === 'number' ? instant : undefined
  }
  if (typeof afterMs !== 'object') return afterMs === undefined ? undefined : now + afterMs
  runtime.onQuirk?.(afterMs.quirk)
  return now + readDuration(runtime.spec, afterMs.quirk, account.variants)
}
