/**
 * Catches the notifications of a real sandbox. It listens on loopback; the public URL is a tunnel or
 * a reverse proxy of yours that leads here.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EnsayoError } from '../../../mocks/base/errors.ts'
import type { CallbackMessage, CallbackSource } from './target.ts'

export interface Receiver {
  /** Where it listens itself. */
  localUrl: string
  /** A place for one case, below the public URL. */
  open(): CallbackSource
  close(): Promise<void>
}

const MAX_BODY = 1024 * 1024

/** Below a case's place: caught like the others, then answered 503. */
const REFUSING = '/refuse'

/** Starts it. Throws `OPTION_INVALID` when the URL is not one and `PORT_TAKEN` when the port is in use. */
export async function createReceiver({
  url,
  port,
}: {
  url: string
  port: number
}): Promise<Receiver> {
  if (!URL.canParse(url)) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `--callback-url: "${url}" is not a URL. Give one like https://your-tunnel.example.com.`,
    )
  }
  const caught = new Map<string, CallbackMessage[]>()
  const server = createServer((request, response) => {
    catchOne(request, response, caught).catch(() => response.destroy())
  })
  await listen(server, port)
  let opened = 0
  return {
    localUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open: () => {
      opened++
      const place = `case-${opened}`
      caught.set(place, [])
      const caseUrl = `${url.replace(/\/$/, '')}/${place}`
      return {
        url: caseUrl,
        refusingUrl: `${caseUrl}${REFUSING}`,
        messages: async () => [...(caught.get(place) ?? [])],
        arrived: async () => [...(caught.get(place) ?? [])],
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, '127.0.0.1', resolve)
  try {
    await promise
  } catch (cause) {
    throw new EnsayoError(
      'PORT_TAKEN',
      `Port ${port} for notifications is in use. Choose another with --callback-port.`,
      { cause },
    )
  }
}

async function catchOne(
  request: IncomingMessage,
  response: ServerResponse,
  caught: Map<string, CallbackMessage[]>,
): Promise<void> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MAX_BODY) return void response.writeHead(413).end()
    chunks.push(chunk)
  }
  const { pathname, search } = new URL(request.url ?? '/', 'http://receiver')
  const place = [...caught.keys()].find((name) => `${pathname}/`.includes(`/${name}/`))
  if (place === undefined) return void response.writeHead(404).end()
  const rawBody = Buffer.concat(chunks).toString('utf8')
  const messages = caught.get(place)!
  const below = pathname.slice(pathname.indexOf(`/${place}`) + place.length + 1)
  messages.push({
    id: `${place}-${messages.length + 1}`,
    method: request.method ?? 'POST',
    target: `${below}${search}`,
    headers: toHeaders(request),
    body: parseCallback(rawBody, request.headers['content-type'] ?? ''),
    rawBody,
  })
  response.writeHead(below.startsWith(REFUSING) ? 503 : 200).end()
}

function toHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  )
}

/** JSON or a form; undefined when it is neither. */
export function parseCallback(text: string, contentType: string): unknown {
  if (contentType.includes('form-urlencoded')) return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
