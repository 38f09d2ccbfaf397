/**
 * Drift: recordings of a real sandbox are sent again to a fresh emulator, at the instants at which they
 * were recorded, and what was answered then is compared with the emulator's answer and with the spec.
 */
import type { Operation, Spec } from '../../dialect/types.ts'
import { type Bindings, createBindings } from './bindings.ts'
import { compareAnswers } from './compare-answers.ts'
import { compareWithSpec, parseJson } from './compare-with-spec.ts'
import { bySeverity, type Difference, type Finding } from './difference.ts'
import type { Exchange } from './exchange.ts'
import { findOperation } from './find-operation.ts'
import { createFollowUps, type FollowUps } from './follow-ups.ts'
import { hydrate } from './hydrate.ts'
import { listMadeUp } from './made-up.ts'
import { PLACEHOLDERS } from './placeholders.ts'
import type { RecordedExchange } from './recording.ts'
import { type ReplayContext, toReplayed, Unbound } from './replay-request.ts'

/** A fresh emulator of one provider with the clock standing still. */
export interface Emulator {
  fetch(target: string, init: RequestInit): Promise<Response>
  advance(byMs: number): Promise<unknown>
  /** Of its account. */
  credentials: Record<string, string>
  close(): Promise<void>
}

export interface DriftOptions {
  spec: Spec
  /** Opens an emulator whose clock stands at an instant (epoch ms). */
  open(startAt: number): Promise<Emulator>
}

/** Where a difference was seen. Both: the emulator and the spec agree against the answer. */
export interface Drift extends Difference {
  against: 'spec' | 'emulator' | 'both'
}

export interface NotReplayed {
  /** `<session>/<exchange>`. */
  exchange: string
  request: string
  reason: string
}

/** Differs from the emulator, which has not seen what changed the record. */
export interface NotComparable {
  /** `<session>/<exchange>`. */
  exchange: string
  request: string
  /** The exchange that was not replayed. */
  after: string
  reason: string
  /** What would have been said. */
  differences: Finding[]
}

export interface DriftReport {
  provider: string
  sessions: { session: string; startedAt: string; upstream: string; exchanges: number }[]
  differences: Drift[]
  /** Compared with the spec alone. */
  notReplayed: NotReplayed[]
  /** Replayed, and of no use: what they are about was changed by an exchange that was not. */
  notComparable: NotComparable[]
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
  for (const [session, own] of Map.groupBy(exchanges, ({ session }) => session)) {
    const [{ startedAt, upstream }] = own as [RecordedExchange]
    report.sessions.push({ session, startedAt, upstream, exchanges: own.length })
    await replaySession(own, options, report)
  }
  // Errors first; whatever else a difference has stays with it.
  report.differences = bySeverity(report.differences) as Drift[]
  return report
}

async function replaySession(
  exchanges: readonly RecordedExchange[],
  { spec, open }: DriftOptions,
  report: DriftReport,
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
      await replayExchange(exchange, { emulator, context, report, followUps, nowMs: now })
    }
  } finally {
    await emulator.close()
  }
}

interface Replay {
  emulator: Emulator
  context: ReplayContext
  report: DriftReport
  followUps: FollowUps
  nowMs: number
}

async function replayExchange(exchange: RecordedExchange, replay: Replay): Promise<void> {
  const { context, report, followUps } = replay
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
    isBound: (recorded: string | number, emulated: unknown) =>
      context.bindings.get(recorded) === emulated,
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
  report.differences.push(...join(ofSpec, kept, toKnown(operation, name)))
}

const NOT_MODELLED = 501

/** Text would bring a content type of its own. */
const encoder = new TextEncoder()

/** The emulator's answer; undefined when the request needs what the recording does not hold. */
async function ask(
  exchange: RecordedExchange,
  operation: Operation,
  { emulator, context, report }: Replay,
  name: string,
): Promise<Exchange['response'] | undefined> {
  try {
    if (exchange.isCut || /^\[binary, \d+ bytes\]$/.test(exchange.request.body)) {
      throw new Unbound('a body that was not kept')
    }
    const { target, body, ...request } = toReplayed(exchange.request, operation, context)
    const hasBody = body !== '' && request.method !== 'GET' && request.method !== 'HEAD'
    const answer = await emulator.fetch(target, {
      ...request,
      ...(hasBody ? { body: encoder.encode(body) } : {}),
    })
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: await answer.text(),
    }
  } catch (error) {
    if (!(error instanceof Unbound)) throw error
    const { method, path } = exchange.request
    report.notReplayed.push({
      exchange: name,
      request: `${method} ${path}`,
      reason: `${error.message} comes from outside the recording`,
    })
    return undefined
  }
}

/** What the emulator's answer says of placeholders; and the address that a redirect names. */
function learn(bindings: Bindings, exchange: Exchange, ours: Exchange['response']): void {
  const [recorded, emulated] = [parseJson(exchange.response.body), parseJson(ours.body)]
  if (recorded && emulated) bindings.learn(recorded.value, emulated.value)
  bindings.learn(exchange.response.headers.location, ours.headers.location)
}

/** Placeholders of requests that the provider did not refuse. */
function findAccepted(exchanges: readonly RecordedExchange[]): Set<string> {
  const accepted = new Set<string>()
  for (const { request, response } of exchanges) {
    if (response.status >= 400) continue
    const text = [
      request.path,
      request.query ?? '',
      request.body,
      ...Object.values(request.headers),
    ]
    for (const [found] of text.join('\n').matchAll(PLACEHOLDERS)) accepted.add(found)
  }
  return accepted
}

type Known = Pick<Difference, 'operationId' | 'evidence' | 'source' | 'exchange'>

function toKnown(operation: Operation | undefined, exchange: string): Known {
  if (!operation) return { exchange }
  const { id, source } = operation
  return { exchange, operationId: id, evidence: source.evidence, source }
}

/** One deviation is one difference, though spec and emulator both see it. */
function join(
  ofSpec: readonly Difference[],
  ofEmulator: readonly Finding[],
  known: Known,
): Drift[] {
  const isSame = (one: Finding, other: Finding) =>
    one.kind === other.kind && one.pointer === other.pointer
  const fromSpec = ofSpec.map((difference): Drift => {
    const isBoth = ofEmulator.some((finding) => isSame(finding, difference))
    return { ...difference, against: isBoth ? 'both' : 'spec' }
  })
  const fromEmulator = ofEmulator
    .filter((finding) => !ofSpec.some((difference) => isSame(finding, difference)))
    .map((finding): Drift => ({ ...known, ...finding, against: 'emulator' }))
  return [...fromSpec, ...fromEmulator]
}
