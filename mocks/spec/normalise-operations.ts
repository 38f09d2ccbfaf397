/** Operations: one per method and path, with everything a request needs looked up beforehand. */
import { didYouMean } from '../errors.ts'
import { IDEMPOTENCY_REPEATS } from './check-names.ts'
import { normaliseQuirks } from './normalise-quirks.ts'
import { expectError, toBehaviour, toMs } from './normalise-tables.ts'
import { entriesOf, type Normalising, sourceOf } from './normalising.ts'
import { type JsonObject, resolve, toPointer } from './pointer.ts'
import type {
  BehaviourReference,
  CallerReference,
  ErrorSpec,
  IdempotencyRepeat,
  IdempotencyRule,
  Json,
  Method,
  Operation,
  Parameter,
  Quirk,
  RecordReference,
  Resource,
  ResponseSpec,
  SecurityAlternative,
  SecurityScheme,
  Source,
} from './types.ts'

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const

export interface Tables {
  errors: Map<string, ErrorSpec>
  resources: Map<string, Resource>
  quirks: Map<string, Quirk>
  /** Quirks of the document and of its notifications. */
  documentQuirks: Quirk[]
  securitySchemes: Map<string, SecurityScheme>
}

export function normaliseOperations(context: Normalising, tables: Tables): Operation[] {
  const operations: Operation[] = []
  for (const [path, item] of entriesOf(context.document.paths)) {
    const inherited = sourceOf(item, context.source)
    for (const method of METHODS) {
      if (item[method] === undefined) continue
      const place = {
        path,
        method,
        item,
        pointer: toPointer('paths', path, method),
        source: inherited,
      }
      operations.push(toOperation(context, tables, item[method] as JsonObject, place))
    }
  }
  checkIds(context, operations)
  return operations
}

interface Place {
  path: string
  method: (typeof METHODS)[number]
  item: JsonObject
  pointer: string
  source: Source
}

function toOperation(
  context: Normalising,
  tables: Tables,
  node: JsonObject,
  place: Place,
): Operation {
  const id = node.operationId as string
  const source = sourceOf(node, place.source)
  const own = normaliseQuirks(context, tables.quirks, {
    value: node['x-quirks'],
    pointer: `${place.pointer}/x-quirks`,
    source,
    operationId: id,
  })
  return {
    id,
    provider: context.name,
    method: place.method.toUpperCase() as Method,
    path: place.path,
    title: node.summary as string,
    tags: (node.tags ?? []) as string[],
    source,
    behaviour: toOperationBehaviour(context, node, source, place.pointer),
    parameters: toParameters(context, node, place),
    requestBody: toRequestBody(context, node, place.pointer),
    responses: toResponses(context, node, place.pointer),
    security: toSecurity(context, tables, node, place.pointer),
    quirks: [...own, ...tables.documentQuirks.filter((quirk) => quirk.stage !== 'delivery')],
    record: toRecord(context, tables, node, place.pointer),
    idempotency: toIdempotency(context, tables, node, place.pointer),
    caller: toCaller(context, node, place.pointer),
    carries: toCarried(context, node, place.pointer),
    violations: toViolationsRule(context, tables, node, place.pointer),
    pointer: place.pointer,
  }
}

function toOperationBehaviour(
  context: Normalising,
  node: JsonObject,
  source: Source,
  pointer: string,
): BehaviourReference {
  if (node['x-behaviour'] !== undefined) return toBehaviour(node['x-behaviour'])
  if (source.evidence === 'named') return { name: 'not-modelled', options: {} }
  return context.fail(
    pointer,
    'says not what it does. Add "x-behaviour", or evidence "named" if only its name is known.',
  )
}

function toParameters(context: Normalising, node: JsonObject, place: Place): Parameter[] {
  const pathLevel = toPointer('paths', place.path)
  const lists = [
    { list: place.item.parameters, pointer: `${pathLevel}/parameters` },
    { list: node.parameters, pointer: `${place.pointer}/parameters` },
  ]
  return lists.flatMap(({ list, pointer }) =>
    (Array.isArray(list) ? list : []).map((_, index) => {
      const found = resolve(context.document, `${pointer}/${index}`, context.file)
      const where = found.value.in as Parameter['in']
      const name = found.value.name as string
      return {
        name: where === 'header' ? name.toLowerCase() : name,
        in: where,
        required: found.value.required === true,
        schema: `${found.pointer}/schema`,
      }
    }),
  )
}

function toRequestBody(
  context: Normalising,
  node: JsonObject,
  pointer: string,
): Operation['requestBody'] {
  if (node.requestBody === undefined) return undefined
  const found = resolve(context.document, `${pointer}/requestBody`, context.file)
  const content = new Map<string, string>()
  for (const [mediaType] of entriesOf(found.value.content)) {
    content.set(
      mediaType.toLowerCase(),
      `${found.pointer}${toPointer('content', mediaType, 'schema')}`,
    )
  }
  return { required: found.value.required === true, content }
}

function toResponses(
  context: Normalising,
  node: JsonObject,
  pointer: string,
): Map<number, ResponseSpec> {
  const responses = new Map<number, ResponseSpec>()
  for (const [status] of entriesOf(node.responses)) {
    const found = resolve(
      context.document,
      `${pointer}${toPointer('responses', status)}`,
      context.file,
    )
    const content: ResponseSpec['content'] = new Map()
    for (const [mediaType, media] of entriesOf(found.value.content)) {
      const at = `${found.pointer}${toPointer('content', mediaType)}`
      content.set(mediaType, {
        schema: media.schema === undefined ? undefined : `${at}/schema`,
        examples: toExamples(context, media, at),
      })
    }
    responses.set(Number(status), {
      status: Number(status),
      description: String(found.value.description ?? ''),
      headers: toHeaders(context, found.value, found.pointer),
      content,
    })
  }
  return responses
}

