/**
 * The life of a request, in order. Each stage is a function in a file of its own; this page is the
 * only one that knows the order.
 */

import type { Operation } from '../../dialect/types.ts'
import type { AccountState } from '../accounts/account.ts'
import { toStoredName } from '../behaviour/unit-of-work.ts'
import { meetFaults } from '../departures/faults.ts'
import { runQuirks } from '../departures/quirks.ts'
import { answerByStub } from '../departures/stubs.ts'
import { type Answer, addAside, addHint, type Exchange } from '../http/exchange.ts'
import { readExpression } from '../http/expression.ts'
import { parseBody } from '../http/parse.ts'
import { authenticate, findAccount, findCaller, readProofs } from './authenticate.ts'
import { limit } from './limit-stage.ts'
import type { PipelineOptions } from './options.ts'
import { afterCommit, behave } from './run-behaviour.ts'
import { validate } from './validate-stage.ts'

/** Answers one exchange whose operation is known. Throws only on a fault of ours. */
export async function runPipeline(
  exchange: Exchange,
  raw: { text: string; isUtf8: boolean },
  options: PipelineOptions,
): Promise<Answer> {
  const { spec, schemas } = options.runtime
  const operation = exchange.operation!
  // Nothing about the body is refused before authentication: a stranger learns nothing about schemas.
  parse(exchange, operation, raw)
  // What follows is seen with the account's clock, variants and records, so it is found first.
  const read = readProofs(spec, operation, exchange.request, options.identities)
  let proofs = read instanceof Promise ? await read : read
  const account =
    findAccount(proofs) ??
    (await findCaller(operation, exchange.request, options.identities)) ??
    (await findOwner(exchange, operation, options))
  exchange.account = account ?? options.defaultAccount()
  const isPublic = proofs.size === 0 && operation.caller === undefined
  exchange.isUnclaimed = account === undefined && !isPublic
  exchange.at = exchange.account.clock.now()
  const failed = meetFaults(exchange, spec) ?? answerByStub(exchange, spec, 'authentication')
  if (failed) return failed
  let early = runQuirks('authentication', spec, schemas, exchange)
  // A quirk may have changed the headers.
  if (exchange.quirks.length > 0) {
    proofs = await readProofs(spec, operation, exchange.request, options.identities)
  }
  early ??=
    authenticate(spec, operation, proofs) ??
    (await limit(exchange, options)) ??
    answerByStub(exchange, spec, 'validation')
  if (exchange.stub !== undefined) return early!
  early ??=
    runQuirks('validation', spec, schemas, exchange) ??
    validate(exchange, operation, options) ??
    answerByStub(exchange, spec, 'behaviour')
  if (exchange.stub !== undefined) return early!
  const done = early
    ? { answer: early, work: undefined }
    : await behave(exchange, operation, options)
  addHint(exchange, done.answer.hint)
  exchange.credential = done.answer.credential
  const answer = runQuirks('response', spec, schemas, exchange, done.answer) ?? done.answer
  addAside(exchange)
  if (done.work) await afterCommit(exchange, done.work, options)
  return answer
}

function parse(
  exchange: Exchange,
  operation: Operation,
  raw: { text: string; isUtf8: boolean },
): void {
  if (!operation.requestBody) return
  const { mediaType, headers } = exchange.request
  const { content } = operation.requestBody
  const parsed = parseBody(raw, mediaType, content, headers['content-type'])
  exchange.request.body = parsed.body
  exchange.parseProblem = parsed.problem
}

/** The account that holds the record, for requests that carry no credentials. */
async function findOwner(
  exchange: Exchange,
  { record }: Operation,
  { store, runtime, identities }: PipelineOptions,
): Promise<AccountState | undefined> {
  const id = record && readExpression(record.id, exchange.request)
  if (id === undefined) return undefined
  const owner = await store.locate(toStoredName({ runtime }, record!.collection), id)
  return owner === undefined ? undefined : identities.findById(owner)
}
