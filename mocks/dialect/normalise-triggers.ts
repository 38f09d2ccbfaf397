/** `x-triggers`: what the outside world does, the record it is about, and what that takes. */
import { didYouMean } from '../base/errors.ts'
import { entriesOf, type Normalising, sourceOf } from './normalising.ts'
import { isObject, type JsonObject, toPointer } from './pointer.ts'
import type { Json, Lifecycle, Resource, Spec, Trigger, TriggerRecord } from './types.ts'

type Resources = ReadonlyMap<string, Resource>

/** Every trigger, and the records of those that a reaction plays. */
export function normaliseTriggers(
  context: Normalising,
  resources: Resources,
): Pick<Spec, 'triggers' | 'reactionRecords'> {
  const triggers = new Map<string, Trigger>()
  const reactionRecords = new Map<string, TriggerRecord>()
  for (const [name, node] of entriesOf(context.document['x-triggers'])) {
    const trigger = toTrigger(context, resources, name, node)
    triggers.set(name, trigger)
    noteReaction(context, reactionRecords, trigger)
  }
  return { triggers, reactionRecords }
}

function toTrigger(
  context: Normalising,
  resources: Resources,
  name: string,
  node: JsonObject,
): Trigger {
  const pointer = toPointer('x-triggers', name)
  const reaction = node['x-behaviour'] as string | undefined
  if (reaction === undefined && node.transition === undefined) {
    context.fail(
      pointer,
      'does not say what it does. Add "x-behaviour", or "record" and "transition".',
    )
  }
  return {
    name,
    title: node.title as string,
    reaction,
    record: toRecord(context, resources, node, pointer),
    parameters: node.parameters === undefined ? '' : `${pointer}/parameters`,
    source: sourceOf(node, context.source),
  }
}

function toRecord(
  context: Normalising,
  resources: Resources,
  node: JsonObject,
  pointer: string,
): TriggerRecord | undefined {
  const transition = node.transition as string | undefined
  const from = node.from as (string | number)[] | undefined
  if (!isObject(node.record)) {
    const lost = transition === undefined ? 'from' : 'transition'
    if (transition === undefined && from === undefined) return undefined
    return context.fail(`${pointer}/${lost}`, 'needs a "record" that it is about.')
  }
  // The dialect's schema has checked the fields.
  const { collection, by, field, where, called, hint } = node.record as unknown as RecordNode
  const lifecycle = getResource(context, resources, collection, `${pointer}/record`).lifecycle
  checkParameter(context, node, by, `${pointer}/record`)
  if (transition !== undefined)
    checkTransition(context, collection, lifecycle, transition, `${pointer}/transition`)
  if (from !== undefined) checkStates(context, collection, lifecycle, from, `${pointer}/from`)
  return {
    collection,
    by,
    field,
    where: where ?? {},
    called: called ?? collection,
    hint,
    transition,
    from,
  }
}

interface RecordNode {
  collection: string
  by: string
  field?: string
  where?: Record<string, Json>
  called?: string
  hint?: string
}

function getResource(
  context: Normalising,
  resources: Resources,
  collection: string,
  pointer: string,
): Resource {
  const resource = resources.get(collection)
  if (resource) return resource
  const cure = didYouMean(collection, resources.keys()) || ' Declare it by `x-resource`.'
  return context.fail(pointer, `no collection "${collection}".${cure}`)
}

function checkParameter(context: Normalising, node: JsonObject, by: string, pointer: string): void {
  const parameters = isObject(node.parameters) ? node.parameters : {}
  const names = Object.keys(isObject(parameters.properties) ? parameters.properties : {})
  if (names.includes(by)) return
  const cure = didYouMean(by, names) || ` There are: ${names.join(', ')}.`
  context.fail(pointer, `no parameter "${by}".${cure}`)
}

function checkTransition(
  context: Normalising,
  collection: string,
  lifecycle: Lifecycle | undefined,
  transition: string,
  pointer: string,
): void {
  const names = lifecycle?.transitions.map(({ name }) => name) ?? []
  if (names.includes(transition)) return
  const cure = didYouMean(transition, names)
  context.fail(pointer, `collection "${collection}" has no transition "${transition}".${cure}`)
}

function checkStates(
  context: Normalising,
  collection: string,
  lifecycle: Lifecycle | undefined,
  from: readonly (string | number)[],
  pointer: string,
): void {
  const states = new Set(
    lifecycle ? [lifecycle.initial, ...lifecycle.transitions.map(({ to }) => to)] : [],
  )
  const unknown = from.find((state) => !states.has(state))
  if (unknown === undefined) return
  const names = [...states].map(String)
  const cure = didYouMean(String(unknown), names) || ` There are: ${names.join(', ')}.`
  context.fail(pointer, `collection "${collection}" has no state "${unknown}".${cure}`)
}

/** A timer that plays a reaction must know which record is meant. */
function noteReaction(
  context: Normalising,
  reactionRecords: Map<string, TriggerRecord>,
  { name, reaction, record }: Trigger,
): void {
  if (reaction === undefined || !record) return
  const known = reactionRecords.get(reaction)
  if (known && JSON.stringify(known) !== JSON.stringify(record)) {
    context.fail(
      toPointer('x-triggers', name),
      `another trigger gives the reaction "${reaction}" another record. Give this one a reaction of its own.`,
    )
  }
  reactionRecords.set(reaction, record)
}
