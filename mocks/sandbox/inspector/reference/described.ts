/** A provider's spec as its reference shows it: our facts in the descriptions, credentials in the examples. */
import { toPlain } from '../../../dialect/plain.ts'
import { isObject, type JsonObject, readPointer } from '../../../dialect/pointer.ts'
import type { Operation, Spec } from '../../../dialect/types.ts'
import type { Engine } from '../../engine/engine.ts'
import { describeNotification, describeQuirks } from './facts.ts'
import { toSource, toText } from './markdown.ts'
import { describeProvider, triggersOf } from './overview.ts'

/** OpenAPI alone, as other tools read it; `servers` are those under which the sandbox is reached. */
export function toPlainSpec(document: JsonObject, servers: string[]): JsonObject {
  const plain = toPlain(document) as JsonObject
  const own = servers.map((url) => ({ url, description: 'The sandbox' }))
  return { ...plain, servers: own }
}

/** The same with everything that it says beyond OpenAPI in words. */
export function toDescribedSpec(
  engine: Engine,
  spec: Spec,
  account: string,
  servers: string[],
): JsonObject {
  const described = toPlainSpec(spec.document, servers)
  const { info } = described
  if (isObject(info)) {
    info.description = describeProvider(engine, spec, account)
    // Of the text of the spec; it says nothing about the provider.
    delete info.license
  }
  for (const operation of spec.operations) {
    const node = readPointer(described, operation.pointer)
    if (isObject(node)) describeOperation(engine, spec, account, operation, node)
  }
  for (const { name, operationId } of spec.notifications.values()) {
    for (const node of findNotificationNodes(described, spec, name, operationId)) {
      const notification = spec.notifications.get(name)!
      node.description = toText(textOf(node.description), describeNotification(notification))
    }
  }
  return described
}

function describeOperation(
  engine: Engine,
  spec: Spec,
  account: string,
  operation: Operation,
  node: JsonObject,
): void {
  const own = engine
    .quirks(account, spec.name)
    .filter(({ quirk }) => quirk.operationId === operation.id && quirk.stage !== 'delivery')
  const { record } = operation
  const triggers = triggersOf(
    spec,
    (trigger) => record !== undefined && trigger.record?.collection === record.collection,
  )
  const told = [...spec.notifications.values()].filter(
    ({ operationId }) => operationId === operation.id,
  )
  node.description = toText(
    textOf(node.description),
    `**Evidence** ${toSource(operation.source)}`,
    operation.behaviour.name === 'not-modelled'
      ? 'Known by name only: the sandbox answers 501, for nothing else is known.'
      : '',
    fold('Surprises', own.length, describeQuirks(own, account)),
    part('What the outside world can do about it', triggers),
    part(
      'What it tells',
      toText(...told.map((each) => toText(`**\`${each.name}\`**`, describeNotification(each)))),
    ),
  )
}

function part(title: string, text: string): string {
  return text === '' ? '' : `#### ${title}\n\n${text}`
}

/** Surprises that would push the form away from its operation. */
const MOST_OPEN = 3

/** Many of something are opened by a click. */
function fold(title: string, count: number, text: string): string {
  if (count <= MOST_OPEN) return part(title, text)
  return `<details><summary><b>${title} (${count})</b></summary>\n\n${text}\n\n</details>`
}

/** Where a notification stands: among the webhooks, or among the callbacks of its operation. */
function findNotificationNodes(
  document: JsonObject,
  spec: Spec,
  name: string,
  operationId: string | undefined,
): JsonObject[] {
  const operation = spec.operations.find(({ id }) => id === operationId)
  const holders =
    operation === undefined
      ? [readPath(document, 'webhooks', name)]
      : Object.values(readPath(document, ...pathOf(operation), 'callbacks', name) ?? {})
  return holders
    .filter(isObject)
    .flatMap((item) => [item.post, item.put])
    .filter(isObject)
}

function pathOf({ pointer }: Operation): string[] {
  return pointer
    .slice(1)
    .split('/')
    .map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function readPath(document: JsonObject, ...path: string[]): JsonObject | undefined {
  let value: unknown = document
  for (const name of path) value = isObject(value) ? value[name] : undefined
  return isObject(value) ? value : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
