/** OpenAPI runtime expressions over a request: `$request.path.url`, `$request.body#/a/b`. */
import { readPointer } from '../../dialect/pointer.ts'
import type { ParsedRequest } from './parse.ts'

/** What an expression finds in the request, as text; undefined when nothing stands there. */
export function readExpression(expression: string, request: ParsedRequest): string | undefined {
  const value = readRaw(expression, request)
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : undefined
}

function readRaw(expression: string, request: ParsedRequest): unknown {
  const found = /^\$request\.(path|query|header|body)(?:\.|#)(.+)$/.exec(expression)
  if (!found) return undefined
  const [, place, rest] = found as unknown as [string, string, string]
  if (place === 'body') return readPointer(request.body, rest)
  if (place === 'path') return request.params[rest]
  if (place === 'header') return request.headers[rest.toLowerCase()]
  const value = request.query[rest]
  return Array.isArray(value) ? value[0] : value
}
