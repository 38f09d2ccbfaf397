/** Whether a record is one that its spec could have made, and what becomes of it. */
import { propertiesOf } from '../../core/behaviour/properties.ts'
import type { StoredRecord, Timed } from '../../core/store/store.ts'
import { listRequired } from '../../dialect/properties.ts'
import { createSchemas } from '../../dialect/schemas.ts'
import type { Lifecycle, Resource, Spec } from '../../dialect/types.ts'

type Fields = StoredRecord & Timed & Record<string, unknown>

/** The record as it is to be kept, or why it cannot be. */
export type Fitted = { record: StoredRecord } | { misfit: string }

/** A lifecycle that is new starts where it starts, and a property that is new has its default. */
export function fitRecord(spec: Spec, resource: Resource, record: StoredRecord): Fitted {
  const fields: Fields = { ...record }
  const misfit =
    fitState(resource.lifecycle, fields) ??
    (isPlain(spec, resource) ? fitProperties(spec, resource, fields) : undefined)
  return misfit === undefined ? { record: fields } : { misfit }
}

function fitState(lifecycle: Lifecycle | undefined, fields: Fields): string | undefined {
  if (!lifecycle) return undefined
  const { field, initial, transitions } = lifecycle
  const states = new Set<unknown>([initial, ...transitions.map(({ to }) => to)])
  fields[field] ??= initial
  if (!states.has(fields[field]))
    return `${field} ${JSON.stringify(fields[field])} is not a state any more`
  const { timers, dueAt: _, ...rest } = fields
  if (timers === undefined) return undefined
  const known = Object.entries(timers).filter(([name]) =>
    transitions.some((each) => each.name === name),
  )
  for (const name of ['timers', 'dueAt']) delete fields[name]
  if (known.length === 0) return undefined
  const dueAt = Math.min(...known.map(([, instant]) => instant))
  Object.assign(fields, rest, { timers: Object.fromEntries(known), dueAt })
  return undefined
}

/** What a module makes has fields of its own. */
function isPlain({ operations }: Spec, { schemaName }: Resource): boolean {
  return operations.some(
    ({ behaviour }) =>
      behaviour.name === 'resource.create' && behaviour.options.resource === schemaName,
  )
}

function fitProperties(spec: Spec, { schema }: Resource, fields: Fields): string | undefined {
  const schemas = createSchemas(spec.name, spec.file, spec.document)
  const required = listRequired(spec.document, schema, spec.file)
  for (const [name, property, pointer] of propertiesOf(spec, schema)) {
    // The store's ids are text, whatever the provider's are.
    if (name === 'id') continue
    if (fields[name] === undefined && property.default !== undefined)
      fields[name] = property.default
    if (fields[name] === undefined) {
      if (required.includes(name)) return `${name} is missing, and has no default`
    } else if (!schemas.at(pointer)(fields[name])) return `${name} is not what its schema asks for`
  }
  return undefined
}
