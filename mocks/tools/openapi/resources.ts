/** Finds what is plainly made, read, listed, changed and forgotten, and gives it the default behaviours. */
import type { JsonObject } from '../../dialect/pointer.ts'
import { listPlaces } from '../../dialect/properties.ts'
import type { Draft, DraftOperation } from './draft.ts'
import { fits, type KeptRecord, toRecord } from './records.ts'
import { type RecordShape, toListShape, toRecordShape, toRest, writeDefaults } from './shapes.ts'
import { toCamel, toFree, toPascal, toSingular } from './words.ts'

export interface Resource {
  /** Path that makes and lists them. */
  path: string
  /** What the path of one calls it. */
  param: string | undefined
  collection: string
  schemaName: string
  kept: KeptRecord
}

/** Gives behaviours to the operations that it can, and adds the schemas of what they keep. */
export function modelResources(draft: Draft): Resource[] {
  const taken = new Set<string>()
  const found: Resource[] = []
  const creates = draft.operations.filter(
    ({ method, path }) => method === 'post' && !path.endsWith('}'),
  )
  // A resource is there before those below it.
  for (const create of [...creates].sort((a, b) => a.path.length - b.path.length)) {
    const resource = toResource(draft, create, taken)
    if (!resource) continue
    taken.add(resource.collection)
    found.push(resource)
    const of = { draft, resource, parent: findParent(found, create.path) }
    for (const operation of operationsOf(draft, create.path)) modelOperation(of, operation)
  }
  return found
}

/** Those at the collection's path, and those at the path of one record. */
function operationsOf({ operations }: Draft, path: string): DraftOperation[] {
  return operations.filter((each) => each.path === path || isItem(each.path, path))
}

function isItem(path: string, collection: string): boolean {
  return path.startsWith(`${collection}/{`) && !path.slice(collection.length + 1).includes('/')
}

function toResource(
  draft: Draft,
  create: DraftOperation,
  taken: Set<string>,
): Resource | undefined {
  const items = draft.operations.filter(({ path }) => isItem(path, create.path))
  const param = /\{([^}]+)\}$/.exec(items[0]?.path ?? '')?.[1]
  const read = items.find(({ method }) => method === 'get')
  const shape =
    toRecordShape(draft, read?.success.schema, param) ??
    toRecordShape(draft, create.success.schema, param)
  if (!shape || toRecordShape(draft, create.success.schema, param) === undefined) return undefined
  const changes = [create, ...items.filter(({ method }) => method !== 'get' && method !== 'delete')]
  const kept = toRecord(draft, shape.schema, param, changes)
  const isAlone =
    items.length === 0 &&
    !draft.operations.some(({ path, method }) => path === create.path && method === 'get')
  if (!kept || !answersRecord(draft, create, param, kept) || (isAlone && hasExample(create)))
    return undefined
  const noun = toSingular(
    create.path
      .split('/')
      .filter((part) => part !== '' && !part.startsWith('{'))
      .at(-1) ?? 'record',
  )
  const collection = toFree(toCamel(noun), taken)
  const resource = { path: create.path, param, collection, schemaName: '', kept }
  const { schemas } = draft.document.components as { schemas: JsonObject }
  resource.schemaName = toFree(`${toPascal(collection)}Record`, { has: (name) => name in schemas })
  schemas[resource.schemaName] = {
    type: 'object',
    description: `What is kept of a ${noun}. How a field looks is documented; what stands here beside "$ref" is our decision.`,
    'x-resource': { collection, id: kept.id },
    properties: kept.properties,
  }
  return resource
}

function hasExample({ node, success }: DraftOperation): boolean {
  return JSON.stringify((node.responses as JsonObject)[success.status]).includes('"examples"')
}

/** Whether the answer holds a record, and one of ours would fit it. */
function answersRecord(
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

interface Modelling {
  draft: Draft
  resource: Resource
  parent: { resource: Resource; param: string } | undefined
}

/** The resource that the last parameter of a path names. */
function findParent(known: readonly Resource[], path: string): Modelling['parent'] {
  const at = path.lastIndexOf('/{')
  const param = /^\/\{([^}]+)\}/.exec(path.slice(Math.max(at, 0)))?.[1]
  const resource = known.find((each) => each.path === path.slice(0, at))
  return resource && param !== undefined ? { resource, param } : undefined
}

function modelOperation(of: Modelling, operation: DraftOperation): void {
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
  return { 'x-behaviour': { name, resource: schemaName, ...toWrap(shape) }, ...about }
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
