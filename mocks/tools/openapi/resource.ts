/** A resource that was found in a file. */
import type { Draft, DraftOperation } from './draft.ts'
import { fits, type KeptRecord } from './records.ts'
import { type RecordShape, toRecordShape, toRest } from './shapes.ts'

export interface Resource {
  /** Path that makes and lists them. */
  path: string
  /** What the path of one calls it. */
  param: string | undefined
  collection: string
  schemaName: string
  kept: KeptRecord
}

/** Whether the answer holds a record, and one of ours would fit it. */
export function answersRecord(
  draft: Draft,
  { success }: DraftOperation,
  param: string | undefined,
  kept: KeptRecord,
): RecordShape | undefined {
  const shape = toRecordShape(draft, success.schema, param)
  if (!shape || success.schema === undefined) return undefined
  if (shape.wrap === undefined) return fits(draft, success.schema, kept.trial) ? shape : undefined
  const rest = toRest(draft, success.schema, [shape.wrap])
  return rest && fits(draft, success.schema, { ...rest, [shape.wrap]: kept.trial })
    ? shape
    : undefined
}
