/** A provider's OpenAPI file in, a spec of ours out, with what it could not be told. */
import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import { createSchemas } from '../../dialect/schemas.ts'
import { type Draft, listOperations } from './draft.ts'
import { findErrorForms } from './error-forms.ts'
import { toErrors } from './errors.ts'
import { findExample, keepFittingExamples } from './examples.ts'
import type { Reading } from './exchanges.ts'
import { toPaths } from './operations.ts'
import { modelResources } from './resources.ts'
import { createBook } from './schema-book.ts'
import { type Security, toSecurity } from './security.ts'
import type { Source } from './source.ts'
import { describeToken, findTokenOperation, toTokenModule } from './token-operation.ts'
import { toWebhooks } from './webhooks.ts'
import { toEnv } from './words.ts'

export interface MadeSpec {
  document: JsonObject
  /** Text of the module beside it, where one is needed. */
  module: string | undefined
  /** Operations by what they do. */
  counts: { kept: number; examples: number; tokens: number }
  /** `METHOD /path`, of those that answer "not modelled". */
  notModelled: string[]
  notes: string[]
}

export interface Naming {
  name: string
  /** The spec's own, for the module's words. */
  file: string
  /** `YYYY-MM-DD` */
  today: string
}

export function toSpec(source: Source, naming: Naming): MadeSpec {
  const reading: Reading = { source, book: createBook(source) }
  const security = toSecurity(source, naming.name)
  const { paths, notes } = toPaths(reading, security)
  const forms = findErrorForms(reading, paths)
  const document = toDocument(reading, naming, paths)
  const draft: Draft = {
    file: naming.file,
    document,
    operations: listOperations(paths),
    schemas: createSchemas(naming.name, naming.file, document),
    notes: [...notes, ...security.notes],
  }
  keepFittingExamples(draft)
  const errors = toErrors(draft, forms)
  const resources = modelResources(draft)
  const token = security.takesTokens ? findTokenOperation(draft) : undefined
  const credentials = token ? describeToken(naming.name, token) : {}
  if (token) security.issueTokens()
  const counts = {
    kept: draft.operations.filter(({ node }) => isObject(node['x-behaviour'])).length,
    tokens: token ? 1 : 0,
    examples: answerExamples(draft),
  }
  const { webhooks, notes: untold } = toWebhooks(reading, resources)
  const notModelled = leaveOthers(draft)
  const dropped = [...reading.book.dropped].map(
    ([what, count]) => `Left out of schemas: ${what} (${count}).`,
  )
  draft.notes.push(...untold, ...dropped)
  fillDocument(document, { errors, security, credentials, webhooks, notes: draft.notes })
  return {
    document,
    module: token && toTokenModule(naming.file, token),
    counts,
    notModelled,
    notes: draft.notes,
  }
}

/** In the order in which specs are read; what is known later only is filled in. */
function toDocument(
  { source, book }: Reading,
  { name, today }: Naming,
  paths: JsonObject,
): JsonObject {
  const { info, servers, externalDocs, tags } = source.document
  const { title, version, description } = isObject(info) ? info : {}
  const url =
    isObject(externalDocs) && /^https?:\/\//.test(String(externalDocs.url))
      ? { url: externalDocs.url }
      : {}
  return {
    openapi: '3.1.0',
    info: {
      title: String(title ?? name),
      version: String(version ?? '1'),
      ...(typeof description === 'string' ? { description } : {}),
    },
    'x-ensayo': {
      name,
      baseUrlEnv: toEnv(name, 'base url'),
      ...(hasForms(paths) ? { forms: 'typed' } : {}),
    },
    'x-source': {
      ...url,
      read: today,
      evidence: 'documented',
      note: `The provider's OpenAPI file, version ${String(version ?? 'unknown')}`,
    },
    ...(Array.isArray(servers)
      ? {
          servers: servers
            .filter(isObject)
            .filter(({ url }) => typeof url === 'string')
            .map(({ url }) => ({ url })),
        }
      : {}),
    ...(Array.isArray(tags)
      ? {
          tags: tags
            .filter(isObject)
            .filter((tag) => typeof tag.name === 'string')
            .map((tag) => ({
              name: tag.name,
              ...(typeof tag.description === 'string' ? { description: tag.description } : {}),
            })),
        }
      : {}),
    security: [],
    'x-account': {},
    'x-errors': {},
    'x-notes': [],
    paths,
    webhooks: {},
    components: { securitySchemes: {}, schemas: Object.fromEntries(book.schemas) },
  }
}

function hasForms(paths: JsonObject): boolean {
  return JSON.stringify(paths).includes('"application/x-www-form-urlencoded":')
}

/** Those that have a documented answer give it; returns how many. */
function answerExamples({ operations }: Draft): number {
  const open = operations.filter(
    (each) => each.node['x-behaviour'] === undefined && findExample(each),
  )
  for (const { node, success } of open) {
    node['x-behaviour'] = { name: 'example', status: success.status }
  }
  return open.length
}

/** Nobody has said what the others do. */
function leaveOthers({ operations }: Draft): string[] {
  const open = operations.filter(({ node }) => node['x-behaviour'] === undefined)
  for (const { node } of open) node['x-behaviour'] = 'not-modelled'
  return open.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
}

interface Filling {
  errors: JsonObject
  security: Security
  credentials: JsonObject
  webhooks: JsonObject
  notes: readonly string[]
}

function fillDocument(
  document: JsonObject,
  { errors, security, credentials, webhooks, notes }: Filling,
): void {
  document.security = security.usual
  document['x-account'] = { credentials: { ...security.credentials, ...credentials } }
  document['x-errors'] = errors
  document['x-notes'] = notes.map((text, index) => ({
    id: `import-${index + 1}`,
    text,
    'x-source': { evidence: 'assumed' },
  }))
  if (Object.keys(webhooks).length > 0) document.webhooks = webhooks
  else delete document.webhooks
  const components = document.components as JsonObject
  components.securitySchemes = security.schemes
}
