/** What the dialect says of an operation: its record, its caller, idempotency, violations. */
import { didYouMean } from '../base/errors.ts'
import { IDEMPOTENCY_REPEATS } from './check-names.ts'
import { expectError, toMs } from './normalise-tables.ts'
import type { Normalising } from './normalising.ts'
import type { JsonObject } from './pointer.ts'
import type { Tables } from './tables.ts'
import type {
  CallerReference,
  IdempotencyRepeat,
  IdempotencyRule,
  Operation,
  RecordReference,
} from './types.ts'

/** The record that an operation is about. */
export function toRecord(
  context: Normalising,
  tables: Tables,
  node: JsonObject,
  pointer: string,
): RecordReference | undefined {
  const record = node['x-record'] as
    | { collection: string; id: string; missing?: string }
    | undefined
  if (!record) return undefined
  const at = `${pointer}/x-record`
  if (!tables.resources.has(record.collection)) {
    context.fail(
      at,
      `no collection "${record.collection}".${didYouMean(record.collection, tables.resources.keys())}`,
    )
  }
  if (record.missing !== undefined) expectError(context, tables.errors, record.missing, at)
  return { collection: record.collection, id: record.id, missing: record.missing }
}

const REPEATS: readonly IdempotencyRepeat[] = IDEMPOTENCY_REPEATS

/** As it stands under `x-caller` and in the list `x-carries`. */
interface CarriedSetting {
  credential?: string
  token?: string
  by: string
}

/** Whose request it is where no credential says so. */
export function toCaller(
  context: Normalising,
  node: JsonObject,
  pointer: string,
): CallerReference | undefined {
  const caller = node['x-caller'] as CarriedSetting | undefined
  return caller && toReference(context, caller, `${pointer}/x-caller`)
}

/** The caller first, then what else the operation says it carries. */
export function toCarried(
  context: Normalising,
  node: JsonObject,
  pointer: string,
): CallerReference[] {
  const caller = toCaller(context, node, pointer)
  const listed = (node['x-carries'] ?? []) as unknown as CarriedSetting[]
  const others = listed.map((each, index) =>
    toReference(context, each, `${pointer}/x-carries/${index}`),
  )
  return caller ? [caller, ...others] : others
}

function toReference(
  context: Normalising,
  setting: CarriedSetting,
  pointer: string,
): CallerReference {
  if (setting.token !== undefined) return { proves: { token: setting.token }, by: setting.by }
  const credentials = (context.document['x-account'] as JsonObject).credentials as JsonObject
  const credential = setting.credential ?? ''
  if (credentials?.[credential] === undefined) {
    context.fail(
      pointer,
      `no credential "${credential}".${didYouMean(credential, Object.keys(credentials ?? {}))}`,
    )
  }
  return { proves: { credential }, by: setting.by }
}

/** Who answers a request that breaks its schema. */
export function toViolationsRule(
  context: Normalising,
  tables: Tables,
  node: JsonObject,
  pointer: string,
): Operation['violations'] {
  const name = (node['x-violations'] as string | undefined) ?? 'validation'
  if (name === 'behaviour') return 'behaviour'
  expectError(context, tables.errors, name, `${pointer}/x-violations`)
  return { error: name }
}

/** What a repeat of the caller's key does. */
export function toIdempotency(
  context: Normalising,
  tables: Tables,
  node: JsonObject,
  pointer: string,
): IdempotencyRule | undefined {
  const rule = node['x-idempotency'] as
    | { key: string; life?: string; repeat: IdempotencyRepeat | { quirk: string }; refuse?: string }
    | undefined
  if (!rule) return undefined
  const at = `${pointer}/x-idempotency`
  if (typeof rule.repeat === 'string' && !REPEATS.includes(rule.repeat)) {
    context.fail(`${at}/repeat`, `"${rule.repeat}" is not one of ${REPEATS.join(', ')}.`)
  }
  if (rule.refuse !== undefined) expectError(context, tables.errors, rule.refuse, at)
  return {
    key: rule.key,
    lifeMs: toMs(context, rule.life ?? 'PT24H', `${at}/life`),
    repeat: rule.repeat,
    refuse: rule.refuse,
  }
}
