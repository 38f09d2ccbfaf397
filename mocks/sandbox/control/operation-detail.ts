/** One operation with all that a caller has to know: parameters, body and answers as OpenAPI has them. */
import { EnsayoError } from '../../base/errors.ts'
import { toPlain } from '../../dialect/plain.ts'
import { isObject, type JsonObject, readPointer } from '../../dialect/pointer.ts'
import type { Operation } from '../../dialect/types.ts'
import type { Engine } from '../engine/engine.ts'
import { resolveNames } from './expectable.ts'
import { type OperationView, toOperationView } from './views.ts'

export interface OperationDetail extends OperationView {
  description?: string
  /** Alternatives, each the names of the schemes that are needed together. */
  security: string[][]
  /** As OpenAPI has them; what they refer to stands in its place. */
  parameters: unknown[]
  requestBody?: unknown
  /** By status. */
  responses: Record<string, unknown>
}

/** `createWidget`, or `acme.createWidget`. Throws `OPERATION_UNKNOWN`, and where several providers have one of that name. */
export function getOperation(
  engine: Pick<Engine, 'providers' | 'operations'>,
  filter: { operationId: string; provider?: string | undefined },
): Operation {
  const { operationId, provider } = resolveNames(engine, filter)
  const found = engine.operations(provider).filter(({ id }) => id === operationId)
  if (found.length === 1) return found[0]!
  const names = found.map((each) => `${each.provider}.${each.id}`).join(', ')
  throw new EnsayoError(
    'OPERATION_UNKNOWN',
    `"${operationId}" is an operation of several providers. Say which one: ${names}.`,
  )
}

/** The view of one operation. */
export function toOperationDetail(
  engine: Pick<Engine, 'providers'>,
  operation: Operation,
): OperationDetail {
  const document = engine.providers.get(operation.provider)?.spec.document ?? {}
  const node = readObject(document, operation.pointer)
  const item = readObject(document, operation.pointer.replace(/\/[^/]+$/, ''))
  const shared = Array.isArray(item.parameters) ? item.parameters : []
  const own = Array.isArray(node.parameters) ? node.parameters : []
  const plain = (value: unknown) => toWhole(document, value)
  return {
    ...toOperationView(operation),
    ...(typeof node.description === 'string' ? { description: node.description } : {}),
    security: operation.security,
    parameters: [...shared, ...own].map(plain),
    ...(node.requestBody === undefined ? {} : { requestBody: plain(node.requestBody) }),
    // A map by status, whose values are objects.
    responses: toWhole(document, node.responses ?? {}, [], 'responses') as Record<string, unknown>,
  }
}

/** The documented example of an operation's request body; undefined when there is none. */
export function findExample(
  engine: Pick<Engine, 'providers'>,
  operation: Operation,
): { mediaType: string; value: unknown } | undefined {
  const { requestBody } = toOperationDetail(engine, operation)
  const content = isObject(requestBody) && isObject(requestBody.content) ? requestBody.content : {}
  for (const [mediaType, media] of Object.entries(content)) {
    if (!isObject(media)) continue
    const [named] = isObject(media.examples) ? Object.values(media.examples) : []
    const value = media.example ?? (isObject(named) ? named.value : undefined)
    if (value !== undefined) return { mediaType, value }
  }
  return undefined
}

function readObject(document: unknown, pointer: string): JsonObject {
  const value = readPointer(document, pointer)
  return isObject(value) ? value : {}
}

/** Without our own keywords, and with what is referred to in its place; a circle stays a reference. */
function toWhole(
  document: JsonObject,
  value: unknown,
  within: readonly string[] = [],
  key = '',
): unknown {
  return toPlain(
    value,
    ({ $ref }) => {
      if (typeof $ref !== 'string' || !$ref.startsWith('#/')) return undefined
      if (within.includes($ref)) return { $ref }
      const target = readPointer(document, decodeURIComponent($ref.slice(1)))
      return toWhole(document, target, [...within, $ref])
    },
    key,
  )
}
