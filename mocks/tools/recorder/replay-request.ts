/** A recorded request made sendable: every placeholder becomes what it stands for on the emulator. */
import type { Operation, Spec } from '../../dialect/types.ts'
import type { Bindings, Bound } from './bindings.ts'
import { fromDateNumber, fromDatePlaceholder } from './dates.ts'
import type { Exchange } from './exchange.ts'
import { type Path, rewriteAnyJson, rewriteJson } from './json-text.ts'
import { isSealed } from './mask/seal.ts'
import { PLACEHOLDER_KINDS } from './placeholder-kinds.ts'
import { PLACEHOLDERS, readMasked, readNumberPlaceholder } from './placeholders.ts'
import { makeStandIn } from './stand-ins.ts'

export interface ReplayContext {
  spec: Spec
  bindings: Bindings
  /** Of the emulator's account. */
  credentials: Record<string, string>
  /** Epoch ms at which the recording began. */
  startedMs: number
  /** Placeholders that the provider accepted at least once; others of their kind were wrong on purpose. */
  accepted: ReadonlySet<string>
  /** Whether the request shows an authorization; a name in it is then somebody else's. */
  isAuthorized?: boolean
  /** A credential that was refused, in whose place a wrong one is sent. */
  wrong?: string
}

/** A placeholder that stands for something from outside the recording. */
export class Unbound extends Error {
  override name = 'Unbound'
}

export interface ReplayedRequest {
  method: string
  /** Path and query. */
  target: string
  headers: Record<string, string>
  body: string
  /** A placeholder in whose place something wrong is sent, as the provider refused it. */
  wrong?: string
}

/** Fills a request in. Throws `Unbound` when the recording does not hold what it needs. */
export function toReplayed(
  request: Exchange['request'],
  operation: Operation | undefined,
  { ...context }: ReplayContext,
): ReplayedRequest {
  context.isAuthorized = 'authorization' in request.headers
  const names = operation ? operation.path.split('/') : []
  const path = request.path
    .split('/')
    .map((segment, index) => fillText(segment, [names[index] ?? ''], context, encodeURIComponent))
    .join('/')
  const query = request.query === undefined ? '' : `?${fillForm(request.query, context)}`
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    fillText(value, [name], context),
  ])
  const body = fillBody(request, context)
  return {
    method: request.method,
    target: path + query,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body,
    ...(context.wrong === undefined ? {} : { wrong: context.wrong }),
  }
}

function fillBody({ body, headers }: Exchange['request'], context: ReplayContext): string {
  if (isSealed(body)) return replaceSealed(body)
  const asJson = rewriteAnyJson(body, (value, path) => fillValue(value, path, context))
  if (asJson !== undefined) return asJson
  const isForm = headers['content-type']?.includes('x-www-form-urlencoded')
  return isForm ? fillForm(body, context) : fillText(body, [], context)
}

/** What was not JSON is refused as such, whatever it said. Throws `Unbound` for other bodies that were not kept. */
function replaceSealed(body: string): string {
  if (body.startsWith('[application/json,')) return '{'
  throw new Unbound('a body that was not kept')
}

function fillValue(value: Bound, path: Path, context: ReplayContext): Bound {
  if (typeof value === 'bigint') return context.bindings.get(value) ?? value
  if (typeof value === 'number') return fillNumber(value, path, context)
  const inner = rewriteJson(value, (within, at) => fillValue(within, [...path, ...at], context))
  if (inner !== undefined) return inner
  // A whole value keeps the type that the emulator gave it.
  const bound = context.bindings.get(value)
  if (bound !== undefined) return bound
  if (/^\d{13}$/.test(value)) {
    const moved = fromDateNumber(Number(value), fieldOf(path), context.startedMs)
    if (moved !== undefined) return String(moved)
  }
  return fillText(value, path, context)
}

