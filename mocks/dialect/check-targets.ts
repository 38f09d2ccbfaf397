/** Where notifications go: an address that no record keeps would keep them back without a word. */
import { didYouMean } from '../base/errors.ts'
import { expectName, type Parts } from './expect-name.ts'
import type { Normalising } from './normalising.ts'
import { listProperties } from './properties.ts'
import type { EndpointsRule, Notification, Operation, Resource } from './types.ts'

/** Stops the load at the first address that is kept nowhere. */
export function checkTargets(context: Normalising, spec: Parts): void {
  for (const { endpoints, quirks, delivery } of spec.notifications.values()) {
    if (!endpoints) continue
    const pointer = quirks.pointer.replace(/x-quirks$/, 'x-delivery/endpoints')
    const resource = expectName(
      context,
      spec.resources,
      endpoints.collection,
      'collection',
      pointer,
    )
    checkEndpoints(
      context,
      resource,
      isCreatedPlainly(spec, resource),
      endpoints,
      delivery.signature?.key,
      pointer,
    )
  }
  for (const operation of spec.operations) {
    if (operation.behaviour.name !== 'resource.create') continue
    const resource = findCreated(spec, operation)
    for (const notification of resource ? callbacksAbout(spec, operation, resource) : [])
      checkCallback(context, operation, resource!, notification)
  }
}

/** A module may keep more than a schema lists, such as a secret that nobody is shown. */
function checkEndpoints(
  context: Normalising,
  { collection, schema }: Resource,
  isPlain: boolean,
  { url, events, secret }: EndpointsRule,
  key: string | undefined,
  pointer: string,
): void {
  const kept = [...listProperties(context.document, schema, context.file).keys()]
  if (kept.length === 0) return
  const signedBy = /^endpoint\.(.+)$/.exec(key ?? '')?.[1]
  const secrets = isPlain ? [secret, signedBy] : []
  for (const field of [url, events, ...secrets]) {
    if (field === undefined || kept.includes(field)) continue
    context.fail(
      pointer,
      `records of "${collection}" do not keep "${field}".${didYouMean(field, kept)} There are: ${kept.join(', ')}.`,
    )
  }
}

/** Whether the default behaviour makes its records. */
function isCreatedPlainly(spec: Parts, resource: Resource): boolean {
  return spec.operations.some(
    (each) => each.behaviour.name === 'resource.create' && findCreated(spec, each) === resource,
  )
}

function findCreated({ resources }: Parts, { behaviour, record }: Operation): Resource | undefined {
  return [...resources.values()].find(({ collection, schemaName }) =>
    behaviour.options.resource === undefined
      ? collection === record?.collection
      : schemaName === behaviour.options.resource,
  )
}

/** Those that the operation lists, and those that its records cause later. */
function callbacksAbout(
  { notifications }: Parts,
  { id }: Operation,
  { lifecycle }: Resource,
): Notification[] {
  const caused = new Set(lifecycle?.transitions.map(({ notify }) => notify))
  return [...notifications.values()].filter(
    ({ name, operationId, url }) => url !== undefined && (operationId === id || caused.has(name)),
  )
}

const EXPRESSION = /\$request\.(?:(body)#\/|path\.|query\.|header\.)([^{}\s]+)/g

/** The record of a default create keeps what both its schema and that of the request list. */
function checkCallback(
  context: Normalising,
  operation: Operation,
  { collection, schema, schemaName }: Resource,
  { name, url = '' }: Notification,
): void {
  const fail = (why: string) =>
    context.fail(`${operation.pointer}/callbacks`, `"${name}" goes to "${url}", and ${why}`)
  for (const [, place, path = ''] of url.matchAll(EXPRESSION)) {
    if (place !== 'body') {
      fail(
        '"resource.create" keeps fields of the body alone. Take one, or make the record in a behaviour.',
      )
    }
    const [field = ''] = path.split('/')
    const lost = (cure: string) =>
      fail(`records of "${collection}" do not keep "${field}", so it would never leave. ${cure}`)
    const property = listProperties(context.document, schema, context.file).get(field)
    if (!property) lost(`List it among the properties of ${schemaName}.`)
    if (property?.readOnly === true) lost(`Take "readOnly" off the property of ${schemaName}.`)
    if (!isTaken(context, operation, field)) lost(`List it in the request of ${operation.id}.`)
  }
}

/** A request whose schema lists nothing may say anything. */
function isTaken(context: Normalising, { requestBody }: Operation, field: string): boolean {
  return [...(requestBody?.content.values() ?? [])].every((schema) => {
    const listed = listProperties(context.document, schema, context.file)
    return listed.size === 0 || listed.has(field)
  })
}
