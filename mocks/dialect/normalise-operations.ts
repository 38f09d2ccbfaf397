/** Operations: one per method and path, with everything a request needs looked up beforehand. */

import { didYouMean } from '../base/errors.ts'
import { toParameters, toRequestBody, toResponses } from './normalise-exchanges.ts'
import { normaliseQuirks } from './normalise-quirks.ts'
import {
  toCaller,
  toCarried,
  toIdempotency,
  toRecord,
  toViolationsRule,
} from './normalise-rules.ts'
import { toBehaviour } from './normalise-tables.ts'
import { entriesOf, type Normalising, sourceOf } from './normalising.ts'
import { type JsonObject, toPointer } from './pointer.ts'
import type { Tables } from './tables.ts'
import type { BehaviourReference, Method, Operation, SecurityAlternative, Source } from './types.ts'

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const

export function normaliseOperations(context: Normalising, tables: Tables): Operation[] {
  const operations: Operation[] = []
  for (const [path, item] of entriesOf(context.document.paths)) {
    const inherited = sourceOf(item, context.source)
    for (const method of METHODS) {
      if (item[method] === undefined) continue
      const place = {
        path,
        method,
        item,
        pointer: toPointer('paths', path, method),
        source: inherited,
      }
      operations.push(toOperation(context, tables, item[method] as JsonObject, place))
    }
  }
  checkIds(context, operations)
  return operations
}

interface Place {
  path: string
  method: (typeof METHODS)[number]
  item: JsonObject
  pointer: string
  source: Source
}

function toOperation(
  context: Normalising,
  tables: Tables,
  node: JsonObject,
  place: Place,
): Operation {
  const id = node.operationId as string
  const source = sourceOf(node, place.source)
  const own = normaliseQuirks(context, tables.quirks, {
    value: node['x-quirks'],
    pointer: `${place.pointer}/x-quirks`,
    source,
    operationId: id,
  })
  return {
    id,
    provider: context.name,
    method: place.method.toUpperCase() as Method,
    path: place.path,
    title: node.summary as string,
    tags: (node.tags ?? []) as string[],
    source,
    behaviour: toOperationBehaviour(context, node, source, place.pointer),
    parameters: toParameters(context, node, place),
    requestBody: toRequestBody(context, node, place.pointer),
    responses: toResponses(context, node, place.pointer),
    security: toSecurity(context, tables, node, place.pointer),
    quirks: [...own, ...tables.documentQuirks.filter((quirk) => quirk.stage !== 'delivery')],
    record: toRecord(context, tables, node, place.pointer),
    idempotency: toIdempotency(context, tables, node, place.pointer),
    caller: toCaller(context, node, place.pointer),
    carries: toCarried(context, node, place.pointer),
    violations: toViolationsRule(context, tables, node, place.pointer),
    pointer: place.pointer,
  }
}

function toOperationBehaviour(
  context: Normalising,
  node: JsonObject,
  source: Source,
  pointer: string,
): BehaviourReference {
  if (node['x-behaviour'] !== undefined) return toBehaviour(node['x-behaviour'])
  if (source.evidence === 'named') return { name: 'not-modelled', options: {} }
  return context.fail(
    pointer,
    'says not what it does. Add "x-behaviour", or evidence "named" if only its name is known.',
  )
}

function toSecurity(
  context: Normalising,
  tables: Tables,
  node: JsonObject,
  pointer: string,
): SecurityAlternative[] {
  const list = (node.security ?? context.document.security ?? []) as JsonObject[]
  return list.map((alternative) =>
    Object.keys(alternative).map((name) => {
      if (tables.securitySchemes.has(name)) return name
      return context.fail(
        `${pointer}/security`,
        `no security scheme "${name}".${didYouMean(name, tables.securitySchemes.keys())}`,
      )
    }),
  )
}

function checkIds(context: Normalising, operations: Operation[]): void {
  const seen = new Map<string, Operation>()
  for (const operation of operations) {
    const other = seen.get(operation.id)
    if (other)
      context.fail(
        operation.pointer,
        `operationId "${operation.id}" is also at ${other.pointer}. Rename one.`,
      )
    seen.set(operation.id, operation)
  }
}
