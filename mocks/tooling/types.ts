/**
 * Writes `mocks/types/`: what each provider's requests, answers and notifications look like, what it
 * knows by name, and sample bodies, from its spec. `npm ci` and `npm run check` run it; git ignores what it writes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { listBuiltIn, loadSpec } from '../dialect/load.ts'
import { isObject, type JsonObject, readPointer, resolve, toTarget } from '../dialect/pointer.ts'
import type { Operation, Spec } from '../dialect/types.ts'
import { narrowAnswers } from './answer-types.ts'
import { toSamplesModule } from './samples.ts'
import { quote, toComment, toField, toKey, toType } from './schema-type.ts'

const root = join(import.meta.dirname, '../..')
const CONTROL = join(root, 'mocks/sandbox/control/openapi.yaml')
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The modules of the built-in providers, and the one that lists them: path → text. */
export async function toModules(): Promise<Map<string, string>> {
  const specs = await Promise.all(listBuiltIn().map((name) => loadSpec(name)))
  return new Map([
    ...specs.map((spec) => [`mocks/types/${spec.name}.ts`, toModule(spec)] as const),
    ...specs.map((spec) => [`mocks/types/samples/${spec.name}.ts`, toSamplesModule(spec)] as const),
    ['mocks/types/index.ts', toIndex(specs)],
    ['mocks/types/control.ts', toControl(parse(readFileSync(CONTROL, 'utf8')))],
  ])
}

/** The module of one provider. */
export function toModule(given: Spec): string {
  const spec = narrowAnswers(given)
  const schemas = Object.entries(child(child(spec.document, 'components'), 'schemas'))
  return [
    `/** ${spec.title}: what is sent, answered and told. Generated from specs/${spec.name}.yaml by \`npm run types\`. */\n`,
    `/** Shapes that the spec names. */\nexport interface Schemas {\n${schemas.map(([name, schema]) => toField(name, schema, true, 1)).join('')}}\n`,
    `/** By operation id, as \`ensayo list operations\` shows it. */\nexport interface Operations {\n${spec.operations.map((each) => toOperation(spec, each)).join('')}}\n`,
    `/** Bodies of what the provider tells, by the notification's name. */\nexport interface Notifications {\n${toNotifications(spec)}}\n`,
    toNames(spec),
  ].join('\n')
}

/** What the routes of the control API take and answer, and where each of them is. */
function toControl(document: JsonObject): string {
  const operations = Object.entries(child(document, 'paths')).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const found = child(item, method.toLowerCase())
      return found.operationId === undefined
        ? []
        : [{ id: String(found.operationId), method, path, title: String(found.summary) }]
    }),
  )
  const described = { document, file: CONTROL }
  const schemas = Object.entries(child(child(document, 'components'), 'schemas'))
  return [
    '/** The control API. Generated from mocks/sandbox/control/openapi.yaml by `npm run types`. */\n',
    `export interface Schemas {\n${schemas.map(([name, schema]) => toField(name, schema, true, 1)).join('')}}\n`,
    `export interface Operations {\n${operations.map((each) => toOperation(described, each)).join('')}}\n`,
    `/** Method and path by operation id. */\nexport const ROUTES = {\n${operations.map(({ id, method, path }) => `  ${toKey(id)}: [${quote(method)}, ${quote(path)}],\n`).join('')}} as const\n`,
  ].join('\n')
}

/** All that has a name, provider by provider. */
function toIndex(specs: readonly Spec[]): string {
  const names = specs.map(({ name }) => name)
  return `/** What each built-in provider knows by name. Generated from specs/ by \`npm run types\`. */
${names.map((name) => `import type * as ${name} from './${name}.ts'\n`).join('')}
export interface BuiltIn {
${names.map((name) => `  ${name}: ${name}.Names\n`).join('')}}
`
}

/** A spec, or the description of the control API. */
type Described = Pick<Spec, 'document' | 'file'>

function toOperation(
  spec: Described,
  { id, method, path, title }: Pick<Operation, 'id' | 'path' | 'title'> & { method: string },
): string {
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

function toBody(spec: Described, given: unknown): string {
  if (given === undefined) return ''
  const body = follow(spec, given)
  return `    body${body.required === true ? '' : '?'}: ${toContent(body, 2)}\n`
}

function toResponses(spec: Described, responses: JsonObject): string {
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

/** Credentials, triggers, quirks and the like, whose names a program may misspell. */
function toNames(spec: Spec): string {
  const env = [...spec.credentials.values()].flatMap((each) => each.env ?? [])
  return `/** What it knows by name. */
export interface Names {
  credentials: ${toStrings([...spec.credentials.keys()])}
  env: ${toStrings([spec.baseUrlEnv ?? [], env].flat())}
  operations: Operations
  notifications: Notifications
  /** Parameters by the trigger's name, which stands without its provider here. */
  triggers: {
${[...spec.triggers.values()].map((each) => toField(each.name, { ...triggerOf(spec, each.name), description: each.title }, true, 2)).join('')}  }
  /** Variants by the quirk's id. */
  quirks: {
${[...spec.quirks.values()].map(({ id, variants }) => `    ${toKey(id)}: ${toUnion([...variants.keys()])}\n`).join('')}  }
  incident: ${toUnion([...spec.incidents.keys()])}
  profile: ${toUnion([...spec.profiles.keys()])}
}
`
}

function triggerOf(spec: Spec, name: string): JsonObject {
  return child(child(child(spec.document, 'x-triggers'), name), 'parameters')
}

function toStrings(names: readonly string[]): string {
  return `{ ${names.map((name) => `${toKey(name)}: string`).join('; ')} }`
}

function toUnion(names: readonly string[]): string {
  return names.length === 0 ? 'never' : names.map(quote).join(' | ')
}

/** The loader has checked that references lead somewhere. */
function follow(spec: Described, value: unknown): JsonObject {
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

if (import.meta.main) {
  mkdirSync(join(root, 'mocks/types/samples'), { recursive: true })
  for (const [name, text] of await toModules()) writeFileSync(join(root, name), text)
}
