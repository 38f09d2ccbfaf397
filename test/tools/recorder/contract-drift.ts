/** A provider's contract run against a second sandbox, recorded as it goes, and replayed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmulator } from '#commands/drift'
import { loadSpec } from '#dialect/load'
import { runContract } from '#kit/run'
import { createRemoteTarget } from '#kit/targets/remote'
import { findDrift } from '#recorder/drift'
import type { DriftReport } from '#recorder/drift-finding'
import { createRecorder, type Recorder } from '#recorder/recorder'
import { type RecordedExchange, readRecordings } from '#recorder/recording'
import { findContract } from '../../../contracts/index.ts'
import { createSandbox } from '../../../mocks/index.ts'

/** A weekday morning in Bogota. */
const START_AT = Date.parse('2026-04-06T15:00:00Z')

/** Both sandboxes run with the same profile, so whatever is reported is not a difference. */
export async function findContractDrift(
  provider: string,
  profile: string,
): Promise<{ report: DriftReport; exchanges: RecordedExchange[] }> {
  const out = mkdtempSync(join(tmpdir(), 'contract-drift-'))
  try {
    await recordContract(provider, profile, out)
    const exchanges = await readRecordings([out])
    const profiles = { [provider]: profile }
    const report = await findDrift(exchanges, {
      spec: await loadSpec(provider),
      open: (startAt) => openEmulator(provider, { startAt, profiles }),
    })
    return { report, exchanges }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

async function recordContract(provider: string, profile: string, out: string): Promise<void> {
  const spec = await loadSpec(provider)
  await using sandbox = await createSandbox({
    providers: [provider],
    profiles: { [provider]: profile },
    startAt: START_AT,
    timeRate: 0,
    seed: 'another',
    hints: false,
    fetch: async () => new Response('ok'),
  })
  const { env, fetch: ask } = sandbox[provider]!
  const recorder = createRecorder({ spec, out, upstream: 'x', startedMs: START_AT, env })
  const now = async () => await sandbox.clock.now()
  const target = createRemoteTarget({
    spec,
    env,
    name: 'sandbox',
    allowsMoney: true,
    paceMs: 0,
    patienceMs: Number.POSITIVE_INFINITY,
    now,
    wait: async (ms) => {
      await sandbox.clock.advance(ms)
      await sandbox.settle()
    },
    fetch: async (request) => {
      const sent = await request.clone().text()
      const at = new Date(await now()).toISOString()
      const answer = await ask(request)
      await keep(recorder, { provider, at, request, sent, answer: answer.clone() })
      return answer
    },
  })
  try {
    await runContract((await findContract(provider))!, target, {
      profile: { name: profile, variants: Object.fromEntries(spec.profiles.get(profile) ?? []) },
    })
  } finally {
    await target.close()
    await recorder.close()
  }
}

interface Seen {
  provider: string
  at: string
  request: Request
  sent: string
  answer: Response
}

async function keep(recorder: Recorder, { provider, at, request, sent, answer }: Seen) {
  const { pathname: path, search } = new URL(request.url)
  await recorder.keep(
    {
      id: recorder.nextId(),
      at,
      provider,
      request: {
        method: request.method,
        path,
        ...(search === '' ? {} : { query: search.slice(1) }),
        headers: Object.fromEntries(request.headers),
        body: sent,
      },
      response: {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: await answer.text(),
      },
    },
    false,
  )
}
