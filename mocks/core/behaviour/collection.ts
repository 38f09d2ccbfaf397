/** Records of one collection inside a transaction, with their lifecycle. */
import { StoreError } from '../../base/errors.ts'
import type { Resource } from '../../dialect/types.ts'
import { readDuration } from '../accounts/variants.ts'
import { type StoredRecord, TIMERS, type TimerRow } from '../store/store.ts'
import { allows, getTransition, toTimers } from './lifecycle.ts'
import { notify } from './notify.ts'
import type { Collection } from './provider-api.ts'
import { noteDue, toStoredName, type Work } from './unit-of-work.ts'

type Fields = StoredRecord & Record<string, unknown>

/** The collection of that name. Records are seen by their own account and provider only. */
export function openCollection<T extends StoredRecord>(work: Work, name: string): Collection<T> {
  const { tx } = work
  const stored = toStoredName(work, name)
  const resource = work.runtime.spec.resources.get(name)
  const get = async (id: string): Promise<T> => {
    const record = await tx.get<T>(stored, id)
    if (record) return record
    throw new StoreError(`no record "${id}" in collection "${name}"`)
  }
  return {
    get: (id) => tx.get<T>(stored, id),
    list: (query) => tx.list<T>(stored, query),
    count: (where) => tx.count<T>(stored, where),
    delete: async (id) => {
      await tx.cancelTimers(`${stored}:${id}`)
      return tx.delete(stored, id)
    },
    insert: async (record) => {
      const started = resource?.lifecycle ? startLifecycle(resource, record) : record
      const inserted = await tx.insert(stored, started)
      if (resource) await setTimers(work, resource, stored, inserted)
      return inserted
    },
    update: async (id, changes) => {
      const field = resource?.lifecycle?.field
      if (field !== undefined && field in changes) {
        throw new StoreError(`"${field}" of "${name}" changes by transition only`)
      }
      const updated = await tx.update(stored, { ...(await get(id)), ...changes, id })
      const moved = resource ? findMoved(resource, changes) : []
      if (moved.length > 0) await moveTimers(work, resource!, stored, updated, moved)
      return updated
    },
    transition: async (id, transitionName, changes) => {
      const record = await get(id)
      const transition = getTransition(expectResource(resource, name), transitionName)
      const lifecycle = resource!.lifecycle!
      if (!allows(lifecycle, record, transition)) {
        const state = (record as unknown as Fields)[lifecycle.field]
        throw new StoreError(
          `"${name}" ${id} is in state ${String(state)}, which "${transitionName}" does not leave`,
        )
      }
      const moved = await tx.update(stored, {
        ...record,
        ...changes,
        [lifecycle.field]: transition.to,
        id,
      })
      await resetTimers(work, resource!, stored, moved)
      if (transition.notify !== undefined) await notify(work, transition.notify, moved, transition)
      return moved
    },
    allows: (record, transitionName) => {
      const found = expectResource(resource, name)
      return allows(found.lifecycle!, record, getTransition(found, transitionName))
    },
  }
}

function startLifecycle<T extends StoredRecord>(resource: Resource, record: T): T {
  const { field, initial } = resource.lifecycle!
  return field in record ? record : { ...record, [field]: initial }
}

function expectResource(resource: Resource | undefined, name: string): Resource {
  if (resource?.lifecycle) return resource
  throw new StoreError(`collection "${name}" has no lifecycle`)
}

/** Names of the transitions whose instant a change moves. */
function findMoved(resource: Resource, changes: object): string[] {
  const transitions = resource.lifecycle?.transitions ?? []
  return transitions.filter(({ at }) => at !== undefined && at in changes).map(({ name }) => name)
}

/** Sets the timers of some transitions anew; what else waits goes on waiting. */
async function moveTimers(
  work: Work,
  resource: Resource,
  stored: string,
  record: StoredRecord,
  moved: readonly string[],
): Promise<void> {
  const subject = `${stored}:${record.id}`
  for (const { id, action } of await work.tx.list<TimerRow>(TIMERS, { where: { subject } })) {
    if ('transition' in action && moved.includes(action.transition))
      await work.tx.delete(TIMERS, id)
  }
  await setTimers(work, resource, stored, record, (name) => moved.includes(name))
}

async function resetTimers(
  work: Work,
  resource: Resource,
  stored: string,
  record: StoredRecord,
): Promise<void> {
  await work.tx.cancelTimers(`${stored}:${record.id}`)
  await setTimers(work, resource, stored, record)
}

async function setTimers(
  work: Work,
  resource: Resource,
  stored: string,
  record: StoredRecord,
  isWanted: (transition: string) => boolean = () => true,
): Promise<void> {
  const { account, now, runtime } = work
  const timers = toTimers(runtime.spec.name, resource, record, {
    now,
    nextId: () => `tmr_${account.ids.sequence('timer')}`,
    durationOf: (quirk) => {
      runtime.onQuirk?.(quirk)
      return readDuration(runtime.spec, quirk, account.variants)
    },
  })
  for (const timer of timers) {
    if ('transition' in timer.action && !isWanted(timer.action.transition)) continue
    await work.tx.insert(TIMERS, { ...timer, subject: `${stored}:${record.id}` })
    noteDue(work, timer.dueAt)
  }
}
