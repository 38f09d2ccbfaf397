/** Asks the quirks of one stage, in order, and plays those that hold. */

import type { Schemas } from '../../dialect/schemas.ts'
import type { Operation, Quirk, QuirkKind, QuirkStage, Spec, Variant } from '../../dialect/types.ts'
import { activeVariant } from '../accounts/variants.ts'
import { type Answer, addHint, type Exchange } from '../http/exchange.ts'
import { playAccept } from './kinds/accept.ts'
import { playDelay } from './kinds/delay.ts'
import { playFault } from './kinds/fault.ts'
import { playReject } from './kinds/reject.ts'
import { playReshape } from './kinds/reshape.ts'
import type { QuirkPlay } from './play.ts'
import { holds, toFacts } from './predicate.ts'

/** `value` is read, never played; `delivery` is played when a notification is written. */
const PLAYS: Record<Exclude<QuirkKind, 'value' | 'delivery'>, QuirkPlay> = {
  reject: playReject,
  accept: playAccept,
  reshape: playReshape,
  delay: playDelay,
  fault: playFault,
}

/** Plays the quirks of a stage; the first that answers ends it. */
export function runQuirks(
  stage: QuirkStage,
  spec: Spec,
  schemas: Schemas,
  exchange: Exchange,
  answer?: Answer,
  operation: Operation = exchange.operation!,
): Answer | undefined {
  let facts: ReturnType<typeof toFacts> | undefined
  for (const quirk of quirksOf(operation, stage)) {
    const variant = activeVariant(quirk, exchange.account.variants)
    if (isIdle(variant)) continue
    facts ??= { ...toFacts(exchange), ...toAnswerFacts(answer) }
    if (!holds(variant.when ?? quirk.when, facts, schemas)) continue
    const play = PLAYS[variant.kind as keyof typeof PLAYS]
    const outcome = play({ spec, exchange, operation, quirk, variant, answer })
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
  if (exchange.quirks.some((noted) => noted.id === quirk.id)) return
  exchange.quirks.push({ id: quirk.id, variant: variant.name, title: quirk.title })
  addHint(exchange, variant.hint ?? quirk.hint)
}

function isIdle(variant: Variant): boolean {
  return variant.kind === 'value' || variant.kind === 'delivery' || variant.setting === true
}

function toAnswerFacts(answer: Answer | undefined): Record<string, unknown> {
  return answer === undefined ? {} : { status: answer.status, response: answer.body }
}

const byStage = new WeakMap<Operation, Map<QuirkStage, Quirk[]>>()

function quirksOf(operation: Operation, stage: QuirkStage): Quirk[] {
  let stages = byStage.get(operation)
  if (!stages) {
    stages = Map.groupBy(
      operation.quirks.filter((quirk) =>
        [...quirk.variants.values()].some((variant) => !isIdle(variant)),
      ),
      (quirk) => quirk.stage,
    )
    byStage.set(operation, stages)
  }
  return stages.get(stage) ?? NONE
}

const NONE: Quirk[] = []
