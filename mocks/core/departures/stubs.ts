/** Stubs: fixed answers for special cases, checked against the spec when they are added. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { Operation, Spec } from '../../dialect/types.ts'
import {
  type NewStub,
  STUB_STAGES,
  type Stub,
  type StubAnswer,
  type StubSetting,
  type StubStage,
} from '../accounts/rule-types.ts'
import { type Answer, addHint, type Exchange } from '../http/exchange.ts'
import { renderError } from '../http/render-error.ts'
import { compileAnswers } from '../http/respond.ts'
import { compact, expectHeaders, expectOnly, expectStatus, expectTurn, invalid } from './check.ts'
import { expectError } from './check-fault.ts'
import { expectPredicate, toRequestFacts } from './match.ts'
import { findOperation } from './targets.ts'

const TAKES = [
  ...['operationId', 'provider', 'match', 'answer', 'before', 'offSpec'],
  ...['times', 'skip', 'rate'],
]

const ANSWER_TAKES = ['status', 'headers', 'contentType', 'body', 'error']

/** The stub as it is kept. Throws `EnsayoError` with where, what and cure. */
export function toStubSetting(specs: readonly Spec[], input: NewStub): StubSetting {
  const { spec, operation } = findOperation(specs, input.operationId, input.provider)
  const where = `stub of ${spec.name}.${operation.id}`
  const { match, answer, before = 'validation', offSpec = false, times, skip, rate } = input
  expectOnly(where, 'stub', input, TAKES)
  expectTurn(where, input)
  if (match !== undefined) expectPredicate(where, match)
  if (!STUB_STAGES.includes(before)) {
    throw invalid(
      where,
      `before "${before}" is not a stage.${didYouMean(before, STUB_STAGES)} There are: ${STUB_STAGES.join(', ')}.`,
    )
  }
  expectAnswer(where, spec, answer)
  if (!offSpec) expectFits(where, spec, operation, answer)
  const target = { provider: spec.name, operationId: operation.id }
  return compact({ ...target, match, answer, before, offSpec, times, skip, rate }) as StubSetting
}

function expectAnswer(where: string, spec: Spec, answer: StubAnswer): void {
  if (typeof answer !== 'object') throw invalid(where, 'answer is missing. Give { status, body }.')
  expectOnly(where, 'answer', answer, ANSWER_TAKES)
  expectStatus(where, answer.status)
  expectHeaders(where, answer.headers)
  if (answer.contentType !== undefined) {
    expectHeaders(where, { 'content-type': answer.contentType })
  }
  if (answer.error === undefined) return
  expectError(where, spec, answer.error)
  if (answer.body === undefined && answer.contentType === undefined) return
  throw invalid(where, 'an answer by "error" brings its own body. Leave out body and contentType.')
}

/** An error of the spec is the provider's own and need not be among the responses of the operation. */
function expectFits(where: string, spec: Spec, operation: Operation, answer: StubAnswer): void {
  if (answer.error !== undefined) return
  const problem = compileAnswers(spec, operation)(toPlainAnswer(answer))
  if (problem === undefined) return
  const statuses = [...operation.responses.keys()].join(', ')
  throw new EnsayoError(
    'STUB_OFF_SPEC',
    `${where}: ${problem}. It answers ${statuses}; for an error of the provider's name one by "error", and with "offSpec" the stub may answer anything.`,
  )
}

function toPlainAnswer({ status = 200, headers, body, contentType }: StubAnswer): Answer {
  return compact({ status, headers, body, contentType }) as Answer
}

/** Stages "stubs": the answer of the newest stub that matches and whose turn it is. */
export function stubs(stage: StubStage) {
  return (exchange: Exchange, { spec }: { spec: Spec }): Answer | undefined =>
    exchange.account.rules.stubs.size === 0 ? undefined : answerByStub(exchange, spec, stage)
}

function answerByStub(exchange: Exchange, spec: Spec, stage: StubStage): Answer | undefined {
  const { stubs } = exchange.account.rules
  let facts: ReturnType<typeof toRequestFacts> | undefined
  for (const stub of stubs.list().toReversed()) {
    if (stub.before !== stage || stub.provider !== spec.name) continue
    if (stub.operationId !== exchange.operation?.id) continue
    if (!stubs.holds(stub, () => (facts ??= toRequestFacts(exchange)))) continue
    if (stubs.takesTurn(stub)) return toAnswer(exchange, spec, stub)
  }
  return undefined
}

function toAnswer(exchange: Exchange, spec: Spec, { id, answer, offSpec }: Stub): Answer {
  exchange.stub = id
  exchange.isArranged = true
  addHint(exchange, `Stub ${id} answered; nothing else happened.`)
  if (answer.error === undefined) {
    const plain = toPlainAnswer(answer)
    return offSpec ? { ...plain, isProviderError: true } : plain
  }
  const { method, path, mediaType } = exchange.request
  const error = renderError(spec, answer.error, { method, path, mediaType })
  return {
    ...error,
    status: answer.status ?? error.status,
    headers: { ...error.headers, ...answer.headers },
  }
}
