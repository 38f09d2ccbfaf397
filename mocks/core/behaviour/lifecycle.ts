/** Lifecycles: which transitions a record may take, and the timers of those it takes by itself. */
import { StoreError } from '../../base/errors.ts'
import type { Lifecycle, Resource, Transition } from '../../dialect/types.ts'
import type { StoredRecord, TimerRow } from '../store/store.ts'

type Fields = StoredRecord & Record<string, unknown>

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

/** The timer rows of the transitions that leave the record's state by themselves. */
export function toTimers(
  provider: string,
  resource: Resource,
  record: StoredRecord,
  options: { now: number; nextId: () => string; durationOf: (quirk: string) => number },
): TimerRow[] {
  const lifecycle = resource.lifecycle
  if (!lifecycle) return []
  const rows: TimerRow[] = []
  for (const transition of lifecycle.transitions) {
    if (!allows(lifecycle, record, transition)) continue
    const dueAt = toInstant(transition, record as Fields, options)
    if (dueAt === undefined) continue
    rows.push({
      id: options.nextId(),
      dueAt,
      provider,
      subject: `${resource.collection}:${record.id}`,
      action: { transition: transition.name, collection: resource.collection, recordId: record.id },
    })
  }
  return rows
}

function toInstant(
  transition: Transition,
  record: Fields,
  options: { now: number; durationOf: (quirk: string) => number },
): number | undefined {
  if (transition.at !== undefined) {
    const instant = record[transition.at]
    return typeof instant === 'number' ? instant : undefined
  }
  if (transition.afterMs === undefined) return undefined
  const afterMs =
    typeof transition.afterMs === 'number'
      ? transition.afterMs
      : options.durationOf(transition.afterMs.quirk)
  return options.now + afterMs
}
