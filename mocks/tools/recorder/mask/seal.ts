/**
 * Bodies in a form that nobody here reads are kept as type, length and hash. The hash has a key that
 * dies with the recording: it says whether two bodies are the same, and nobody finds a short one by trying.
 */
import { createHmac, generateKeySync } from 'node:crypto'
import { toMediaType } from '../../../core/http/parse.ts'
import type { Exchange } from '../exchange.ts'
import { rewriteAnyJson } from '../json-text.ts'

export interface Seal {
  /** A body as text; what can be read comes back as it was. */
  body(text: string, contentType: string | undefined): string
  /** A body that is not text. */
  bytes(bytes: Uint8Array, contentType: string | undefined): string
}

/** The boundary of every multipart body that is kept. */
export const BOUNDARY = 'ensayo-boundary'

const SEALED = /^\[[a-z]+\/[a-z0-9.+-]+, \d+ bytes, hash [0-9a-f]{16}\]$/

/** Whether a body is not there, only what it was. Trustworthy once everything has been sealed. */
export function isSealed(body: string): boolean {
  return SEALED.test(body)
}

/** Seals for one recording. */
export function createSeal(): Seal {
  const key = generateKeySync('hmac', { length: 256 })
  const bytes: Seal['bytes'] = (content, contentType) => {
    const hash = createHmac('sha256', key).update(content).digest('hex').slice(0, 16)
    return `[${toPlainType(contentType)}, ${content.length} bytes, hash ${hash}]`
  }
  return {
    bytes,
    body: (text, contentType) => {
      const mediaType = toMediaType(contentType)
      if (text === '') return text
      if (mediaType === 'multipart/form-data')
        return rebuild(text, contentType!) ?? bytes(Buffer.from(text), contentType)
      const isReadable = rewriteAnyJson(text, () => undefined) !== undefined || isForm(text)
      return isReadable ? text : bytes(Buffer.from(text), contentType)
    },
  }
}

/** A copy of the exchange whose bodies can all be read, or are not there. */
export function sealExchange(exchange: Exchange, seal: Seal): Exchange {
  const one = <T extends { headers: Record<string, string>; body: string }>(message: T): T => {
    const contentType = message.headers['content-type']
    const body = seal.body(message.body, contentType)
    const headers = { ...message.headers }
    if (toMediaType(contentType) === 'multipart/form-data') {
      headers['content-type'] = `multipart/form-data; boundary=${BOUNDARY}`
    }
    return { ...message, headers, body }
  }
  return { ...exchange, request: one(exchange.request), response: one(exchange.response) }
}

const TYPES =
  /^(text|image|audio|video|font|application|multipart|message|model)\/[a-z]{1,12}(?:[a-z.+-]|\d(?!\d{2})){0,60}$/

/** A type that could be anything is not repeated. */
function toPlainType(contentType: string | undefined): string {
  const mediaType = toMediaType(contentType)
  return TYPES.test(mediaType) ? mediaType : 'application/octet-stream'
}

const PAIR = /^[^\s=&{}[\]<>"]+(=[^\s<>"{}&]*)?$/

/** Names, equals signs, values; nothing that belongs to another language. */
function isForm(text: string): boolean {
  return text.split('&').every((pair) => PAIR.test(pair)) && text.includes('=')
}

/** The parts under a boundary of ours, and of files nothing but their length; undefined when there is no part. */
function rebuild(text: string, contentType: string): string | undefined {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) return undefined
  const parts = text.split(`--${boundary}`).slice(1, -1).map(toPart)
  if (parts.length === 0 || parts.includes(undefined)) return undefined
  return `${parts.join('')}--${BOUNDARY}--\r\n`
}

function toPart(text: string): string | undefined {
  const [head, ...rest] = text.split(/\r?\n\r?\n/)
  const name = /name="([^"]*)"/i.exec(head ?? '')?.[1]
  if (name === undefined || rest.length === 0) return undefined
  const value = rest.join('\r\n\r\n').replace(/\r?\n$/, '')
  const isFile = /filename\*?=/i.test(head!)
  const shown = isFile ? `[a file of ${value.length} characters]` : value
  const disposition = `Content-Disposition: form-data; name="${name}"${isFile ? '; filename="file"' : ''}`
  return `--${BOUNDARY}\r\n${disposition}\r\n\r\n${shown}\r\n`
}
