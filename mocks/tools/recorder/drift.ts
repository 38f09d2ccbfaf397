/**
 * Drift: recordings of a real sandbox are sent again to a fresh emulator, at the instants at which they
 * were recorded, and what was answered then is compared with the emulator's answer and with the spec.
 */

import { findOperation } from '../../core/serve/find-match.ts'
import type { Operation, Spec } from '../../dialect/types.ts'
import { askEmulator, type Emulator, findAccepted, judge, learn } from './ask-emulator.ts'
import { createBindings } from './bindings.ts'
import { compareAnswers } from './compare-answers.ts'
import { compareWithSpec } from './compare-with-spec.ts'
import { bySeverity, type Difference, type Finding } from './difference.ts'
import type { Drift, DriftReport } from './drift-finding.ts'
import type { Exchange } from './exchange.ts'
import { createFollowUps, type FollowUps } from './follow-ups.ts'
import { gather, type Seen } from './gather.ts'
import { hydrate } from './hydrate.ts'
import type { Scalar } from './json-text.ts'
import { listMadeUp } from './made-up.ts'
import { PLACEHOLDERS } from './placeholders.ts'
import type { RecordedExchange } from './recording.ts'
import { type ReplayContext, Unbound } from './replay-request.ts'
import { createSurvey, type Survey } from './survey.ts'

export interface DriftOptions {
  spec: Spec
  /** Opens an emulator whose clock stands at an instant (epoch ms). */
  open(startAt: number): Promise<Emulator>
}

/** Replays every session on an emulator of its own and says what differs, errors first. */
export async function findDrift(
  exchanges: readonly RecordedExchange[],
  options: DriftOptions,
): Promise<DriftReport> {
  const report: DriftReport = {
    provider: options.spec.name,
    sessions: [],
    differences: [],
    notReplayed: [],
    notComparable: [],
  }
  const found: Found = { seen: [], survey: createSurvey() }
  for (const [session, own] of Map.groupBy(exchanges, ({ session }) => session)) {
    const [{ startedAt, upstream }] = own as [RecordedExchange]
    report.sessions.push({ session, startedAt, upstream, exchanges: own.length })
    await replaySession(own, options, report, found)
  }
  // Errors first; whatever else a difference has stays with it.
  report.differences = bySeverity(gather(found.seen, found.survey)) as Drift[]
  return report
}

/** What the exchanges showed so far. */
interface Found {
  seen: Seen[]
  survey: Survey
}

async function replaySession(
  exchanges: readonly RecordedExchange[],
  { spec, open }: DriftOptions,
  report: DriftReport,
  found: Found,
): Promise<void> {
  const startedMs = Date.parse(exchanges[0]!.startedAt)
  const emulator = await open(startedMs)
  const bindings = createBindings()
  const { credentials } = emulator
  const accepted = findAccepted(exchanges)
  const context: ReplayContext = { spec, bindings, credentials, startedMs, accepted }
  const followUps = createFollowUps()
  let now = startedMs
  try {
    for (const exchange of exchanges) {
      const at = Math.max(now, Date.parse(exchange.at))
      if (at > now) await emulator.advance(at - now)
      now = at
      await replayExchange(exchange, { emulator, context, report, found, followUps, nowMs: now })
    }
  } finally {
    await emulator.close()
  }
}

interface Replay {
  emulator: Emulator
  context: ReplayContext
  report: DriftReport
  found: Found
  followUps: FollowUps
  nowMs: number
}

async function replayExchange(exchange: RecordedExchange, replay: Replay): Promise<void> {
  const { context, report, found, followUps } = replay
  const { spec } = context
  const { method, path } = exchange.request
  const name = `${exchange.session.split(/[\\/]/).at(-1)}/${exchange.id}`
  const real = hydrate(exchange, context.startedMs)
  const operation = findOperation(spec, method, path.replace(PLACEHOLDERS, 'x'))
  const ofSpec = exchange.isCut ? [] : compareWithSpec(spec, { ...real, id: name })
  const ours = operation ? await ask(exchange, operation, replay, name) : undefined
  const frame = {
    nowMs: replay.nowMs,
    madeUp: listMadeUp(spec),
    judge: (recorded: Scalar, emulated: unknown) => judge(context.bindings, recorded, emulated),
  }
  const isComparable = ours && !exchange.isCut && ours.status !== NOT_MODELLED
  const seen = isComparable ? compareAnswers(real.response, ours, frame) : []
  const { kept, following, after } = followUps.sort(exchange, operation, seen)
  if (after !== undefined) {
    const request = `${method} ${path}`
    const reason = `follows from ${after}, which was not replayed`
    report.notComparable.push({ exchange: name, request, after, reason, differences: following })
  }
  // After the comparison, which would else take whatever it sees for known.
  if (ours) learn(context.bindings, exchange, ours)
  else followUps.blame(exchange, operation, name)
  const key = `${operation?.id ?? `${method} ${real.request.path}`} ${real.response.status}`
  if (!exchange.isCut) found.survey.add(key, real.response.body)
  for (const drift of join(ofSpec, kept, toKnown(operation, name))) found.seen.push({ drift, key })
}

const NOT_MODELLED = 501

/** The emulator's answer; undefined, and noted, when the request needs what the recording does not hold. */
async function ask(
  exchange: RecordedExchange,
  operation: Operation,
  { emulator, context, report }: Replay,
  name: string,
): Promise<Exchange['response'] | undefined> {
  try {
    return await askEmulator(exchange, operation, emulator, context)
  } catch (error) {
    if (!(error instanceof Unbound)) throw error
    const { method, path } = exchange.request
    const reason = `${error.message} comes from outside the recording`
    report.notReplayed.push({ exchange: name, request: `${method} ${path}`, reason })
    return undefined
  }
}

type Known = Pick<Difference, 'operationId' | 'evidence' | 'source' | 'exchange'>

function toKnown(operation: Operation | undefined, exchange: string): Known {
  if (!operation) return { exchange }
  const { id, source } = operation
  return { exchange, operationId: id, evidence: source.evidence, source }
}

/** A format that the spec does not allow is a value to it. */
function toKind({ kind }: Finding): string {
  return kind === 'format' ? 'value' : kind
}

/** One deviation is one difference, though spec and emulator both see it. */
function join(
  ofSpec: readonly Difference[],
  ofEmulator: readonly Finding[],
  known: Known,
): Drift[] {
  const isSame = (one: Finding, other: Finding) =>
    toKind(one) === toKind(other) && one.pointer === other.pointer
  const fromSpec = ofSpec.map((difference): Drift => {
    const twin = ofEmulator.find((finding) => isSame(finding, difference))
    return {
      ...difference,
      kind: twin?.kind ?? difference.kind,
      against: twin ? 'both' : 'spec',
      exchanges: [difference.exchange],
    }
  })
  const fromEmulator = ofEmulator
    .filter((finding) => !ofSpec.some((difference) => isSame(finding, difference)))
    .map(
      (finding): Drift => ({
        ...known,
        ...finding,
        against: 'emulator',
        exchanges: [known.exchange],
      }),
    )
  return [...fromSpec, ...fromEmulator]
}
