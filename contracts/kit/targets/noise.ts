/** Which answers and failures say nothing about the contract. */

import { findOperation } from '../../../mocks/core/serve/find-match.ts'
import type { Spec } from '../../../mocks/dialect/types.ts'
import type { Noise, NoiseKind } from '../unsettled.ts'
import { TooSlow } from './ask-once.ts'

export interface Heard {
  method: string
  /** Below the base URL, without query. */
  path: string
  status: number
  headers: Headers
  text: string
}

/** Statuses that a provider answers itself, whatever the page looks like: there is no such thing, or not so. */
const OWN_PAGES = [404, 405, 410]

/** Why an answer says nothing about the contract; undefined when it does. */
export function findNoise(spec: Spec, heard: Heard): Noise | undefined {
  const { method, path, status, text } = heard
  const what = `${method} ${path} answered ${status}`
  if (status === 429) return { kind: 'throttled', reason: what }
  const operation = findOperation(spec, method, path)
  const known = operation?.responses.get(status)
  if (status >= 300 && status < 400 && status !== 304 && known === undefined) {
    const to = heard.headers.get('location') ?? 'nowhere'
    return { kind: 'moved', reason: `${what}, a redirect to ${to}` }
  }
  const isPage = /^\s*<(!doctype|html|head|body)/i.test(text)
  const tellsPages = [...(known?.content.keys() ?? [])].some((type) => type === 'text/html')
  if (isPage && !tellsPages && !OWN_PAGES.includes(status)) {
    return { kind: 'gateway', reason: `${what} with a page of HTML` }
  }
  const isOwn = known !== undefined && isJson(text)
  return status >= 500 && !isOwn ? { kind: 'gateway', reason: what } : undefined
}

/** What a connection that failed is called. */
export function toNetworkNoise(what: string, error: unknown): Noise {
  const kind = error instanceof TooSlow ? 'slow' : toKind(findCode(error))
  return { kind, reason: `no answer to ${what}: ${toReason(error)}` }
}

const NAME = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']

function toKind(code: string | undefined): NoiseKind {
  if (code === undefined) return 'network'
  if (NAME.includes(code)) return 'name'
  return /CERT|SELF_SIGNED|ISSUER|SSL|TLS/.test(code) ? 'trust' : 'network'
}

function findCode(error: unknown): string | undefined {
  const first = toFirst(error)
  const code =
    typeof first === 'object' && first !== null && 'code' in first ? first.code : undefined
  if (typeof code === 'string') return code
  const cause = error instanceof Error ? error.cause : undefined
  return cause === undefined ? undefined : findCode(cause)
}

function toFirst(error: unknown): unknown {
  return error instanceof AggregateError ? error.errors[0] : error
}

/** Of what `fetch` throws, the cause says more. */
function toReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const first = toFirst(error.cause)
  return first instanceof Error ? `${error.message}: ${first.message}` : error.message
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
