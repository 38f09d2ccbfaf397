/** Bodies as they are read: without their compression, and never longer than what is kept. */
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

export interface Inflated {
  bytes: Buffer
  /** What was not undone, from the inside out; empty when all was. */
  left: string[]
  /** Whether there was more than is kept. */
  isCut: boolean
}

type Inflate = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer

const BY_ENCODING: Record<string, Inflate> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  br: brotliDecompressSync,
  deflate: (bytes, options) => {
    try {
      return inflateSync(bytes, options)
    } catch (error) {
      // Some leave the head of zlib out.
      if (isTooLong(error)) throw error
      return inflateRawSync(bytes, options)
    }
  },
  identity: (bytes) => bytes,
}

/** Undoes every encoding of `content-encoding`, the last one first, as far as it is known and right. */
export function inflate(bytes: Buffer, encoding: string | undefined, most: number): Inflated {
  const left = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .flatMap((name) => name.trim() || [])
  let inner = bytes
  while (left.length > 0) {
    const undo = BY_ENCODING[left.at(-1)!]
    if (!undo) break
    try {
      inner = undo(inner, { maxOutputLength: most })
    } catch (error) {
      if (isTooLong(error)) return { bytes: Buffer.alloc(0), left: [], isCut: true }
      break
    }
    left.pop()
  }
  return { bytes: inner, left, isCut: false }
}

function isTooLong(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
}
