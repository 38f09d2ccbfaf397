/** A spec in the making: the document without behaviours, and its operations one by one. */
import { isObject, type JsonObject, toPointer } from '../../dialect/pointer.ts'
import type { Schemas } from '../../dialect/schemas.ts'

export interface Draft {
  file: string
  document: JsonObject
  operations: DraftOperation[]
  schemas: Schemas
  /** What a reader should know, in the order it was found. */
  notes: string[]
}

export interface DraftOperation {
  id: string
  path: string
  /** In lower case. */
  method: string
  node: JsonObject
  pointer: string
  success: Success
  /** Schema of the request. */
  request: string | undefined
}

export interface Success {
  status: number
  /** Of its JSON. */
  schema: string | undefined
  hasContent: boolean
}

/** `paths` has nodes of the dialect already. */
export function listOperations(paths: Record<string, JsonObject>): DraftOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, node]): DraftOperation => {
      const pointer = toPointer('paths', path, method)
      // Made by ourselves.
      const operation = node as JsonObject & { operationId: string }
      return {
        id: operation.operationId,
        path,
        method,
        node: operation,
        pointer,
        success: findSuccess(operation, pointer),
        request: findRequest(operation, pointer),
      }
    }),
  )
}

function findSuccess({ responses }: JsonObject, pointer: string): Success {
  const known = responses as Record<string, JsonObject>
  const status = Object.keys(known).find((each) => /^2/.test(each)) ?? Object.keys(known)[0]!
  const { content } = known[status]!
  const json =
    isObject(content) && isObject(content['application/json']) ? content['application/json'] : {}
  const at = `${pointer}${toPointer('responses', status, 'content', 'application/json', 'schema')}`
  return {
    status: Number(status),
    schema: json.schema === undefined ? undefined : at,
    hasContent: content !== undefined,
  }
}

function findRequest({ requestBody }: JsonObject, pointer: string): string | undefined {
  if (!isObject(requestBody)) return undefined
  const [mediaType = ''] = Object.keys(requestBody.content as object)
  return `${pointer}${toPointer('requestBody', 'content', mediaType, 'schema')}`
}
