/** Exchanges of a HAR file, as browsers and proxies write them, cleaned as recordings are. */
import { readFile } from 'node:fs/promises'
import { EnsayoError } from '../../base/errors.ts'
import { findOperation } from '../../core/serve/find-match.ts'
import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import type { Spec } from '../../dialect/types.ts'
import { createCleaner } from './cleaner.ts'
import type { Exchange } from './exchange.ts'
import type { Seal } from './mask/seal.ts'
import type { RecordedExchange } from './recording.ts'
import { assertNoSecrets } from './redact.ts'

/** Reads the entries that went to the provider, oldest first. Throws `RECORDING_INVALID` when there is none. */
export async function readHar(
  file: string,
  spec: Spec,
  env: Record<string, string | undefined>,
): Promise<RecordedExchange[]> {
  const entries = await readEntries(file)
  const own = selectEntries(entries, spec)
  if (own.length === 0) {
    throw new EnsayoError(
      'RECORDING_INVALID',
      `${file}: none of its ${entries.length} requests is one of ${spec.title}. Give a HAR of its traffic, or another --provider.`,
    )
  }
  const startedMs = own[0]!.startedMs
  const { clean, seal, env: credentials } = createCleaner(spec, startedMs, env)
  return own.map((entry, index) => {
    const id = String(index + 1).padStart(6, '0')
    const exchange = clean(toExchange(entry, spec, id, seal))
    assertNoSecrets(JSON.stringify(exchange), credentials)
    return {
      ...exchange,
      recording: 1,
      session: file,
      startedAt: new Date(startedMs).toISOString(),
      upstream: own[0]!.url.host,
    }
  })
}

interface Entry {
  url: URL
  /** Path from the provider's root. */
  path: string
  startedMs: number
  timeMs: number
  request: JsonObject
  response: JsonObject
}

async function readEntries(file: string): Promise<Entry[]> {
  const invalid = (why: string, cause?: unknown) =>
    new EnsayoError('RECORDING_INVALID', `${file}: ${why}. Export it as HAR, with contents.`, {
      cause,
    })
  let har: unknown
  try {
    har = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw invalid('is not readable as JSON', cause)
  }
  const log = isObject(har) ? har.log : undefined
  const entries = isObject(log) ? log.entries : undefined
  if (!Array.isArray(entries)) throw invalid('has no log.entries')
  return entries.flatMap(toEntry).sort((a, b) => a.startedMs - b.startedMs)
}

/** None for what was not answered, or is not HTTP. */
function toEntry(value: unknown): Entry[] {
  if (!isObject(value) || !isObject(value.request) || !isObject(value.response)) return []
  const { request, response } = value
  const startedMs = Date.parse(String(value.startedDateTime))
  const url = URL.canParse(String(request.url)) ? new URL(String(request.url)) : undefined
  const isAnswered = typeof response.status === 'number' && response.status > 0
  if (!url?.protocol.startsWith('http') || Number.isNaN(startedMs) || !isAnswered) return []
  const timeMs = typeof value.time === 'number' ? value.time : 0
  return [{ url, path: url.pathname, startedMs, timeMs, request, response }]
}

/** Those of the provider's hosts; where there is none, those that an operation has, as behind a proxy. */
function selectEntries(entries: readonly Entry[], spec: Spec): Entry[] {
  const servers = ((spec.document.servers ?? []) as { url: string }[]).map(
    ({ url }) => new URL(url),
  )
  const hosts = new Set([...servers, ...spec.productionHosts].map(({ host }) => host))
  const rooted = entries.map((entry) => ({ ...entry, path: stripBase(entry.path, servers) }))
  const own = rooted.filter(({ url }) => hosts.has(url.host))
  if (own.length > 0) return own
  return rooted.filter(
    ({ request, path }) => findOperation(spec, String(request.method), path) !== undefined,
  )
}

function stripBase(path: string, servers: readonly URL[]): string {
  const bases = servers.map(({ pathname }) => pathname.replace(/\/$/, '')).filter(Boolean)
  const base = bases.find((known) => path.startsWith(`${known}/`)) ?? ''
  return path.slice(base.length)
}

function toExchange(entry: Entry, spec: Spec, id: string, seal: Seal): Exchange {
  const { url, path, request, response } = entry
  const requestHeaders = toHeaders(request.headers)
  const responseHeaders = toHeaders(response.headers)
  // Contents of a HAR are without their encoding.
  delete responseHeaders['content-encoding']
  return {
    id,
    at: new Date(entry.startedMs).toISOString(),
    provider: spec.name,
    request: {
      method: String(request.method).toUpperCase(),
      path,
      ...(url.search === '' ? {} : { query: url.search.slice(1) }),
      headers: requestHeaders,
      body: toRequestBody(request.postData, requestHeaders),
    },
    response: {
      status: Number(response.status),
      headers: responseHeaders,
      body: toContent(response.content, responseHeaders['content-type'], seal),
    },
    durationMs: Math.round(entry.timeMs),
  }
}

function toHeaders(list: unknown): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const header of Array.isArray(list) ? list : []) {
    if (!isObject(header)) continue
    const name = String(header.name).toLowerCase()
    headers[name] = name in headers ? `${headers[name]}, ${header.value}` : String(header.value)
  }
  return headers
}

/** Some write the text, some its parameters alone. */
function toRequestBody(data: unknown, headers: Record<string, string>): string {
  if (!isObject(data)) return ''
  headers['content-type'] ??= String(data.mimeType ?? '')
  if (typeof data.text === 'string' && data.text !== '') return data.text
  const pairs = Array.isArray(data.params) ? data.params.filter(isObject) : []
  return pairs
    .map(
      ({ name, value }) =>
        `${encodeURIComponent(String(name))}=${encodeURIComponent(String(value ?? ''))}`,
    )
    .join('&')
}

function toContent(content: unknown, contentType: string | undefined, seal: Seal): string {
  if (!isObject(content) || typeof content.text !== 'string') return ''
  if (content.encoding !== 'base64') return content.text
  const bytes = Buffer.from(content.text, 'base64')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return seal.bytes(bytes, contentType)
  }
}
