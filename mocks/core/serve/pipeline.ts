/**
 * The life of a request, in order; the page to open first. Each stage and each finish is a function
 * in a file of its own, and nothing else knows the order. A request that no operation matched goes
 * the same way, by an endpoint that answers 404 or 405.
 *
 * Around it (`serve.ts`): the body was read before; the answer is rendered, journalled and sent after.
 */
import { activeVariant, getQuirk } from '../accounts/variants.ts'
import { beginUnit, type UnitOfWork } from '../behaviour/unit-of-work.ts'
import { applyFault, meetFaults } from '../departures/faults.ts'
import { noteQuirk, quirks, responseQuirks } from '../departures/quirks.ts'
import { stubs } from '../departures/stubs.ts'
import { type Answer, addAside, addHint } from '../http/exchange.ts'
import { authenticate } from './authenticate.ts'
import { hintCallbacks } from './callback-hint.ts'
import { checkAnswer } from './check-answer.ts'
import type { Endpoint } from './endpoint.ts'
import { idempotency, rememberAnswer } from './idempotency.ts'
import { identify } from './identify.ts'
import { limit } from './limit.ts'
import { loadRecord } from './load-record.ts'
import { openShared } from './open-shared.ts'
import { parse } from './parse.ts'
import { runBehaviour } from './run-behaviour.ts'
import type { ServedExchange } from './served-exchange.ts'
import type { Finish, Stage } from './stage.ts'
import { validate } from './validate.ts'

/** Asked in order until one answers. */
const STAGES: readonly Stage[] = [
  parse,
  identify,
  // Here the account is opened, which may wait; from here to the end it is one unit of work, which does not.
  meetFaults,
  stubs('authentication'),
  quirks('authentication'),
  authenticate,
  limit,
  stubs('validation'),
  quirks('validation'),
  validate,
  stubs('behaviour'),
  loadRecord,
  idempotency,
  quirks('behaviour'),
  runBehaviour,
]

/** Every answer passes these, refusals too; answers of a fault or stub skip the quirks. */
const FINISH: readonly Finish[] = [
  rememberAnswer,
  responseQuirks,
  applyFault,
  checkAnswer,
  hintCallbacks,
]

const OPENED = STAGES.indexOf(identify) + 1

/** Answers an exchange, without a promise unless the account's keeper takes time. Throws on a fault of ours. */
export function runPipeline(
  exchange: ServedExchange,
  endpoint: Endpoint,
): Answer | Promise<Answer> {
  const { shared } = endpoint.parts
  shared?.begin()
  const early = ask(exchange, endpoint, 0, OPENED)
  if (early) return early
  if (shared) {
    return openShared(exchange, endpoint, shared).then(() => carryOut(exchange, endpoint))
  }
  const opening = endpoint.parts.store.open(exchange.account.id)
  return opening ? opening.then(() => carryOut(exchange, endpoint)) : carryOut(exchange, endpoint)
}

/** Everything that an answer stands on is kept before it leaves, or nothing has happened. */
function carryOut(exchange: ServedExchange, endpoint: Endpoint): Answer | Promise<Answer> {
  const unit = openUnit(exchange, endpoint)
  exchange.unit = unit
  let answer: Answer
  try {
    answer = finish(exchange, endpoint, ask(exchange, endpoint, OPENED, STAGES.length)!)
  } catch (error) {
    unit.undo()
    throw error
  }
  if (exchange.isUndone) {
    unit.undo()
    return answer
  }
  exchange.effects = unit.tx.effects()
  const kept = unit.commit()
  exchange.wakeAt = unit.dueAt
  exchange.awaitingAnswer = unit.awaitingAnswer
  exchange.beforeAnswer = unit.beforeAnswer
  return kept ? kept.then(() => answer) : answer
}

function ask(
  exchange: ServedExchange,
  endpoint: Endpoint,
  from: number,
  to: number,
): Answer | undefined {
  for (let at = from; at < to; at++) {
    const answer = STAGES[at]!(exchange, endpoint)
    if (answer) return answer
  }
  // The last stage always answers.
  return undefined
}

function finish(exchange: ServedExchange, endpoint: Endpoint, first: Answer): Answer {
  addHint(exchange, first.hint)
  exchange.credential = first.credential
  let answer = first
  for (const step of FINISH) answer = step(exchange, endpoint, answer)
  addAside(exchange)
  return answer
}

function openUnit(exchange: ServedExchange, { parts }: Endpoint): UnitOfWork {
  const { account, at, id } = exchange
  const { runtime, store } = parts
  return beginUnit(store, runtime, account, {
    now: at,
    causedBy: id,
    note: (id) => {
      const quirk = getQuirk(runtime.spec, id)
      noteQuirk(exchange, quirk, activeVariant(quirk, account.variants))
    },
    read: (label) => {
      exchange.reads ??= new Set()
      exchange.reads.add(label)
    },
  })
}
