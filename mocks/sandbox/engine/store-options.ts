/** What the specs ask of the store: which fields are looked up, what is due by itself, what is found without its account. */
import { LEDGER_INDEXES } from '../../core/behaviour/ledger.ts'
import type { Runtime } from '../../core/behaviour/unit-of-work.ts'
import { DELIVERIES, type StoreOptions } from '../../core/store/store.ts'
import { DELIVERY_INDEXES } from '../../core/webhooks/rows.ts'
import { isObject } from '../../dialect/pointer.ts'
import type { Operation, Spec } from '../../dialect/types.ts'

export function toStoreOptions(
  runtimes: ReadonlyMap<string, Runtime>,
): Required<Pick<StoreOptions, 'indexes' | 'timed' | 'located'>> {
  const indexes: Record<string, string[]> = { [DELIVERIES]: DELIVERY_INDEXES }
  const timed: string[] = []
  const located = new Set<string>([DELIVERIES])
  for (const [name, { spec }] of runtimes) {
    for (const [collection, fields] of Object.entries(LEDGER_INDEXES))
      indexes[`${name}/${collection}`] = fields
    for (const { collection, indexes: fields, lifecycle, schemaName } of spec.resources.values()) {
      indexes[`${name}/${collection}`] = [
        ...new Set([...fields, ...spec.operations.flatMap((each) => toListed(each, schemaName))]),
      ]
      if (lifecycle) timed.push(`${name}/${collection}`)
    }
    addLocated(located, name, spec)
  }
  return { indexes, timed, located }
}

/** Fields by which an operation narrows its list of a schema: a page of it must not cost a walk through all. */
function toListed({ behaviour }: Operation, schemaName: string): string[] {
  const { resource, filter, where } = behaviour.options
  if (resource !== schemaName) return []
  const names = Array.isArray(filter) ? filter.filter((each) => typeof each === 'string') : []
  return isObject(where) ? [...names, ...Object.keys(where)] : names
}

function addLocated(located: Set<string>, name: string, spec: Spec): void {
  for (const { record } of spec.operations) if (record) located.add(`${name}/${record.collection}`)
  for (const { proves } of spec.securitySchemes.values()) {
    const collection = 'record' in proves ? proves.record : 'revoked' in proves && proves.revoked
    if (collection) located.add(`${name}/${collection}`)
  }
}