function toHeaders(
  context: Normalising,
  response: JsonObject,
  pointer: string,
): ResponseSpec['headers'] {
  const headers: ResponseSpec['headers'] = new Map()
  for (const [name] of entriesOf(response.headers)) {
    const found = resolve(context.document, `${pointer}${toPointer('headers', name)}`, context.file)
    headers.set(name.toLowerCase(), { required: found.value.required === true })
  }
  return headers
}

function toExamples(context: Normalising, media: JsonObject, pointer: string): Map<string, Json> {
  const examples = new Map<string, Json>()
  if (media.example !== undefined) examples.set('default', media.example as Json)
  for (const [name] of entriesOf(media.examples)) {
    const found = resolve(
      context.document,
      `${pointer}${toPointer('examples', name)}`,
      context.file,
    )
    examples.set(name, found.value.value as Json)
  }
  return examples
}

function toSecurity(
  context: Normalising,
  tables: Tables,
  node: JsonObject,
  pointer: string,
): SecurityAlternative[] {
  const list = (node.security ?? context.document.security ?? []) as JsonObject[]
  return list.map((alternative) =>
    Object.keys(alternative).map((name) => {
      if (tables.securitySchemes.has(name)) return name
      return context.fail(
        `${pointer}/security`,
        `no security scheme "${name}".${didYouMean(name, tables.securitySchemes.keys())}`,
      )
    }),
  )
}

function toRecord(
  context: Normalising,
  tables: Tables,
  node: JsonObject,
  pointer: string,
): RecordReference | undefined {
  const record = node['x-record'] as
    | { collection: string; id: string; missing?: string }
    | undefined
  if (!record) return undefined
  const at = `${pointer}/x-record`
  if (!tables.resources.has(record.collection)) {
    context.fail(
      at,
      `no collection "${record.collection}".${didYouMean(record.collection, tables.resources.keys())}`,
    )
  }
  if (record.missing !== undefined) expectError(context, tables.errors, record.missing, at)
  return { collection: record.collection, id: record.id, missing: record.missing }
}

const REPEATS: readonly IdempotencyRepeat[] = IDEMPOTENCY_REPEATS

/** As it stands under `x-caller` and in the list `x-carries`. */
interface CarriedSetting {
  credential?: string
  token?: string
  by: string
}

function toCaller(
  context: Normalising,
  node: JsonObject,
  pointer: string,
): CallerReference | undefined {
  const caller = node['x-caller'] as CarriedSetting | undefined
  return caller && toReference(context, caller, `${pointer}/x-caller`)
}

/** The caller first, then what else the operation says it carries. */
function toCarried(context: Normalising, node: JsonObject, pointer: string): CallerReference[] {
  const caller = toCaller(context, node, pointer)
  const listed = (node['x-carries'] ?? []) as unknown as CarriedSetting[]
  const others = listed.map((each, index) =>
    toReference(context, each, `${pointer}/x-carries/${index}`),
  )
  return caller ? [caller, ...others] : others
}

function toReference(
  context: Normalising,
  setting: CarriedSetting,
  pointer: string,
): CallerReference {
  if (setting.token !== undefined) return { proves: { token: setting.token }, by: setting.by }
  const credentials = (context.document['x-account'] as JsonObject).credentials as JsonObject
  const credential = setting.credential ?? ''
  if (credentials?.[credential] === undefined) {
    context.fail(
      pointer,
      `no credential "${credential}".${didYouMean(credential, Object.keys(credentials ?? {}))}`,
    )
  }
  return { proves: { credential }, by: setting.by }
}

function toViolationsRule(
  context: Normalising,
  tables: Tables,
  node: JsonObject,
  pointer: string,
): Operation['violations'] {
  const name = (node['x-violations'] as string | undefined) ?? 'validation'
  if (name === 'behaviour') return 'behaviour'
  expectError(context, tables.errors, name, `${pointer}/x-violations`)
  return { error: name }
}

function toIdempotency(
  context: Normalising,
  tables: Tables,
  node: JsonObject,
  pointer: string,
): IdempotencyRule | undefined {
  const rule = node['x-idempotency'] as
    | { key: string; life?: string; repeat: IdempotencyRepeat | { quirk: string }; refuse?: string }
    | undefined
  if (!rule) return undefined
  const at = `${pointer}/x-idempotency`
  if (typeof rule.repeat === 'string' && !REPEATS.includes(rule.repeat)) {
    context.fail(`${at}/repeat`, `"${rule.repeat}" is none of ${REPEATS.join(', ')}.`)
  }
  if (rule.refuse !== undefined) expectError(context, tables.errors, rule.refuse, at)
  return {
    key: rule.key,
    lifeMs: toMs(context, rule.life ?? 'PT24H', `${at}/life`),
    repeat: rule.repeat,
    refuse: rule.refuse,
  }
}

function checkIds(context: Normalising, operations: Operation[]): void {
  const seen = new Map<string, Operation>()
  for (const operation of operations) {
    const other = seen.get(operation.id)
    if (other)
      context.fail(
        operation.pointer,
        `operationId "${operation.id}" is also at ${other.pointer}. Rename one.`,
      )
    seen.set(operation.id, operation)
  }
}
