/** `ensayo verify`: holds consumers' pacts against a sandbox of its own, by Pact's own verifier. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import { listBuiltIn } from '../../dialect/load.ts'
import { createControl } from '../../sandbox/control/control.ts'
import { createEngine } from '../../sandbox/engine/create.ts'
import type { Engine, EngineOptions } from '../../sandbox/engine/engine.ts'
import { toUnknownState } from '../../sandbox/engine/provider-states.ts'
import { startServer } from '../../sandbox/server/server.ts'
import { toNumberedPact } from './numbered.ts'
import { listPactFiles, type PactFile, type PactInteraction, readPactFile } from './pact-file.ts'
import { type PactReport, toInteractionReports, type VerifyReport } from './report.ts'
import { findPact, runVerifier } from './run-verifier.ts'
import { openSession } from './session.ts'

export interface VerifyOptions {
  files: readonly string[]
  /** Built-in name or path of a spec, for all files. Default: what each pact names. */
  provider?: string
  /** Of the sandbox that answers: profiles, variants, seed. */
  engine?: EngineOptions
  /** Told what a sandbox was asked. */
  onAsked?(entries: readonly JournalEntry[], providers: Engine['providers']): void
  /** Where Pact is; a test can lose it. */
  resolvePact?: (name: string) => string
}

/** Verifies the files one after the other. Throws `PACT_MISSING` or `PACT_INVALID` before anything is verified. */
export async function verifyPacts(options: VerifyOptions): Promise<VerifyReport> {
  const pactModule = findPact(options.resolvePact)
  const pacts = listPactFiles(options.files).map(readPactFile)
  const providers = pacts.map((pact) => options.provider ?? findProvider(pact))
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-pacts-'))
  try {
    const reports: PactReport[] = []
    for (const [index, pact] of pacts.entries()) {
      const file = join(folder, `${index}.json`)
      reports.push(
        await verifyPact(pact, { ...options, provider: providers[index]!, pactModule, file }),
      )
    }
    return toReport(reports)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface PactJob extends VerifyOptions {
  provider: string
  pactModule: string
  /** Where the numbered copy is written. */
  file: string
}

async function verifyPact(pact: PactFile, job: PactJob): Promise<PactReport> {
  const engine = await createEngine({ ...job.engine, providers: [job.provider], hints: true })
  const provider = [...engine.providers.keys()][0]!
  const unknown = findUnknownStates(engine, provider, pact)
  const session = openSession(engine, provider)
  const server = await startServer({
    engine: session.engine,
    host: '127.0.0.1',
    port: 0,
    control: (face) => createControl(face),
  })
  try {
    const isLeftOut = ({ states }: PactInteraction) => states.some(({ name }) => unknown.has(name))
    writeFileSync(job.file, JSON.stringify(toNumberedPact(pact, isLeftOut)))
    const isEmpty = pact.interactions.every(isLeftOut)
    const native = isEmpty ? [] : await run(pact, job, server.addresses, session.answerMessage)
    const found = { native, episodes: session.episodes, unknown }
    const interactions = toInteractionReports(engine, pact, provider, found)
    const entries = [...session.episodes.values()].flatMap((episode) => episode.entries)
    job.onAsked?.(entries, engine.providers)
    const { file, consumer, provider: pactProvider } = pact
    const unknownStates = [...unknown].map(([state, message]) => ({ state, message }))
    return { file, consumer, pactProvider, provider, interactions, unknownStates }
  } finally {
    session.close()
    await server.close()
    await engine.close()
  }
}

async function run(
  pact: PactFile,
  { pactModule, file }: PactJob,
  addresses: { control: string; providers: Record<string, string> },
  answerMessage: ReturnType<typeof openSession>['answerMessage'],
) {
  const [baseUrl] = Object.values(addresses.providers)
  const statesUrl = `${addresses.control}/_ensayo/provider-states`
  const job = { pactModule, file, provider: pact.provider, baseUrl: baseUrl!, statesUrl }
  return (await runVerifier(job, answerMessage)).interactionResults
}

/** State → what to say about it. */
function findUnknownStates(engine: Engine, provider: string, pact: PactFile): Map<string, string> {
  const known = engine.states(provider).map(({ name }) => name)
  const asked = new Set(pact.interactions.flatMap(({ states }) => states.map(({ name }) => name)))
  const unknown = [...asked].filter((name) => name !== '' && !known.includes(name))
  return new Map(unknown.map((name) => [name, toUnknownState(name, known)]))
}

/** A built-in one whose name is a word of the pact's: "Acme API" is acme. Throws `PACT_INVALID`. */
function findProvider({ file, provider }: PactFile): string {
  const known = listBuiltIn()
  const words = provider.toLowerCase().split(/[^a-z0-9]+/)
  const found = known.filter((name) => words.includes(name))
  if (found.length === 1) return found[0]!
  const which =
    found.length > 1
      ? `that may be any of ${found.join(', ')}.`
      : `none of the providers here has that name: ${known.join(', ')}.${didYouMean(provider, known)}`
  throw new EnsayoError(
    'PACT_INVALID',
    `${file}: the pact is with "${provider}", and ${which} Say which is meant with --provider ${found[0] ?? known[0]}.`,
  )
}

function toReport(pacts: PactReport[]): VerifyReport {
  const all = pacts.flatMap(({ interactions }) => interactions)
  const ok = all.filter(({ status }) => status === 'ok').length
  const pending = all.filter(({ status }) => status === 'pending').length
  return { ok, failed: all.length - ok - pending, pending, pacts }
}