function fillNumber(value: number, path: Path, context: ReplayContext): Bound {
  const placeholder = readNumberPlaceholder(value)
  if (!placeholder) return fromDateNumber(value, fieldOf(path), context.startedMs) ?? value
  const bound = context.bindings.get(value)
  if (bound !== undefined) return bound
  const { kind, count } = placeholder
  const made = kind === 'text' ? String(1_000 + count) : makeStandIn(kind, undefined, count)
  if (made === undefined || !/^\d+$/.test(made)) throw new Unbound(`${kind} ${count}, a number`)
  context.bindings.set(value, Number(made))
  return Number(made)
}

function fillText(
  text: string,
  path: Path,
  context: ReplayContext,
  encode: (value: string) => string = String,
): string {
  const whole = context.bindings.get(text)
  if (whole !== undefined) return encode(String(whole))
  return text.replace(PLACEHOLDERS, (placeholder) =>
    encode(String(bind(placeholder, path, context))),
  )
}

function fillForm(text: string, context: ReplayContext): string {
  return text
    .split('&')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=')
      if (rest.length === 0) return pair
      return `${name}=${fillText(rest.join('='), [name], context, encodeURIComponent)}`
    })
    .join('&')
}

function bind(placeholder: string, path: Path, context: ReplayContext): Bound {
  const known = context.bindings.get(placeholder)
  if (known !== undefined) return known
  const date = fromDatePlaceholder(placeholder, context.startedMs)
  if (date !== undefined) return date
  const own = readMasked(placeholder) ? undefined : findCredential(placeholder, path, context)
  const made = own ?? standIn(placeholder, fieldOf(path))
  if (made === undefined) throw new Unbound(placeholder)
  context.bindings.set(placeholder, made)
  return made
}

/** A made-up value; of credentials, only the code on a card's back goes with any card. */
function standIn(placeholder: string, field: string): string | undefined {
  const [, name, shape, count] = /^<([a-z]+):(?:(.+):)?(\d+)>$/.exec(placeholder) ?? []
  const kind = PLACEHOLDER_KINDS.find((known) => known === name)
  if (kind === 'credential' && !/^(cvv2?|cvc|security_?code)$/i.test(field)) return undefined
  return kind && makeStandIn(kind, shape, Number(count))
}

/** A credential of the emulator's account, by the header that carries it or by the name of its field. */
function findCredential(
  placeholder: string,
  path: Path,
  context: ReplayContext,
): string | undefined {
  const { spec, credentials, accepted, isAuthorized } = context
  const field = fieldOf(path)
  // A login names the account; a user that is created has a name of its own.
  const isOthers = isAuthorized === true && placeholder.startsWith('<name:')
  const name = findByHeader(spec, field) ?? (isOthers ? undefined : findByName(credentials, path))
  if (name === undefined || credentials[name] === undefined) return undefined
  // Never accepted while recording: it was wrong, and is wrong here.
  if (accepted.has(placeholder)) return credentials[name]
  context.wrong = placeholder
  return `wrong-${name}`
}

function findByHeader(spec: Spec, field: string): string | undefined {
  for (const { carrier, proves } of spec.securitySchemes.values()) {
    if (carrier.name === field && 'credential' in proves) return proves.credential
  }
  return undefined
}

/** `refresh` is `refreshToken`, `user_id` is `userId`; deeper in a body a like name means somebody else's. */
function findByName(credentials: Record<string, string>, path: Path): string | undefined {
  if (path.length !== 1) return undefined
  const wanted = toPlain(fieldOf(path))
  if (wanted.length < 4) return undefined
  const names = Object.keys(credentials)
  return (
    names.find((name) => toPlain(name) === wanted) ??
    names.find((name) => toPlain(name).startsWith(wanted)) ??
    // `signature_key` is `eventSignatureKey`; shorter ends are of too many.
    (wanted.length < 10 ? undefined : names.find((name) => toPlain(name).endsWith(wanted)))
  )
}

function toPlain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function fieldOf(path: Path): string {
  return String(path.findLast((part) => typeof part === 'string') ?? '')
}
