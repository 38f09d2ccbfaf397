/** The record that a trigger, or a timer that plays the same reaction, is about. */
import type { Lifecycle, Spec, TriggerRecord } from '../../dialect/types.ts'
import type { StoredRecord } from '../store/store.ts'
import { TriggerRefused } from './define.ts'
import { toStoredName, type UnitOfWork } from './unit-of-work.ts'

type Fields = StoredRecord & Record<string, unknown>
type State = string | number

/**
 * The record that a parameter names; undefined where the parameter is optional and was left out.
 * Throws `TriggerRefused` when there is no such record, or its state does not allow what happens.
 */
export function findTriggerRecord(
  unit: UnitOfWork,
  rule: TriggerRecord,
  parameters: Record<string, unknown>,
): StoredRecord | undefined {
  const wanted = parameters[rule.by]
  if (wanted === undefined) return undefined
  const record = lookUp(unit, rule, wanted)
  if (!record) {
    const cure = rule.hint === undefined ? '' : `. ${rule.hint}`
    throw new TriggerRefused(
      `no ${rule.called} in this account has the ${rule.by} "${wanted}"${cure}`,
    )
  }
  const { spec } = unit.runtime
  const lifecycle = spec.resources.get(rule.collection)?.lifecycle
  if (!lifecycle || isPossible(lifecycle, rule, record)) return record
  throw new TriggerRefused(explainState(spec, lifecycle, rule, record, String(wanted)))
}

/** The record of a timer's payload; undefined when it is gone or can no longer change so. */
export function findTimerRecord(
  unit: UnitOfWork,
  rule: TriggerRecord,
  payload: unknown,
): StoredRecord | undefined {
  const record = lookUp(unit, rule, (payload as Fields | null)?.[rule.by])
  const lifecycle = unit.runtime.spec.resources.get(rule.collection)?.lifecycle
  return record && (!lifecycle || isPossible(lifecycle, rule, record)) ? record : undefined
}

function lookUp(unit: UnitOfWork, rule: TriggerRecord, wanted: unknown): Fields | undefined {
  const stored = toStoredName(unit, rule.collection)
  if (rule.field === undefined) {
    const record = unit.tx.get<Fields>(stored, String(wanted))
    return record && fits(record, rule) ? record : undefined
  }
  for (const value of toForms(wanted)) {
    // The spec names the field; what is asked for is compared, whatever its type.
    const where = { [rule.field]: value } as Partial<Fields>
    const records = unit.tx.list<Fields>(stored, { where })
    const found = records.find((record) => fits(record, rule))
    if (found) return found
  }
  return undefined
}

/** A command line gives text for what the record may keep as a number. */
function toForms(wanted: unknown): unknown[] {
  return [...new Set([wanted, String(wanted), Number(wanted)])]
}

function fits(record: Fields, { where }: TriggerRecord): boolean {
  return Object.entries(where).every(([name, value]) => record[name] === value)
}

function isPossible(lifecycle: Lifecycle, rule: TriggerRecord, record: Fields | StoredRecord) {
  const from = statesOf(lifecycle, rule)
  return from === undefined || from.includes(stateOf(lifecycle, record))
}

/** States in which it can be played; undefined: in every one. */
function statesOf(lifecycle: Lifecycle, { transition, from }: TriggerRecord): State[] | undefined {
  if (from) return from
  return lifecycle.transitions.find(({ name }) => name === transition)?.from
}

function stateOf({ field }: Lifecycle, record: Fields | StoredRecord): State {
  // The lifecycle's field holds one of its states.
  return (record as Fields)[field] as State
}

function explainState(
  spec: Spec,
  lifecycle: Lifecycle,
  rule: TriggerRecord,
  record: Fields | StoredRecord,
  wanted: string,
): string {
  const state = stateOf(lifecycle, record)
  const say = (each: State) => nameState(lifecycle, each)
  const needed = (statesOf(lifecycle, rule) ?? []).map(say).join(' or ')
  const found = `the ${rule.called} "${wanted}" is ${say(state)}; it must be ${needed}`
  const next = findNext(spec, rule, record as Fields, state)
  if (next.length > 0) return `${found}. Possible now: ${next.join(', ')}`
  const isEnd = !lifecycle.transitions.some(({ from }) => from.includes(state))
  return isEnd ? `${found}. Nothing more can happen to it; make another one` : found
}

function nameState({ names }: Lifecycle, state: State): string {
  const name = names[state]
  return name === undefined ? String(state) : `${state} (${name})`
}

/** Triggers that the record's present state allows. */
function findNext(spec: Spec, rule: TriggerRecord, record: Fields, state: State): string[] {
  const lifecycle = spec.resources.get(rule.collection)!.lifecycle!
  return [...spec.triggers.values()]
    .filter(
      ({ record: other }) =>
        other?.collection === rule.collection &&
        fits(record, other) &&
        statesOf(lifecycle, other)?.includes(state),
    )
    .map(({ name }) => `${spec.name}.${name}`)
}
