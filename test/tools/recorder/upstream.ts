/** A second sandbox in the provider's place, whose answers a test may alter, recorded as it is used. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openEmulator } from '#commands/drift'
import { loadSpec } from '#dialect/load'
import { findDrift } from '#recorder/drift'
import type { Drift, DriftReport } from '#recorder/drift-finding'
import { createRecorder } from '#recorder/recorder'
import { readRecordings } from '#recorder/recording'
import { createSandbox } from '../../../mocks/index.ts'

export const START_AT = Date.parse('2026-04-06T15:00:00Z')

// biome-ignore lint/suspicious/noExplicitAny: tests read answers freely and alter them
export type Loose = any

export interface Altered {
  method: string
  path: string
  status: number
  headers: Record<string, string>
  body: Loose
}

/** Changes an answer in place; `body` is parsed JSON, or text. */
export type Alter = (answer: Altered) => void

export interface Upstream {
  credentials: Record<string, string>
  /** Sends a request and returns the answer's body, altered. */
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Loose>
  advance(by: string): Promise<unknown>
}

interface Options {
  alter?: Alter
  variants?: Record<string, string>
}

/** Plays a flow on the upstream, records it, and replays the recording on an emulator with other ids. */
export async function recordAndReplay(
  provider: string,
  flow: (upstream: Upstream) => Promise<void>,
  { alter = () => {}, variants = {} }: Options = {},
): Promise<DriftReport> {
  const out = mkdtempSync(join(tmpdir(), 'drift-'))
  onTestFinished(() => rmSync(out, { recursive: true, force: true }))
  const spec = await loadSpec(provider)
  await using sandbox = await createSandbox({
    providers: [provider as 'cobru'],
    startAt: START_AT,
    timeRate: 0,
    seed: 'another',
    variants,
    hints: false,
    fetch: async () => new Response('ok'),
  })
  const face = sandbox.engine.providers.get(spec.name)!
  const recorder = createRecorder({ spec, out, upstream: 'x', startedMs: START_AT, env: {} })
  const send: Upstream['send'] = async (method, path, body, headers = {}) => {
    const sent = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const own = { ...(sent === '' ? {} : { 'content-type': 'application/json' }), ...headers }
    const at = new Date(await sandbox.clock.now()).toISOString()
    const init = { method, headers: own, ...(sent === '' ? {} : { body: sent }) }
    const answer = await face.fetch(new Request(`http://upstream.localhost${path}`, init))
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false
    const altered: Altered = {
      method,
      path,
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: isJson ? JSON.parse(text) : text,
    }
    alter(altered)
    const shown =
      typeof altered.body === 'string' && !isJson ? altered.body : JSON.stringify(altered.body)
    const [plain = '', query] = path.split('?', 2)
    await recorder.keep(
      {
        id: recorder.nextId(),
        at,
        provider: spec.name,
        request: {
          method,
          path: plain,
          ...(query === undefined ? {} : { query }),
          headers: own,
          body: sent,
        },
        response: { status: altered.status, headers: altered.headers, body: shown },
      },
      false,
    )
    return altered.body
  }
  const { credentials } = sandbox.engine.account('default')
  const own = credentials[spec.name] ?? {}
  await flow({ credentials: own, send, advance: (by) => sandbox.clock.advance(by) })
  return findDrift(await readRecordings([out]), {
    spec,
    open: (startAt) => openEmulator(provider, { startAt }),
  })
}

/** `error type createPayment /pk`, without where it was recorded. */
export function toShort({ severity, kind, operationId, pointer }: Drift): string {
  return [severity, kind, operationId, pointer].filter((part) => part).join(' ')
}
