/** Somebody's OpenAPI file, as it was found, with its references followed. */
import { EnsayoError } from '../../base/errors.ts'
import { readDocument } from '../../dialect/load.ts'
import { isObject, type JsonObject, resolve, toPointer } from '../../dialect/pointer.ts'

export interface Source {
  /** For messages. */
  file: string
  document: JsonObject
  /** Of 3.1, where schemas are plain JSON Schema. */
  isJsonSchema: boolean
}

/** Reads YAML or JSON. Throws `SPEC_UNREADABLE`, or `SPEC_INVALID` for what is not OpenAPI 3.0 or 3.1 in one file. */
export async function readSource(path: string): Promise<Source> {
  const document = await readDocument(path, path)
  const fail = (pointer: string, message: string): never => {
    throw new EnsayoError('SPEC_INVALID', `${path}#${pointer}: ${message}`)
  }
  if (!isObject(document)) return fail('', 'is not an OpenAPI file. It begins with "openapi: 3.…".')
  if (document.swagger !== undefined) {
    fail('/swagger', 'is Swagger 2.0. Convert it to OpenAPI 3 first, say with swagger2openapi.')
  }
  const version = String(document.openapi ?? '')
  if (!/^3\.[01](\.|$)/.test(version)) {
    fail(
      '/openapi',
      `${JSON.stringify(document.openapi) ?? 'nothing'} is not a version that is read here. Give a file of OpenAPI 3.0 or 3.1.`,
    )
  }
  if (!isObject(document.paths))
    fail(
      '/paths',
      'is missing, so there is nothing to serve. Give the file that has the operations.',
    )
  refuseOutside(document, [], fail)
  return { file: path, document, isJsonSchema: version.startsWith('3.1') }
}

/** Under these, JSON stands as it is. */
const LITERAL = new Set(['example', 'examples', 'value', 'default', 'enum', 'const'])

function refuseOutside(
  node: unknown,
  path: readonly (string | number)[],
  fail: (pointer: string, message: string) => never,
): void {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) refuseOutside(item, [...path, index], fail)
  }
  if (!isObject(node)) return
  if (typeof node.$ref === 'string' && !node.$ref.startsWith('#')) {
    fail(
      toPointer(...path),
      `reference "${node.$ref}" leaves the file. Bundle it into one first, say with "redocly bundle".`,
    )
  }
  for (const [key, child] of Object.entries(node)) {
    if (!LITERAL.has(key) || path.at(-1) === 'properties')
      refuseOutside(child, [...path, key], fail)
  }
}

/** What stands behind a node's references; nothing where they lead nowhere. */
export function follow({ document, file }: Source, node: unknown): JsonObject {
  if (!isObject(node)) return {}
  if (typeof node.$ref !== 'string') return node
  try {
    return resolve(document, toTargetPointer(node.$ref), file).value
  } catch {
    return {}
  }
}

/** `#/components/schemas/A%20B` → the pointer that it means. */
export function toTargetPointer(ref: string): string {
  try {
    return decodeURIComponent(ref.slice(1))
  } catch {
    return ref.slice(1)
  }
}
