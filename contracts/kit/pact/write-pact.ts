/**
 * Pact → file of version 4, by Pact's own library and without its mock server: it sorts keys and
 * interactions and stamps no time, so the same sources give the same bytes, and what it writes is by
 * definition a pact. The lock file pins the version that stands in the file's metadata.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ConsumerPact } from '@pact-foundation/pact-core'
import {
  type Given,
  type HttpInteraction,
  isMessage,
  type MessageInteraction,
  type Pact,
} from './interaction.ts'

/** The library beneath Pact's own; its versions of the specification, 5 being V4. */
const core = loadCore()
const V4 = 5

/** The text of the file, with a newline at its end. */
export function toPactText(pact: Pact): string {
  const writer = core.makeConsumerPact(pact.consumer, pact.provider, V4, 'error')
  for (const interaction of pact.interactions) {
    if (isMessage(interaction)) addMessage(writer, interaction)
    else addInteraction(writer, interaction)
  }
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-pact-'))
  try {
    writer.writePactFile(folder, false)
    const text = readFileSync(join(folder, `${pact.consumer}-${pact.provider}.json`), 'utf8')
    return `${text.trimEnd()}\n`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function loadCore(): {
  makeConsumerPact(...words: [string, string, number, string]): ConsumerPact
} {
  // Counting users over the internet is not ours to start.
  process.env.PACT_DO_NOT_TRACK = 'true'
  const pact = fileURLToPath(import.meta.resolve('@pact-foundation/pact'))
  return createRequire(pact)('@pact-foundation/pact-core')
}

function addInteraction(
  writer: ConsumerPact,
  { given, uponReceiving, withRequest, willRespondWith }: HttpInteraction,
): void {
  const interaction = writer.newInteraction(uponReceiving)
  for (const [state, params] of toStates(given)) interaction.givenWithParams(state, params)
  interaction.withRequest(withRequest.method, toText(withRequest.path))
  for (const [name, value] of Object.entries(withRequest.query ?? {})) {
    interaction.withQuery(name, 0, toText(value))
  }
  for (const [name, value] of Object.entries(withRequest.headers ?? {})) {
    interaction.withRequestHeader(name, 0, toText(value))
  }
  if (withRequest.body !== undefined) {
    interaction.withRequestBody(JSON.stringify(withRequest.body), JSON_TYPE)
  }
  interaction.withStatus(willRespondWith.status)
  for (const [name, value] of Object.entries(willRespondWith.headers ?? {})) {
    interaction.withResponseHeader(name, 0, toText(value))
  }
  if (willRespondWith.body !== undefined) {
    interaction.withResponseBody(JSON.stringify(willRespondWith.body), JSON_TYPE)
  }
}

function addMessage(
  writer: ConsumerPact,
  { given, expectsToReceive, withMetadata = {}, withContent }: MessageInteraction,
): void {
  const message = writer.newAsynchronousMessage(expectsToReceive)
  for (const [state, params] of toStates(given)) message.givenWithParams(state, params)
  for (const [name, value] of Object.entries(withMetadata)) {
    message.withMetadata(name, toText(value))
  }
  message.withContents(JSON.stringify(withContent), JSON_TYPE)
}

const JSON_TYPE = 'application/json'

function toStates(given: Given | readonly Given[] | undefined): [state: string, params: string][] {
  const list: Given[] = given === undefined ? [] : [given].flat()
  return list.map((each) =>
    typeof each === 'string' ? [each, '{}'] : [each.state, JSON.stringify(each.params)],
  )
}

/** A matcher goes in as its JSON. */
function toText(value: string | object): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
