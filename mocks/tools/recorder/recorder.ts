/** Keeps exchanges: redacts, normalises, refuses what still holds a credential, writes. */
import { basename } from 'node:path'
import type { Spec } from '../../dialect/types.ts'
import type { Exchange } from './exchange.ts'
import { createNormaliser } from './normalise.ts'
import { createBook } from './placeholders.ts'
import { openSession, toYaml, writeExchange } from './recording.ts'
import { assertNoSecrets, redactExchange } from './redact.ts'

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
  /** Files that are there. */
  readonly kept: number
  /** Waits for what is being written. */
  close(): Promise<void>
}

/** Headers of one connection, of one client, or of one second. */
const NOISE = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'accept-encoding',
  'user-agent',
  'date',
  'server',
  'via',
])

/** Opens a session's folder. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { spec, startedMs } = options
  const { testValues } = spec
  const startedAt = new Date(startedMs).toISOString()
  const folder = openSession(options.out, spec.name, startedAt)
  const book = createBook()
  const { normalise } = createNormaliser(spec, book, startedMs)
  const env = pickCredentials(spec, options.env)
  const secrets = Object.values(env).filter((value) => value !== undefined)
  const writing = new Set<Promise<void>>()
  let count = 0
  let kept = 0
  const keep = async (exchange: Exchange, isCut: boolean): Promise<void> => {
    const clean = normalise(redactExchange(withoutNoise(exchange), { secrets, book, testValues }))
    const text = toYaml({
      ...clean,
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

/** The variables of the spec's credentials. */
function pickCredentials(
  spec: Spec,
  env: Record<string, string | undefined>,
): Record<string, string | undefined> {
  const names = [...spec.credentials.values()].flatMap(({ env: name }) => name ?? [])
  return Object.fromEntries(names.map((name) => [name, env[name]]))
}

function withoutNoise(exchange: Exchange): Exchange {
  const clean = (headers: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(headers).filter(([name]) => !NOISE.has(name) && !name.startsWith('x-ensayo-')),
    )
  const { request, response } = exchange
  return {
    ...exchange,
    request: { ...request, headers: clean(request.headers) },
    response: { ...response, headers: clean(response.headers) },
  }
}
