/** The tables of a document: errors, security schemes, resources with their lifecycles. */
import { parseDuration } from '../base/duration.ts'
import { didYouMean } from '../base/errors.ts'
import { normaliseProof } from './normalise-proofs.ts'
import { entriesOf, type Normalising, sourceOf } from './normalising.ts'
import { isObject, type JsonObject, toPointer } from './pointer.ts'
import type {
  BehaviourReference,
  ErrorSpec,
  Json,
  Lifecycle,
  Resource,
  SecurityScheme,
  Transition,
} from './types.ts'

export function normaliseErrors(context: Normalising): Map<string, ErrorSpec> {
  const errors = new Map<string, ErrorSpec>()
  for (const [name, node] of entriesOf(context.document['x-errors'])) {
    errors.set(name, {
      name,
      status: node.status as number,
      headers: (node.headers ?? {}) as Record<string, string>,
      contentType: (node.contentType as string | undefined) ?? 'application/json',
      body: (node.body ?? null) as Json,
      hint: node.hint as string | undefined,
      source: sourceOf(node, context.source),
    })
  }
  return errors
}

/** The error of that name. Stops the load when there is none. */
export function expectError(
  context: Normalising,
  errors: Map<string, ErrorSpec>,
  name: string,
  pointer: string,
): string {
  if (errors.has(name)) return name
  return context.fail(pointer, `no error "${name}" in x-errors.${didYouMean(name, errors.keys())}`)
}

export function normaliseSecurity(
  context: Normalising,
  errors: Map<string, ErrorSpec>,
): Map<string, SecurityScheme> {
  const schemes = new Map<string, SecurityScheme>()
  const components = (context.document.components ?? {}) as JsonObject
  for (const [name, node] of entriesOf(components.securitySchemes)) {
    const pointer = toPointer('components', 'securitySchemes', name)
    const failing = node['x-errors'] as SecurityScheme['errors']
    for (const error of Object.values(failing))
      expectError(context, errors, error, `${pointer}/x-errors`)
    schemes.set(name, {
      name,
      carrier: toCarrier(node),
      proves: normaliseProof(context, node['x-credential'], `${pointer}/x-credential`),
      errors: failing,
    })
  }
  return schemes
}

function toCarrier(node: JsonObject): SecurityScheme['carrier'] {
  const isBasic = node.scheme === 'basic'
  if (node.type === 'http')
    return { in: 'header', name: 'authorization', prefix: isBasic ? 'Basic ' : 'Bearer ', isBasic }
  const place = node.in as 'header' | 'query'
  const name = node.name as string
  return { in: place, name: place === 'header' ? name.toLowerCase() : name, prefix: '', isBasic }
}

export function normaliseResources(context: Normalising): Map<string, Resource> {
  const resources = new Map<string, Resource>()
  const components = (context.document.components ?? {}) as JsonObject
  for (const [schemaName, node] of entriesOf(components.schemas)) {
    const resource = node['x-resource'] as
      | { collection: string; id: string; indexes?: string[] }
      | undefined
    if (!resource) continue
    const pointer = toPointer('components', 'schemas', schemaName)
    if (resources.has(resource.collection)) {
      context.fail(
        `${pointer}/x-resource`,
        `collection "${resource.collection}" is declared twice. Keep one.`,
      )
    }
    resources.set(resource.collection, {
      collection: resource.collection,
      id: resource.id,
      indexes: resource.indexes ?? [],
      schema: pointer,
      schemaName,
      lifecycle: toLifecycle(context, node['x-lifecycle'], `${pointer}/x-lifecycle`),
    })
  }
  return resources
}

function toLifecycle(context: Normalising, node: unknown, pointer: string): Lifecycle | undefined {
  if (!isObject(node)) return undefined
  const transitions = (node.transitions as JsonObject[]).map((item, index) =>
    toTransition(context, item, `${pointer}/transitions/${index}`),
  )
  const initial = node.initial as string | number
  const reachable = new Set([initial, ...transitions.map((transition) => transition.to)])
  transitions.forEach((transition, index) => {
    for (const from of transition.from) {
      if (!reachable.has(from)) {
        context.fail(
          `${pointer}/transitions/${index}/from`,
          `no transition leads to state ${JSON.stringify(from)}.`,
        )
      }
    }
  })
  const names = (node.names ?? {}) as Record<string, string>
  const states = new Set([...reachable].map(String))
  for (const state of Object.keys(names)) {
    if (!states.has(state))
      context.fail(`${pointer}/names`, `no transition leads to state "${state}".`)
  }
  return { field: node.field as string, initial, names, transitions }
}

function toTransition(context: Normalising, node: JsonObject, pointer: string): Transition {
  const after = node.after as string | { quirk: string } | undefined
  return {
    name: node.name as string,
    from: node.from as (string | number)[],
    to: node.to as string | number,
    afterMs: typeof after === 'string' ? toMs(context, after, `${pointer}/after`) : after,
    at: node.at as string | undefined,
    notify: node.notify as string | undefined,
  }
}

/** A duration in milliseconds. Stops the load when it is not one. */
export function toMs(context: Normalising, text: string, pointer: string): number {
  const ms = parseDuration(text)
  if (ms !== undefined) return ms
  return context.fail(pointer, `"${text}" is not an ISO 8601 duration. Write it like PT6S or P1D.`)
}

/** `x-behaviour` as a name with options. */
export function toBehaviour(node: unknown): BehaviourReference {
  if (typeof node === 'string') return { name: node, options: {} }
  const { name, ...options } = node as { name: string } & Record<string, Json>
  return { name, options }
}
