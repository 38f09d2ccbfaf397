/**
 * Writes `mocks/types/`: what each provider's requests, answers and notifications look like, from its
 * spec. `npm run types` runs it; `test/types.test.ts` demands that they are up to date.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { listBuiltIn, loadSpec } from '../dialect/load.ts'
import { isObject, type JsonObject, readPointer, resolve, toTarget } from '../dialect/pointer.ts'
import type { Operation, Spec } from '../dialect/types.ts'
import { quote, toComment, toField, toKey, toType } from './schema-type.ts'

/** A file as it is, and as it should be. */
export interface TypesFile {
  name: string
  present: string
  wanted: string
}

const root = join(import.meta.dirname, '../..')

export async function readTypes(): Promise<TypesFile[]> {
  const specs = await Promise.all(listBuiltIn().map((name) => loadSpec(name)))
  return specs.map((spec) => {
    const name = `mocks/types/${spec.name}.ts`
    return { name, present: read(join(root, name)), wanted: toModule(spec) }
  })
}

/** The module of one provider. */
export function toModule(spec: Spec): string {
  const schemas = Object.entries(child(child(spec.document, 'components'), 'schemas'))
  return [
    `/** ${spec.title}: what is sent, answered and told. Generated from specs/${spec.name}.yaml by \`npm run types\`. */\n`,
    `/** Shapes that the spec names. */\nexport interface Schemas {\n${schemas.map(([name, schema]) => toField(name, schema, true, 1)).join('')}}\n`,
    `/** By operation id, as \`ensayo list operations\` shows it. */\nexport interface Operations {\n${spec.operations.map((each) => toOperation(spec, each)).join('')}}\n`,
    `/** Bodies of what the provider tells, by the notification's name. */\nexport interface Notifications {\n${toNotifications(spec)}}\n`,
  ].join('\n')
}

function toOperation(spec: Spec, { id, method, path, title }: Operation): string {
  const item = child(child(spec.document, 'paths'), path)
  const operation = child(item, method.toLowerCase())
  const parameters = [...list(item.parameters), ...list(operation.parameters)].map((each) =>
    follow(spec, each),
  )
  const fields = [
    `    method: ${quote(method)}\n`,
    `    path: ${quote(path)}\n`,
    toParameters('params', parameters, 'path'),
    toParameters('query', parameters, 'query'),
    toParameters('headers', parameters, 'header'),
    toBody(spec, operation.requestBody),
    toResponses(spec, child(operation, 'responses')),
  ]
  return `${toComment(`${method} ${path}: ${title}`, '  ')}  ${toKey(id)}: {\n${fields.join('')}  }\n`
}

/** A field of those that stand in one place; nothing when there is none. */
function toParameters(name: string, all: readonly JsonObject[], place: string): string {
  const own = all.filter((parameter) => parameter.in === place)
  if (own.length === 0) return ''
  const needed = own.some((parameter) => parameter.required === true)
  const fields = own.map(({ name, schema, description, required }) => {
    const described = isObject(schema) && description ? { description, ...schema } : schema
    return toField(String(name), described, required === true, 3)
  })
  return `    ${name}${needed ? '' : '?'}: {\n${fields.join('')}    }\n`
}

function toBody(spec: Spec, given: unknown): string {
  if (given === undefined) return ''
  const body = follow(spec, given)
  return `    body${body.required === true ? '' : '?'}: ${toContent(body, 2)}\n`
}

function toResponses(spec: Spec, responses: JsonObject): string {
  const fields = Object.entries(responses).map(([status, given]) => {
    const response = follow(spec, given)
    return `${toComment(response.description, '      ')}      ${toStatus(status)}: ${toContent(response, 3)}\n`
  })
  return `    responses: {\n${fields.join('')}    }\n`
}

/** A number, or `default` and `4XX` as they are. */
function toStatus(status: string): string {
  return /^\d+$/.test(status) ? status : quote(status)
}

/** The types of all media types that it may come in; undefined when it has no body. */
function toContent({ content }: JsonObject, depth: number): string {
  const types = Object.entries(isObject(content) ? content : {}).map(([mediaType, media]) =>
    toMedia(mediaType, child({ media }, 'media').schema, depth),
  )
  return types.length === 0 ? 'undefined' : [...new Set(types)].join(' | ')
}

function toMedia(mediaType: string, schema: unknown, depth: number): string {
  if (/[/+]json\b|form/.test(mediaType)) return toType(schema, depth)
  return mediaType.startsWith('text/') ? 'string' : 'Blob'
}

function toNotifications({ notifications, document }: Spec): string {
  return [...notifications.values()]
    .map(({ name, title, schema }) => {
      const body = schema === undefined ? undefined : readPointer(document, schema)
      return `${toComment(title, '  ')}  ${toKey(name)}: ${toType(body, 1)}\n`
    })
    .join('')
}

/** The loader has checked that references lead somewhere. */
function follow(spec: Spec, value: unknown): JsonObject {
  const found =
    isObject(value) && typeof value.$ref === 'string'
      ? resolve(spec.document, toTarget(spec.document, value.$ref, spec.file), spec.file).value
      : value
  return isObject(found) ? found : {}
}

/** The object under a key; an empty one where there is none. */
function child(parent: unknown, key: string): JsonObject {
  const found = isObject(parent) ? parent[key] : undefined
  return isObject(found) ? found : {}
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** Empty while there is no such file. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

if (import.meta.main) {
  mkdirSync(join(root, 'mocks/types'), { recursive: true })
  for (const { name, wanted } of await readTypes()) writeFileSync(join(root, name), wanted)
}
