/** Names in a normalised spec that lead nowhere, and values that their readers could not read. */
import { parseDuration } from '../base/duration.ts'
import { didYouMean } from '../base/errors.ts'
import type { NotificationWithQuirks } from './normalise-notifications.ts'
import { expectError } from './normalise-tables.ts'
import type { Normalising } from './normalising.ts'
import { isObject } from './pointer.ts'
import type { Operation, Quirk, Resource, Spec, Variant } from './types.ts'

/** Conversions of a `reshape` step; `quirks/kinds/reshape.ts` plays them. */
export const CONVERSION_NAMES = [
  'string',
  'number',
  'integer',
  'decimal-string',
  'json-string',
  'json',
  'boolean',
  'lower',
  'upper',
  'masked',
] as const

export type Conversion = (typeof CONVERSION_NAMES)[number]

export const IDEMPOTENCY_REPEATS = ['ignore', 'replay', 'refuse'] as const
const FAULTS = ['reset', 'timeout', 'truncate']

type Parts = Pick<Spec, 'resources' | 'quirks' | 'operations' | 'errors'> & {
  notifications: ReadonlyMap<string, NotificationWithQuirks>
}

/** Stops the load at the first one. */
export function checkNames(context: Normalising, spec: Parts): void {
  for (const resource of spec.resources.values()) checkLifecycle(context, spec, resource)
  for (const { endpoints, quirks } of spec.notifications.values()) {
    if (!endpoints) continue
    const pointer = quirks.pointer.replace(/x-quirks$/, 'x-delivery/endpoints')
    expectName(context, spec.resources, endpoints.collection, 'collection', pointer)
  }
  for (const operation of spec.operations) checkRepeat(context, spec, operation)
  for (const quirk of spec.quirks.values()) checkQuirk(context, spec, quirk)
}

function expectName<T>(
  context: Normalising,
  known: ReadonlyMap<string, T>,
  name: string,
  what: string,
  pointer: string,
): T {
  return (
    known.get(name) ?? context.fail(pointer, `no ${what} "${name}".${toCure(name, known.keys())}`)
  )
}

function toCure(name: string, known: Iterable<string>): string {
  const names = [...known]
  return (
    didYouMean(name, names) ||
    (names.length === 0 ? ' There is none.' : ` There are: ${names.join(', ')}.`)
  )
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

function toVariantPointer(quirk: Quirk, variant: Variant): string {
  return `${quirk.pointer}/variants/${variant.name}`
}

function checkQuirk(context: Normalising, spec: Parts, quirk: Quirk): void {
  if (quirk.notification !== undefined) {
    expectName(context, spec.notifications, quirk.notification, 'notification', quirk.pointer)
  }
  for (const variant of quirk.variants.values()) {
    const pointer = `${toVariantPointer(quirk, variant)}/${variant.kind}`
    if (variant.kind === 'reject') checkReject(context, spec, quirk, variant, pointer)
    if (variant.kind === 'reshape') checkSteps(context, variant.setting, pointer)
    if (
      variant.kind === 'fault' &&
      !isObject(variant.setting) &&
      !FAULTS.includes(String(variant.setting))
    ) {
      context.fail(
        pointer,
        `${JSON.stringify(variant.setting)} is not one of ${FAULTS.join(', ')}.`,
      )
    }
  }
}

function checkReject(
  context: Normalising,
  spec: Parts,
  quirk: Quirk,
  { setting }: Variant,
  pointer: string,
): void {
  const {
    error,
    status = 400,
    example,
  } = setting as { error?: string; status?: number; example?: string }
  if (error !== undefined) expectError(context, spec.errors, error, pointer)
  const operation = spec.operations.find(({ id }) => id === quirk.operationId)
  if (example === undefined || !operation) return
  const contents = [...(operation.responses.get(status)?.content.values() ?? [])]
  const names = contents.flatMap(({ examples }) => [...examples.keys()])
  if (names.includes(example)) return
  context.fail(
    pointer,
    `the response ${status} has no example "${example}".${toCure(example, names)}`,
  )
}

function checkSteps(context: Normalising, steps: unknown, pointer: string): void {
  ;(steps as { convert?: string; to?: unknown }[]).forEach(({ convert, to }, index) => {
    if (convert === undefined || CONVERSION_NAMES.some((known) => known === to)) return
    context.fail(
      `${pointer}/${index}`,
      `no conversion "${String(to)}".${toCure(String(to), CONVERSION_NAMES)}`,
    )
  })
}
