/** One call of the control API: a method and path in, what the sandbox answered out. */
import { EnsayoError, ERRORS, type ErrorCode } from '../../base/errors.ts'

/** How a client reaches a sandbox: over a socket, or in its own process. */
export interface Transport {
  /** Base URL of the control port, without `/_ensayo`. */
  readonly url: string
  /** How the caller says where a sandbox elsewhere is, as errors put it. */
  readonly giver?: string
  control(url: string, init: ControlInit): Promise<Response>
  /** Sends a request to a provider; its URL begins with the provider's base URL. */
  provider(name: string, request: Request): Promise<Response>
}

export interface ControlInit {
  method: string
  headers: Record<string, string>
  body?: string | ReadableStream<Uint8Array>
}

export type Query = Record<string, string | number | undefined>

/** Throws what the sandbox answered, as an `EnsayoError`, or `SANDBOX_UNREACHABLE`. */
export type Call = <T = undefined>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options?: { query?: Query; body?: unknown },
) => Promise<T>

/** Makes the calls of a transport; a token proves that the caller may drive the sandbox. */
export function createCall(transport: Transport, token?: string): Call {
  return async <T>(
    method: string,
    path: string,
    { query = {}, body }: { query?: Query; body?: unknown } = {},
  ) => {
    // Taken before anything is waited for, so that it has the line of whoever asks.
    const asked = new Error()
    const headers: Record<string, string> = {}
    if (token !== undefined) headers.authorization = `Bearer ${token}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    const text = body === undefined ? {} : { body: JSON.stringify(body) }
    const url = `${transport.url}/_ensayo/${path}${toSearch(query)}`
    try {
      return await read<T>(transport, await transport.control(url, { method, headers, ...text }))
    } catch (error) {
      throw withCaller(error, asked)
    }
  }
}

/** Sends or fetches what is too large to be one text; whoever asks says in headers what it is. */
export async function callStream(
  transport: Transport,
  path: string,
  { token, ...init }: ControlInit & { token?: string | undefined },
): Promise<ReadableStream<Uint8Array> | null> {
  if (token !== undefined) init.headers.authorization = `Bearer ${token}`
  const response = await transport.control(`${transport.url}/_ensayo/${path}`, init)
  return response.ok ? response.body : read(transport, response)
}

/** Shows, after what went wrong here, the lines of the caller. */
function withCaller(error: unknown, { stack = '' }: Error): unknown {
  if (!(error instanceof EnsayoError)) return error
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '))
  error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n')
  return error
}

/** What a path of words is, each of them escaped. */
export function toPath(...words: string[]): string {
  return words.map(encodeURIComponent).join('/')
}

export function unreachable(what: string, giver: string, cause?: unknown): EnsayoError {
  return new EnsayoError(
    'SANDBOX_UNREACHABLE',
    `${what} Start one with "ensayo start", or say where it is with ${giver} or ENSAYO_URL.`,
    { cause },
  )
}

function toSearch(query: Query): string {
  const known = Object.entries(query).filter(([, value]) => value !== undefined)
  if (known.length === 0) return ''
  return `?${new URLSearchParams(known.map(([name, value]) => [name, String(value)]))}`
}

async function read<T>(transport: Transport, response: Response): Promise<T> {
  const text = await response.text()
  // A route without an answer is one whose method promises none.
  if (response.status === 204) return undefined as T
  const body = parseJson(text)
  if (response.ok && body !== undefined) return body as T
  throw toError(transport, response.status, body)
}

function toError(
  { url, giver = 'its URL' }: Transport,
  status: number,
  body: unknown,
): EnsayoError {
  const { code, message } = (body as { ensayo?: { code?: string; message?: string } })?.ensayo ?? {}
  if (code === undefined || message === undefined) {
    return unreachable(`${url} answers (${status}), but it is not an Ensayo sandbox.`, giver)
  }
  return new EnsayoError(code in ERRORS ? (code as ErrorCode) : 'INTERNAL', message)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
