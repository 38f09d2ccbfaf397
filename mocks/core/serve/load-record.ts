/** Stage "loadRecord": the record that the operation is about. */
import type { RecordReference, Spec } from '../../dialect/types.ts'
import { addHint } from '../http/exchange.ts'
import { compileExpression } from '../http/expression.ts'
import { renderError } from '../http/render-error.ts'
import type { FindRecord } from './endpoint.ts'
import type { Stage } from './stage.ts'

export function compileRecord(spec: Spec, reference: RecordReference): FindRecord {
  const collection = `${spec.name}/${reference.collection}`
  const readId = compileExpression(reference.id)
  return {
    reference,
    collection,
    readId,
    findOwner: (request, identities) => {
      const id = readId(request)
      return id === undefined ? undefined : identities.findOwner(collection, id)
    },
  }
}

export const loadRecord: Stage = (exchange, { record, spec }) => {
  if (!record) return undefined
  const id = record.readId(exchange.request)
  if (id !== undefined) exchange.record = exchange.unit!.tx.get(record.collection, id)
  const { collection, missing } = record.reference
  if (exchange.record || missing === undefined) return undefined
  const { method, path } = exchange.request
  addHint(exchange, `No ${collection} "${id ?? ''}" in this account.`)
  return renderError(spec, missing, { method, path, id: id ?? '' })
}
