/** OpenAPI runtime expressions over a request: `$request.path.url`, `$request.body#/a/b`. */
import { parsePointer, readPath } from '../../dialect/pointer.ts'
import type { ParsedRequest } from './parse.ts'

type Read<T> = (request: ParsedRequest) => T

/** What an expression finds in the request, as text; undefined when nothing stands there. */
export function compileExpression(expression: string): Read<string | undefined> {
  const read = compileRaw(expression)
  return (request) => {
    const value = read(request)
    if (typeof value === 'string') return value
    return typeof value === 'number' ? String(value) : undefined
  }
}

function compileRaw(expression: string): Read<unknown> {
  const found = /^\$request\.(path|query|header|body)(?:\.|#)(.+)$/.exec(expression)
  if (!found) return () => undefined
  const [, place, rest] = found as unknown as [string, string, string]
  if (place === 'body') {
    const path = parsePointer(rest)
    return ({ body }) => readPath(body, path)
  }
  if (place === 'path') return ({ params }) => params[rest]
  const name = rest.toLowerCase()
  if (place === 'header') return ({ headers }) => headers[name]
  return ({ query }) => {
    const value = query[rest]
    return Array.isArray(value) ? value[0] : value
  }
}
