/** How the result of `ensayo verify` reads, in a form that can be pasted into an issue. */

import type {
  ExplainedExchange,
  ExplainedMessage,
  ExplainedQuirk,
} from '../tools/pact/explained.ts'
import type { InteractionReport, PactReport, VerifyReport } from '../tools/pact/report.ts'
import { PROGRAM, paint, paintStatus, print, shorten, toCount } from './output.ts'

export function printVerifyReport({ pacts, ok, failed, pending }: VerifyReport): void {
  for (const pact of pacts) printPact(pact)
  const waiting = pending === 0 ? '' : `, ${pending} pending`
  const sum = `${toCount(ok + failed + pending, 'interaction')}: ${ok} ok, ${failed} failed${waiting}.`
  print(failed > 0 ? paint('red', sum) : paint('green', sum))
}

function printPact(pact: PactReport): void {
  const { file, consumer, provider, interactions, unknownStates } = pact
  print(`${paint('bold', `${consumer} → ${provider}`)}  ${paint('dim', file)}`)
  for (const interaction of interactions) printInteraction(interaction)
  if (unknownStates.length > 0) printUnknownStates(pact)
  if (interactions.length === 0) print('  It has no interactions.')
  print()
}

const MARKS: Record<InteractionReport['status'], () => string> = {
  ok: () => paint('green', 'ok    '),
  pending: () => paint('yellow', 'pending'),
  failed: () => paint('red', 'failed'),
  'unknown-state': () => paint('red', 'failed'),
}

function printInteraction(interaction: InteractionReport) {
  const { description, states, status, problems, exchanges, message } = interaction
  const mark = MARKS[status]()
  const given = states.length === 0 ? '' : paint('dim', `, given ${states.join(' and ')}`)
  print(`  ${mark}  ${description}${given}`)
  if (status === 'ok') return
  if (status === 'pending') print('          its pact says that it need not hold yet')
  if (status === 'unknown-state') {
    print(`          its provider state is not known, see below`)
    return
  }
  for (const problem of problems) print(`          ${problem}`)
  for (const exchange of exchanges) printExchange(exchange)
  if (message !== undefined) printMessage(message)
}

/** Notification, what it told, and the quirks with evidence and source. */
function printMessage(message: ExplainedMessage): void {
  const { notification, body, evidence, source, quirks, related } = message
  const known = [evidence, source].filter(Boolean).join(', ')
  print(`          notification ${notification}${known === '' ? '' : ` (${known})`}`)
  print(`          ${shorten(body, 200)}`)
  for (const quirk of quirks) printQuirk('quirk', quirk)
  for (const quirk of related) printQuirk('about this field: quirk', quirk)
}

/** Operation, answer, and why: hint, violations and quirks with evidence and source. */
function printExchange(exchange: ExplainedExchange): void {
  const { method, path, status, answer, operationId, evidence, source, hint } = exchange
  print(`          ${method} ${path} → ${paintStatus(status)} ${shorten(answer, 200)}`)
  const known = [evidence, source].filter(Boolean).join(', ')
  const operation = operationId === undefined ? 'no operation' : `operation ${operationId}`
  print(`          ${operation}${known === '' ? '' : ` (${known})`}`)
  if (hint !== undefined) print(`          why: ${hint}`)
  for (const violation of exchange.violations) print(`          violation: ${violation}`)
  for (const quirk of exchange.quirks) printQuirk('quirk', quirk)
  for (const quirk of exchange.related) printQuirk('about this field: quirk', quirk)
}

function printQuirk(words: string, { id, variant, title, evidence, source }: ExplainedQuirk): void {
  const proof = [evidence, source].filter(Boolean).join(', ')
  print(`          ${words} ${id} = ${variant}: ${title} (${proof})`)
}

function printUnknownStates({ provider, unknownStates }: PactReport): void {
  print(`\n  ${paint('bold', 'Provider states that are not known')}`)
  for (const { message } of unknownStates) print(`  ${message}`)
  print(`  What each does: ${PROGRAM} list states --provider ${provider}`)
}
