/** Keeps exchanges: cleans them, refuses what still holds a credential, writes. */
import { basename } from 'node:path'
import type { Spec } from '../../dialect/types.ts'
import { toPublicPath } from '../../sandbox/report/public-path.ts'
import { createCleaner } from './cleaner.ts'
import type { Exchange } from './exchange.ts'
import type { Seal } from './mask/seal.ts'
import { openSession, toYaml, writeExchange } from './recording.ts'
import { assertNoSecrets } from './redact.ts'

export interface RecorderOptions {
  spec: Spec
  /** Folder below which the session gets its own. */
  out: string
  /** Host that answers. */
  upstream: string
  /** Epoch ms. */
  startedMs: number
  /** Where credentials may be: variables of the provider's documents. */
  env: Record<string, string | undefined>
}

export interface Recorder {
  folder: string
  /** The next exchange's id, in the order of requests. */
  nextId(): string
  /** Resolves when its file is there. Rejects with `RECORDING_UNSAFE`, and then there is none. */
  keep(exchange: Exchange, isCut: boolean): Promise<void>
  /** What a request is called in messages: without what may be somebody's. */
  nameOf(method: string, url: string): string
  /** For bodies that are no text. */
  seal: Seal
  /** Files that are there. */
  readonly kept: number
  /** Waits for what is being written. */
  close(): Promise<void>
}

/** Opens a session's folder. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { spec, startedMs } = options
  const startedAt = new Date(startedMs).toISOString()
  const folder = openSession(options.out, spec.name, startedAt)
  const { clean, seal, env } = createCleaner(spec, startedMs, options.env)
  const writing = new Set<Promise<void>>()
  let count = 0
  let kept = 0
  const keep = async (exchange: Exchange, isCut: boolean): Promise<void> => {
    const text = toYaml({
      ...clean(exchange),
      recording: 1,
      session: basename(folder),
      startedAt,
      upstream: options.upstream,
      ...(isCut ? { isCut } : {}),
    })
    assertNoSecrets(text, env)
    await writeExchange(folder, exchange.id, text)
    kept++
  }
  return {
    folder,
    seal,
    nameOf: (method, url) => `${method} ${toPublicPath(spec, method, url)}`,
    nextId: () => String(++count).padStart(6, '0'),
    get kept() {
      return kept
    },
    keep: (exchange, isCut) => {
      const done = keep(exchange, isCut)
      const settled = done.catch(() => {}).finally(() => writing.delete(settled))
      writing.add(settled)
      return done
    },
    close: async () => {
      await Promise.all(writing)
    },
  }
}
