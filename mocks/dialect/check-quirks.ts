/** Quirks of a normalised spec: what they name, and settings that their kinds could not play. */
import { expectName, type Parts, toCure } from './expect-name.ts'
import { expectError } from './normalise-tables.ts'
import type { Normalising } from './normalising.ts'
import { isObject } from './pointer.ts'
import type { Operation, Quirk, Variant } from './types.ts'

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

const FAULTS = ['reset', 'timeout', 'truncate']

/** Stops the load at a name that leads nowhere, or a setting that cannot be played. */
export function checkQuirk(context: Normalising, spec: Parts, quirk: Quirk): void {
  if (quirk.notification !== undefined) {
    expectName(context, spec.notifications, quirk.notification, 'notification', quirk.pointer)
  }
  for (const variant of quirk.variants.values()) {
    const pointer = `${toVariantPointer(quirk, variant)}/${variant.kind}`
    if (variant.kind === 'reject') checkReject(context, spec, quirk, variant, pointer)
    if (variant.kind === 'reshape') checkSteps(context, spec, quirk, variant.setting, pointer)
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
  const { error, example } = setting as { error?: string; example?: string }
  const double =
    error === undefined ? undefined : ['example', 'body'].find((key) => key in (setting as object))
  if (double !== undefined) {
    context.fail(
      pointer,
      `has "error" and "${double}", and an error has a body. Take one away; "status" and "headers" may stand beside "error".`,
    )
  }
  if (error !== undefined) expectError(context, spec.errors, error, pointer)
  const operation = spec.operations.find(({ id }) => id === quirk.operationId)
  if (example === undefined || !operation) return
  const contents = [...operation.responses.values()].flatMap(({ content }) => [...content.values()])
  const names = contents.flatMap(({ examples }) => [...examples.keys()])
  if (names.includes(example)) return
  context.fail(
    pointer,
    `no response of ${operation.id} has an example "${example}".${toCure(example, names)}`,
  )
}

function checkSteps(
  context: Normalising,
  { operations }: Parts,
  quirk: Quirk,
  setting: unknown,
  pointer: string,
): void {
  const steps = setting as { convert?: string; to?: unknown; status?: number }[]
  const operation = operations.find(({ id }) => id === quirk.operationId)
  steps.forEach(({ convert, to, status }, index) => {
    if (status !== undefined) checkStatus(context, quirk, operation, status, `${pointer}/${index}`)
    if (convert === undefined || CONVERSION_NAMES.some((known) => known === to)) return
    context.fail(
      `${pointer}/${index}`,
      `no conversion "${String(to)}".${toCure(String(to), CONVERSION_NAMES)}`,
    )
  })
}

/** What is listed for the answers of the whole document is found when one is given. */
function checkStatus(
  context: Normalising,
  { stage }: Quirk,
  operation: Operation | undefined,
  status: number,
  pointer: string,
): void {
  if (stage !== 'response')
    context.fail(pointer, 'only an answer has a status. Say `before: response`.')
  if (!operation || operation.responses.has(status)) return
  const known = [...operation.responses.keys()].join(', ')
  context.fail(pointer, `${operation.id} has no response ${status}. There are: ${known}.`)
}

/** For messages. */
export function toVariantPointer(quirk: Quirk, variant: Variant): string {
  return `${quirk.pointer}/variants/${variant.name}`
}
