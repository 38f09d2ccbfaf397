/** Records of one collection inside a unit of work, with their lifecycle. */
import { StoreError } from '../../base/errors.ts'
import type { Resource } from '../../dialect/types.ts'
import type { StoredRecord, Timed } from '../store/store.ts'
import { allows, enter, getTransition, move, start, stop } from './lifecycle.ts'
import { notify } from './notify.ts'
import type { Collection } from './provider-api.ts'
import { toStoredName, type UnitOfWork } from './unit-of-work.ts'

type Fields = StoredRecord & Record<string, unknown>

/** The collection of that name. Records are seen by their own account and provider only. */
export function openCollection<T extends StoredRecord>(
  unit: UnitOfWork,
  name: string,
): Collection<T> {
  const { tx } = unit
  const stored = toStoredName(unit, name)
  const resource = unit.runtime.spec.resources.get(name)
  const lifecycle = resource?.lifecycle
  const get = (id: string): T => {
    const record = tx.get<T>(stored, id)
    if (record) return record
    throw new StoreError(`no record "${id}" in collection "${name}"`)
  }
  return {
    get: (id) => tx.get<T>(stored, id),
    list: (query) => tx.list<T>(stored, query),
    count: (where) => tx.count<T>(stored, where),
    page: (query) => tx.page<T>(stored, query),
    delete: (id) => {
      tx.cancelTimers(`${stored}:${id}`)
      return tx.delete(stored, id)
    },
    insert: (record) => tx.insert(stored, lifecycle ? start(unit, lifecycle, record) : record),
    update: (id, changes) => {
      if (lifecycle && lifecycle.field in changes) {
        throw new StoreError(`"${lifecycle.field}" of "${name}" changes by transition only`)
      }
      const changed = { ...get(id), ...changes, id }
      return tx.update(stored, lifecycle ? move(unit, lifecycle, changed, changes) : changed)
    },
    transition: (id, transitionName, changes) => {
      const record = get(id)
      const { lifecycle, transition } = expectTransition(resource, name, transitionName)
      if (!allows(lifecycle, record, transition)) {
        const state = (record as unknown as Fields)[lifecycle.field]
        throw new StoreError(
          `"${name}" ${id} is in state ${String(state)}, which "${transitionName}" does not leave`,
        )
      }
      tx.cancelTimers(`${stored}:${id}`)
      const changed = { ...record, ...changes, [lifecycle.field]: transition.to, id }
      const moved = tx.update(stored, enter(unit, lifecycle, changed))
      if (transition.notify !== undefined) notify(unit, transition.notify, moved, transition)
      return moved
    },
    allows: (record, transitionName) => {
      const { lifecycle, transition } = expectTransition(resource, name, transitionName)
      return allows(lifecycle, record, transition)
    },
  }
}

function expectTransition(resource: Resource | undefined, name: string, transitionName: string) {
  if (!resource?.lifecycle) throw new StoreError(`collection "${name}" has no lifecycle`)
  return { lifecycle: resource.lifecycle, transition: getTransition(resource, transitionName) }
}

/** Removes the timers of a subject; of a record, `<collection>:<id>`, also those of its lifecycle. */
export function cancelTimers(unit: UnitOfWork, subject: string): void {
  const { tx } = unit
  tx.cancelTimers(toStoredName(unit, subject))
  const end = subject.indexOf(':')
  if (end < 0) return
  const stored = toStoredName(unit, subject.slice(0, end))
  const record = tx.get<StoredRecord & Timed>(stored, subject.slice(end + 1))
  if (record?.timers) tx.update(stored, stop(record))
}
