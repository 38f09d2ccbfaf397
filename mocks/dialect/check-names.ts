/** Names in a normalised spec that lead nowhere, and values that their readers could not read. */
import { parseDuration } from '../base/duration.ts'
import { didYouMean } from '../base/errors.ts'
import { checkQuirk, toVariantPointer } from './check-quirks.ts'
import { checkTargets } from './check-targets.ts'
import { expectName, type Parts } from './expect-name.ts'
import type { Normalising } from './normalising.ts'
import type { Operation, Quirk, Resource } from './types.ts'

export const IDEMPOTENCY_REPEATS = ['ignore', 'replay', 'refuse'] as const

/** Stops the load at the first one. */
export function checkNames(context: Normalising, spec: Parts): void {
  for (const resource of spec.resources.values()) checkLifecycle(context, spec, resource)
  checkTargets(context, spec)
  for (const operation of spec.operations) {
    checkResource(context, spec, operation)
    checkRepeat(context, spec, operation)
  }
  for (const quirk of spec.quirks.values()) checkQuirk(context, spec, quirk)
}

function checkLifecycle(context: Normalising, spec: Parts, resource: Resource): void {
  resource.lifecycle?.transitions.forEach(({ notify, afterMs }, index) => {
    const pointer = `${resource.schema}/x-lifecycle/transitions/${index}`
    if (notify !== undefined) {
      expectName(context, spec.notifications, notify, 'notification', `${pointer}/notify`)
    }
    if (typeof afterMs !== 'object') return
    const quirk = expectName(context, spec.quirks, afterMs.quirk, 'quirk', `${pointer}/after`)
    checkValues(context, quirk, (value) => {
      if (typeof value === 'string' && parseDuration(value) !== undefined) return undefined
      return `${JSON.stringify(value)} is not an ISO 8601 duration. Write it like PT6S or P1D.`
    })
  })
}

const ONE = ['resource', 'status', 'wrap', 'missing']
const CHANGE = [...ONE, 'unwrap', 'ignore']

/** What stands beside the name of a default behaviour; those of modules take what they like. */
const DEFAULT_OPTIONS: Record<string, readonly string[]> = {
  'resource.create': [...CHANGE, 'set', 'duplicate'],
  'resource.read': ONE,
  'resource.update': CHANGE,
  'resource.delete': ONE,
  'resource.list': ['resource', 'status', 'wrap', 'paged', 'filter', 'where'],
  example: ['status', 'example'],
}

/** A default behaviour is about the resource that it names, or that of its record. */
function checkResource(
  context: Normalising,
  { resources }: Parts,
  { behaviour, record, pointer }: Operation,
): void {
  const taken = DEFAULT_OPTIONS[behaviour.name]
  if (!taken) return
  for (const option of Object.keys(behaviour.options)) {
    if (taken.includes(option)) continue
    context.fail(
      `${pointer}/x-behaviour`,
      `"${behaviour.name}" takes no "${option}".${didYouMean(option, taken) || ` It takes ${taken.join(', ')}.`}`,
    )
  }
  if (!behaviour.name.startsWith('resource.')) return
  const { resource } = behaviour.options
  const known = new Map([...resources.values()].map((each) => [each.schemaName, each]))
  const at = `${pointer}/x-behaviour`
  if (typeof resource === 'string')
    expectName(context, known, resource, 'schema with x-resource', at)
  else if (record === undefined) {
    const names = [...known.keys()].join(', ')
    context.fail(
      at,
      `"${behaviour.name}" does not say of what. Add "resource", or an x-record. There are: ${names}.`,
    )
  }
}

function checkRepeat(context: Normalising, spec: Parts, { idempotency, pointer }: Operation): void {
  if (typeof idempotency?.repeat !== 'object') return
  const at = `${pointer}/x-idempotency/repeat`
  const quirk = expectName(context, spec.quirks, idempotency.repeat.quirk, 'quirk', at)
  checkValues(context, quirk, (value) => {
    if (IDEMPOTENCY_REPEATS.some((known) => known === value)) return undefined
    return `${JSON.stringify(value)} is not one of ${IDEMPOTENCY_REPEATS.join(', ')}.`
  })
}

/** Each variant of a quirk that is read by others must say something they can read. */
function checkValues(
  context: Normalising,
  quirk: Quirk,
  refuse: (value: unknown) => string | undefined,
): void {
  for (const variant of quirk.variants.values()) {
    const pointer = toVariantPointer(quirk, variant)
    if (variant.kind !== 'value') context.fail(pointer, 'is read as a value. Give it "value".')
    const refusal = refuse(variant.setting)
    if (refusal !== undefined) context.fail(pointer, refusal)
  }
}
