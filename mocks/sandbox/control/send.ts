/** A call of an operation, put together from its description and sent by the sandbox itself. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import { isObject } from '../../dialect/pointer.ts'
import type { Operation } from '../../dialect/types.ts'
import type { Engine } from '../engine/engine.ts'
import { sendRequest } from '../engine/send-request.ts'
import { findExample, getOperation } from './operation-detail.ts'

export interface NewRequest {
  /** `createWidget`, or `acme.createWidget`. */
  operationId: string
  provider?: string | undefined
  /** Of path, query and headers, by name. */
  parameters?: Record<string, string | number | boolean> | undefined
  /** Headers beside those that the operation describes. */
  headers?: Record<string, string> | undefined
  /** Left out, the documented example where the operation needs a body. */
  body?: unknown
  /** Whether the account's own credentials are put in. Default true. */
  authorise?: boolean | undefined
}

export interface SentRequest {
  /** Id in the journal; null when nothing was answered. */
  request: string | null
  sent: { method: string; path: string; body?: unknown }
  /** 0 when a fault let no answer be made. */
  status: number
  headers: Record<string, string>
  /** Parsed where it is JSON, else the text. */
  body: unknown
}

/** Sends it. Throws `OPERATION_UNKNOWN`, or `CONTROL_INVALID` naming the parameter. */
export async function sendNew(
  engine: Engine,
  account: string,
  wanted: NewRequest,
): Promise<SentRequest> {
  const operation = getOperation(engine, wanted)
  const { provider } = operation
  // An account that is not there is told before anything is sent.
  engine.account(account)
  const { request, body } = toRequest(engine, operation, wanted)
  const equipped =
    wanted.authorise === false
      ? request
      : await engine.equip(account, provider, request, { adds: true })
  const { id, answer } = await sendRequest(engine, provider, equipped)
  const { pathname, search } = new URL(equipped.url)
  return {
    request: id ?? null,
    sent: {
      method: operation.method,
      path: pathname + search,
      ...(body === undefined ? {} : { body }),
    },
    status: answer?.status ?? 0,
    headers: Object.fromEntries(answer?.headers ?? []),
    body: answer === undefined ? null : parse(answer.text),
  }
}

function toRequest(engine: Engine, operation: Operation, wanted: NewRequest) {
  const { provider, method } = operation
  const base = engine.addresses.providers[provider] ?? `${engine.addresses.control}/${provider}`
  const { path, query, headers } = sortParameters(operation, wanted.parameters ?? {})
  const url = new URL(`${new URL(base).origin}${path}`)
  for (const [name, value] of query) url.searchParams.append(name, value)
  const all = new Headers([...headers, ...Object.entries(wanted.headers ?? {})])
  const { body, text, mediaType } = toBody(engine, operation, wanted.body)
  if (mediaType !== undefined && !all.has('content-type')) all.set('content-type', mediaType)
  const init = { method, headers: all, ...(text === undefined ? {} : { body: text }) }
  return { request: new Request(url, init), body }
}

type Pairs = [string, string][]

function sortParameters(operation: Operation, given: Record<string, unknown>) {
  const query: Pairs = []
  const headers: Pairs = []
  let { path } = operation
  const known = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name!)
  for (const [name, value] of Object.entries(given)) {
    const where = known.includes(name)
      ? 'path'
      : operation.parameters.find((each) => isNamed(each, name))?.in
    if (where === 'path') path = path.replace(`{${name}}`, encodeURIComponent(String(value)))
    else if (where === 'query') query.push([name, String(value)])
    else if (where === 'header') headers.push([name, String(value)])
    else throw unknownParameter(operation, name, known)
  }
  const missing = /\{([^}]+)\}/.exec(path)?.[1]
  if (missing === undefined) return { path, query, headers }
  throw invalid(operation, `parameter "${missing}" of its path is missing. Give it.`)
}

/** Headers are named without case. */
function isNamed(parameter: Operation['parameters'][number], name: string): boolean {
  if (parameter.in !== 'header') return parameter.name === name
  return parameter.name.toLowerCase() === name.toLowerCase()
}

function unknownParameter(operation: Operation, name: string, inPath: string[]): EnsayoError {
  const known = [...new Set([...inPath, ...operation.parameters.map((each) => each.name)])]
  const takes = known.length === 0 ? 'It takes none.' : `It takes: ${known.join(', ')}.`
  return invalid(operation, `it has no parameter "${name}".${didYouMean(name, known)} ${takes}`)
}

function toBody(engine: Engine, operation: Operation, given: unknown) {
  if (!operation.requestBody) {
    if (given === undefined) return {}
    throw invalid(operation, 'it takes no body. Leave the body out.')
  }
  const [first] = operation.requestBody.content.keys()
  const isNeeded = given === undefined && operation.requestBody.required
  const example = isNeeded ? findExample(engine, operation) : undefined
  const body = given ?? example?.value
  const mediaType = example?.mediaType ?? first ?? 'application/json'
  if (body === undefined) return {}
  return { body, mediaType, text: encode(operation, mediaType, body) }
}

function encode(operation: Operation, mediaType: string, body: unknown): string {
  if (typeof body === 'string') return body
  if (mediaType.startsWith('multipart/')) {
    throw invalid(operation, 'it takes a form with files. Send that to the base URL yourself.')
  }
  if (mediaType !== 'application/x-www-form-urlencoded' || !isObject(body)) {
    return JSON.stringify(body)
  }
  const fields = Object.entries(body).map(([name, value]) => [name, String(value)])
  return new URLSearchParams(fields).toString()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function invalid({ provider, id }: Operation, why: string): EnsayoError {
  return new EnsayoError('CONTROL_INVALID', `${provider}.${id}: ${why}`)
}
