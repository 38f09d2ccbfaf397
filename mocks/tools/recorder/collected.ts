/** What passes through the proxy, kept on the way as far as it is short enough. */
import { PassThrough } from 'node:stream'

/** Longer bodies are handed on, and left out of the recording. */
export const MAX_KEPT = 4 * 1024 * 1024

export interface Collector {
  /** Hands on what it gets. */
  stream: PassThrough
  /** What went through; empty, and cut, when it was too long. */
  take(): { bytes: Buffer; isCut: boolean }
}

/** Starts with nothing. */
export function createCollector(): Collector {
  const chunks: Buffer[] = []
  let size = 0
  const stream = new PassThrough({
    transform: (chunk: Buffer, _encoding, done) => {
      size += chunk.length
      if (size <= MAX_KEPT) chunks.push(chunk)
      else chunks.length = 0
      done(null, chunk)
    },
  })
  return {
    stream,
    take: () => ({
      bytes: size > MAX_KEPT ? Buffer.alloc(0) : Buffer.concat(chunks),
      isCut: size > MAX_KEPT,
    }),
  }
}
