/** The default behaviours of a resource's operations, with their options. */
import type { JsonObject } from '../../dialect/pointer.ts'
import { listPlaces } from '../../dialect/properties.ts'
import type { Draft, DraftOperation } from './draft.ts'
import { differs, fits, type KeptRecord } from './records.ts'
import { answersRecord, type Resource } from './resource.ts'
import { findUnwrap, toListShape, toRest, writeDefaults } from './shapes.ts'

export interface Modelling {
  draft: Draft
  resource: Resource
  parent: { resource: Resource; param: string } | undefined
}

/** Gives an operation its default behaviour, where that can answer as documented. */
export function modelOperation(of: Modelling, operation: DraftOperation): void {
  const { node, method, path } = operation
  const isOne = path !== of.resource.path
  const made = isOne ? modelOne(of, operation) : modelAll(of, operation)
  if (made === undefined) return
  Object.assign(node, made, {
    'x-source': {
      evidence: 'assumed',
      note: `What it answers is documented; ${method === 'get' ? 'what it finds' : 'what it does'} is our decision.`,
    },
  })
}

function modelAll(
  { draft, resource, parent }: Modelling,
  operation: DraftOperation,
): JsonObject | undefined {
  const { success, method } = operation
  const { schemaName, kept, param } = resource
  const field = parent && toParentField(kept, parent)
  const within = field && parent ? { [field]: `$request.path.${parent.param}` } : undefined
  const about = parent
    ? {
        'x-record': {
          collection: parent.resource.collection,
          id: `$request.path.${parent.param}`,
          missing: 'missing',
        },
      }
    : {}
  if (method === 'post') {
    const shape = answersRecord(draft, operation, param, kept)
    if (!shape) return undefined
    wrapIn(draft, success.schema, shape.wrap)
    return {
      'x-behaviour': {
        name: 'resource.create',
        resource: schemaName,
        duplicate: 'duplicate',
        ...toWrap(shape),
        ...toTaken(draft, operation, kept),
        ...(within ? { set: within } : {}),
      },
      ...about,
    }
  }
  const list = method === 'get' ? toListShape(draft, success.schema, param) : undefined
  if (!list || success.schema === undefined) return undefined
  const rest = list.wrap === undefined ? {} : toRest(draft, success.schema, [list.wrap])
  const trial = list.wrap === undefined ? [kept.trial] : { ...rest, [list.wrap]: [kept.trial] }
  if (!rest || !fits(draft, success.schema, trial)) return undefined
  wrapIn(draft, success.schema, list.wrap)
  const filter = listFilters(operation, kept)
  return {
    'x-behaviour': {
      name: 'resource.list',
      resource: schemaName,
      ...toWrap(list),
      ...(filter.length > 0 ? { filter } : {}),
      ...(within ? { where: within } : {}),
    },
    ...about,
  }
}

function modelOne(
  { draft, resource }: Modelling,
  operation: DraftOperation,
): JsonObject | undefined {
  const { method, success, path } = operation
  const { kept, collection, param, schemaName } = resource
  const about = {
    'x-record': {
      collection,
      id: `$request.path.${/\{([^}]+)\}$/.exec(path)![1]}`,
      missing: 'missing',
    },
  }
  if (method === 'delete')
    return deletes(draft, success.schema, kept, success.hasContent)
      ? { 'x-behaviour': { name: 'resource.delete', resource: schemaName }, ...about }
      : undefined
  const shape = answersRecord(draft, operation, param, kept)
  if (!shape) return undefined
  wrapIn(draft, success.schema, shape.wrap)
  const name = method === 'get' ? 'resource.read' : 'resource.update'
  const taken = method === 'get' ? {} : toTaken(draft, operation, kept)
  const options = { ...toWrap(shape), ...taken }
  return { 'x-behaviour': { name, resource: schemaName, ...options }, ...about }
}

/** Whether the answer to a delete can be made of the record and of what its schema says. */
function deletes(
  draft: Draft,
  schema: string | undefined,
  kept: KeptRecord,
  hasContent: boolean,
): boolean {
  if (!hasContent) return true
  if (schema === undefined) return false
  const listed = [...listPlaces(draft.document, schema, draft.file).keys()]
  const own = Object.fromEntries(
    Object.entries(kept.trial).filter(([name]) => listed.includes(name)),
  )
  const rest = toRest(draft, schema, Object.keys(own))
  if (!rest || !fits(draft, schema, { ...own, ...rest })) return false
  writeDefaults(draft, schema, rest)
  return true
}

function wrapIn(draft: Draft, schema: string | undefined, wrap: string | undefined): void {
  if (schema === undefined || wrap === undefined) return
  writeDefaults(draft, schema, toRest(draft, schema, [wrap]) ?? {})
}

/** Where a request has the fields of the record, and which of them have another form there. */
function toTaken(
  draft: Draft,
  { request }: DraftOperation,
  { properties }: KeptRecord,
): JsonObject {
  const found = findUnwrap(draft, request, new Set(Object.keys(properties)))
  const schema = found?.schema ?? request
  const ignore = Object.keys(properties).filter(
    (name) => schema !== undefined && differs(draft, schema, name, properties[name]!),
  )
  return {
    ...(found === undefined ? {} : { unwrap: found.key }),
    ...(ignore.length > 0 ? { ignore } : {}),
  }
}

function toWrap({ wrap }: { wrap: string | undefined }): JsonObject {
  return wrap === undefined ? {} : { wrap }
}

/** The field in which a record says whose it is; one of our own where the answer shows none. */
function toParentField(
  { properties }: KeptRecord,
  { param, resource }: NonNullable<Modelling['parent']>,
): string {
  const names = [
    param,
    resource.collection,
    `${resource.collection}_id`,
    `${resource.collection}Id`,
  ]
  return names.find((name) => name in properties) ?? param
}

/** Query parameters that are named like a field with a plain value. */
function listFilters({ node }: DraftOperation, { properties }: KeptRecord): string[] {
  const parameters = (node.parameters ?? []) as { in: string; name: string; schema: JsonObject }[]
  return parameters
    .filter(
      ({ in: place, name, schema }) =>
        place === 'query' &&
        name in properties &&
        typeof schema.type === 'string' &&
        schema.type !== 'object' &&
        schema.type !== 'array',
    )
    .map(({ name }) => name)
}
