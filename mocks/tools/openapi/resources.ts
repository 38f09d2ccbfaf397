/** Finds what is plainly made, read, listed, changed and forgotten, and gives it the default behaviours. */
import type { JsonObject } from '../../dialect/pointer.ts'
import { type Modelling, modelOperation } from './behaviours.ts'
import type { Draft, DraftOperation } from './draft.ts'
import { toRecord } from './records.ts'
import { answersRecord, type Resource } from './resource.ts'
import { toRecordShape } from './shapes.ts'
import { toCamel, toFree, toPascal, toSingular } from './words.ts'

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
  const kept = toRecord(draft, shape.schema, param)
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

/** The resource that the last parameter of a path names. */
function findParent(known: readonly Resource[], path: string): Modelling['parent'] {
  const at = path.lastIndexOf('/{')
  const param = /^\/\{([^}]+)\}/.exec(path.slice(Math.max(at, 0)))?.[1]
  const resource = known.find((each) => each.path === path.slice(0, at))
  return resource && param !== undefined ? { resource, param } : undefined
}
