/** What became of each interaction, with what a person needs to understand it. */

import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { Engine } from '../../sandbox/engine/engine.ts'
import { explainMessage } from './explain-message.ts'
import type { ExplainedExchange, ExplainedMessage } from './explained.ts'
import { readNumber } from './numbered.ts'
import type { PactFile, PactInteraction } from './pact-file.ts'
import { findRelated, toFields } from './related.ts'
import type { NativeInteraction, NativeMismatch } from './run-verifier.ts'
import type { Episode } from './session.ts'

export interface InteractionReport {
  kind: 'http' | 'message'
  description: string
  states: string[]
  /** `pending`: it does not hold, and its pact says that it need not yet. */
  status: 'ok' | 'failed' | 'unknown-state' | 'pending'
  /** What differs, or why it could not be verified; empty when it is ok. */
  problems: string[]
  exchanges: ExplainedExchange[]
  /** Of a message: what was told; absent where nothing was. */
  message?: ExplainedMessage
}

export interface PactReport {
  file: string
  consumer: string
  /** As the pact names it. */
  pactProvider: string
  /** The provider of the sandbox. */
  provider: string
  interactions: InteractionReport[]
  /** States that it asks for and the provider does not have. */
  unknownStates: { state: string; message: string }[]
}

export interface VerifyReport {
  ok: number
  failed: number
  pending: number
  pacts: PactReport[]
}

/** Joins what Pact found with what the sandbox did. */
export function toInteractionReports(
  engine: Engine,
  pact: PactFile,
  provider: string,
  found: {
    native: readonly NativeInteraction[]
    episodes: ReadonlyMap<number, Episode>
    unknown: ReadonlyMap<string, string>
  },
): InteractionReport[] {
  const results = new Map(
    found.native.map((each) => [readNumber(each.providerStates[0] ?? '').number, each]),
  )
  return pact.interactions.map((interaction, number) => {
    const unknown = interaction.states.flatMap(({ name }) => found.unknown.get(name) ?? [])
    const result = results.get(number)
    const episode = found.episodes.get(number)
    const fields = toFields(result?.mismatch?.mismatches ?? [])
    const isOk = unknown.length === 0 && result?.result === 'OK'
    return {
      ...toHead(interaction),
      status: toStatus(interaction, isOk, unknown.length > 0),
      problems: unknown.length > 0 ? unknown : isOk ? [] : toProblems(result, episode),
      exchanges: (episode?.entries ?? []).map((entry) =>
        toExchange(engine, provider, entry, fields),
      ),
      ...(episode?.message && {
        message: explainMessage(engine, provider, episode.message, fields),
      }),
    }
  })
}

function toStatus(
  { isPending }: PactInteraction,
  isOk: boolean,
  isUnknown: boolean,
): InteractionReport['status'] {
  if (isOk) return 'ok'
  if (isPending) return 'pending'
  return isUnknown ? 'unknown-state' : 'failed'
}

function toHead({ kind, description, states }: PactInteraction) {
  return { kind, description, states: states.map(({ name }) => name) }
}

function toProblems(result: NativeInteraction | undefined, episode: Episode | undefined): string[] {
  if (episode?.error) return [episode.error.message]
  if (!result) return ["Pact's verifier did not come to it."]
  const { mismatch } = result
  const differences = (mismatch?.mismatches ?? []).map(toDifference)
  return differences.length > 0 ? differences : [mismatch?.message ?? 'Pact gives no reason.']
}

/** `body $.url: Expected 5 (Integer) to be the same type as 'abc' (String)`. */
function toDifference({ type, mismatch, path, key, expected, actual }: NativeMismatch): string {
  const part = type
    .replace(/Mismatch$/, '')
    .replace(/Type$/, ' type')
    .toLowerCase()
  const place = [part, path ?? key].filter(Boolean).join(' ')
  return `${place}: ${mismatch ?? `expected ${toText(expected)}, found ${toText(actual)}`}`
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function toExchange(
  engine: Engine,
  provider: string,
  entry: JournalEntry,
  fields: readonly string[],
): ExplainedExchange {
  const { spec } = engine.providers.get(provider)!
  const operation = spec.operations.find(({ id }) => id === entry.operationId)
  const shaping = new Set(entry.quirks.map(({ id }) => id))
  const own = operation?.quirks.filter(({ operationId }) => operationId === operation.id) ?? []
  const related = findRelated(engine, provider, own, { fields, shaping })
  return {
    method: entry.request.method,
    path: entry.request.path,
    status: entry.response.status,
    answer: entry.response.body.slice(0, 500),
    operationId: entry.operationId,
    evidence: entry.evidence,
    source: operation?.source.url,
    hint: entry.hint,
    violations: entry.violations.map(({ path, message }) => `${path}: ${message}`),
    quirks: entry.quirks.map(({ id, variant, title }) => {
      const source = spec.quirks.get(id)?.variants.get(variant)?.source
      return { id, variant, title, evidence: source?.evidence, source: source?.url }
    }),
    related,
  }
}
