/** Stages "quirks": asks the quirks of a stage, in order, and plays those that hold. */
import { toWeaker } from '../../dialect/evidence.ts'
import type { Operation, Quirk, QuirkKind, QuirkStage, Spec, Variant } from '../../dialect/types.ts'
import { type Answer, addHint, type Exchange } from '../http/exchange.ts'
import { playAccept } from './kinds/accept.ts'
import { playDelay } from './kinds/delay.ts'
import { playFault } from './kinds/fault.ts'
import { playReject } from './kinds/reject.ts'
import { playReshape } from './kinds/reshape.ts'
import type { QuirkPlay } from './play.ts'
import { type PlayableQuirk, pick } from './playable.ts'
import { toFacts } from './predicate.ts'

/** `value` is read, never played; `delivery` is played when a notification is written. */
const PLAYS: Record<Exclude<QuirkKind, 'value' | 'delivery'>, QuirkPlay> = {
  reject: playReject,
  accept: playAccept,
  reshape: playReshape,
  delay: playDelay,
  fault: playFault,
}

/** What playing quirks needs to know of an endpoint. */
export interface Departing {
  spec: Spec
  operation: Operation | undefined
  quirks: Record<QuirkStage, readonly PlayableQuirk[]>
}

/** Plays the quirks of a stage; the first that answers ends it. */
export function quirks(stage: QuirkStage) {
  return (exchange: Exchange, endpoint: Departing, answer?: Answer): Answer | undefined => {
    const playable = endpoint.quirks[stage]
    return playable.length === 0 ? undefined : play(playable, exchange, endpoint, answer)
  }
}

/** The answer after the quirks about answers; one that a test arranged is as the test has it. */
export function responseQuirks(exchange: Exchange, endpoint: Departing, answer: Answer): Answer {
  return (exchange.isArranged ? undefined : quirksOfResponse(exchange, endpoint, answer)) ?? answer
}

const quirksOfResponse = quirks('response')

function play(
  playable: readonly PlayableQuirk[],
  exchange: Exchange,
  { spec, operation }: Departing,
  answer: Answer | undefined,
): Answer | undefined {
  let facts: ReturnType<typeof toFacts> | undefined
  for (const each of playable) {
    const { variant, isIdle, holds } = pick(each, exchange.account.variants)
    if (isIdle || variant.kind === 'delivery') continue
    facts ??= toFacts(exchange, answer)
    if (!holds(facts)) continue
    const { quirk } = each
    const outcome = PLAYS[variant.kind as keyof typeof PLAYS]({
      spec,
      exchange,
      operation,
      quirk,
      variant,
      answer,
    })
    // Forgiving is noted when there was something to forgive.
    if (variant.kind !== 'accept') noteQuirk(exchange, quirk, variant)
    if (outcome) return { ...outcome, isProviderError: true }
    // A step may have changed what the next quirk asks about.
    facts = undefined
  }
  return undefined
}

/** Says in the exchange that a quirk shaped it. */
export function noteQuirk(exchange: Exchange, quirk: Quirk, variant: Variant): void {
  for (const noted of exchange.quirks) if (noted.id === quirk.id) return
  exchange.quirks.push({ id: quirk.id, variant: variant.name, title: quirk.title })
  exchange.reads ??= new Set()
  exchange.reads.add(variant.label)
  exchange.evidence = toWeaker(exchange.evidence, variant.source.evidence)
  addHint(exchange, variant.hint ?? quirk.hint)
}
