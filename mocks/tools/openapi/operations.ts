/** The paths of a file in the dialect's words; what they do is said later. */
import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import { type Reading, toParameters, toRequestBody, toResponses } from './exchanges.ts'
import type { Security } from './security.ts'
import { follow } from './source.ts'
import { toCamel, toFree } from './words.ts'

const METHODS = ['get', 'put', 'post', 'patch', 'delete']
const OTHERS = ['head', 'options', 'trace']

export interface Paths {
  paths: Record<string, JsonObject>
  notes: string[]
}

export function toPaths(reading: Reading, security: Security): Paths {
  const found: Paths = { paths: {}, notes: [] }
  const ids = new Set<string>()
  for (const [given, item] of Object.entries(reading.source.document.paths as JsonObject)) {
    const [path = given] = given.split(/[?#]/, 1)
    if (!isRoutable(path)) {
      found.notes.push(`${given} is left out: a parameter is a whole segment of a path.`)
      continue
    }
    addPath(reading, security, { path, item: follow(reading.source, item), ids }, found)
  }
  return found
}

/** `/{id}.pdf` and `/{id}:cancel` are not. */
function isRoutable(path: string): boolean {
  return (
    path.startsWith('/') &&
    path.split('/').every((part) => /^\{[^{}/]+\}$/.test(part) || !/[{}:*]/.test(part))
  )
}

interface Place {
  path: string
  item: JsonObject
  ids: Set<string>
}

function addPath(
  reading: Reading,
  security: Security,
  place: Place,
  { paths, notes }: Paths,
): void {
  const { path, item } = place
  const made: JsonObject = paths[path] ?? {}
  for (const method of METHODS) {
    if (!isObject(item[method])) continue
    if (made[method] !== undefined)
      notes.push(
        `${method.toUpperCase()} ${path} is there twice, by another query; the first is served.`,
      )
    else {
      made[method] = toOperation(reading, security, place, method)
      const callbacks = Object.keys((item[method] as JsonObject).callbacks ?? {})
      if (callbacks.length > 0)
        notes.push(
          `Callbacks of ${method.toUpperCase()} ${path} are left out, for nothing says when they are sent: ${callbacks.join(', ')}.`,
        )
    }
  }
  const left = OTHERS.filter((method) => isObject(item[method]))
  if (left.length > 0) notes.push(`${left.join(' and ').toUpperCase()} ${path} is left out.`)
  if (Object.keys(made).length > 0) paths[path] = made
}

function toOperation(
  reading: Reading,
  security: Security,
  { path, item, ids }: Place,
  method: string,
): JsonObject {
  const node = item[method] as JsonObject
  const given = typeof node.operationId === 'string' ? node.operationId : `${method} ${path}`
  const operationId = toFree(toCamel(given), ids)
  ids.add(operationId)
  const parameters = toParameters(reading, path, [item.parameters, node.parameters])
  const requestBody = method === 'get' ? undefined : toRequestBody(reading, node.requestBody)
  const alternatives = security.of(node)
  return {
    operationId,
    summary: toSummary(node, operationId),
    ...(Array.isArray(node.tags)
      ? { tags: node.tags.filter((tag) => typeof tag === 'string') }
      : {}),
    ...(typeof node.description === 'string' ? { description: node.description } : {}),
    ...(node.deprecated === true ? { deprecated: true } : {}),
    ...(alternatives ? { security: alternatives } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: toResponses(reading, node.responses),
  }
}

/** The first sentence of the description where there is no summary. */
function toSummary({ summary, description }: JsonObject, operationId: string): string {
  if (typeof summary === 'string' && summary.trim() !== '') return summary.trim()
  const [sentence = ''] = String(description ?? '')
    .replace(/<[^>]*>/g, '')
    .trim()
    .split(/(?<=[.!?])\s|\n/, 1)
  return sentence.length > 0 && sentence.length <= 120 ? sentence.replace(/\.$/, '') : operationId
}
