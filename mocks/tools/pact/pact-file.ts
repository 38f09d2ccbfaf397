/** Pact files of versions 1 to 4, read as far as verifying and reporting needs. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { EnsayoError } from '../../base/errors.ts'

export interface PactState {
  name: string
  params: Record<string, unknown>
}

export interface PactInteraction {
  /** The list of the file that it stands in. */
  list: 'interactions' | 'messages'
  kind: 'http' | 'message'
  description: string
  states: PactState[]
  /** Work in progress, as version 4 marks it: it may fail. */
  isPending: boolean
  /** As it stands in the file. */
  source: Record<string, unknown>
}

export interface PactFile {
  file: string
  consumer: string
  provider: string
  /** Of Pact's specification, `2.0.0`. */
  version: string
  interactions: PactInteraction[]
  document: Record<string, unknown>
}

/** A folder stands for the pacts in it. Throws `PACT_INVALID` for an address and for a folder without any. */
export function listPactFiles(given: readonly string[]): string[] {
  return given.flatMap((file) => {
    if (/^[a-z]+:\/\//i.test(file)) {
      throw new EnsayoError(
        'PACT_INVALID',
        `${file}: verify reads files, not addresses. Fetch it first, like: curl -sfo pacts/one.json ${file}`,
      )
    }
    if (!statSync(file, { throwIfNoEntry: false })?.isDirectory()) return [file]
    const inside = readdirSync(file).filter((name) => name.endsWith('.json'))
    if (inside.length === 0) throw invalid(file, 'the folder holds no .json file')
    return inside.toSorted().map((name) => join(file, name))
  })
}

/** Reads a pact. Throws `PACT_INVALID` with file, what was found and the cure. */
export function readPactFile(file: string): PactFile {
  const document = parsePact(file)
  const consumer = nameOf(document.consumer)
  const provider = nameOf(document.provider)
  if (consumer === undefined || provider === undefined) {
    throw invalid(file, 'it names no consumer or no provider, so it is not a pact')
  }
  const lists = (['interactions', 'messages'] as const).filter((key) =>
    Array.isArray(document[key]),
  )
  if (lists.length === 0) throw invalid(file, 'it has neither `interactions` nor `messages`')
  const interactions = lists.flatMap((key) =>
    (document[key] as unknown[]).map((each, index) =>
      toInteraction(`${file}#/${key}/${index}`, key, each),
    ),
  )
  const version = findVersion(document, interactions)
  return { file, consumer, provider, version, interactions, document }
}

function parsePact(file: string): Record<string, unknown> {
  const text = readText(file)
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw invalid(file, `it is not JSON: ${reason}`, cause)
  }
  throw invalid(file, 'it is JSON, but no object')
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`
    throw invalid(file, why, cause)
  }
}

function toInteraction(
  where: string,
  list: PactInteraction['list'],
  value: unknown,
): PactInteraction {
  if (!isObject(value)) throw invalid(where, 'it is not an object')
  const type = value.type ?? (list === 'messages' ? 'Asynchronous/Messages' : 'Synchronous/HTTP')
  if (type === 'Synchronous/Messages') {
    throw invalid(where, 'it is a synchronous message, which no provider here exchanges')
  }
  return {
    list,
    kind: type === 'Asynchronous/Messages' ? 'message' : 'http',
    description: String(value.description ?? ''),
    states: toStates(value),
    isPending: value.pending === true,
    source: value,
  }
}

/** Old writers left the version out; a list of states came with version 3. */
function findVersion(
  { metadata, messages }: Record<string, unknown>,
  interactions: readonly PactInteraction[],
): string {
  const said = isObject(metadata)
    ? (metadata.pactSpecification ?? metadata['pact-specification'])
    : undefined
  if (isObject(said) && typeof said.version === 'string') return said.version
  const isNew =
    messages !== undefined || interactions.some(({ source }) => 'providerStates' in source)
  return isNew ? '3.0.0' : '2.0.0'
}

/** One sentence up to version 2, a list with parameters since version 3. */
function toStates(interaction: Record<string, unknown>): PactState[] {
  const single = interaction.providerState ?? interaction.provider_state
  if (typeof single === 'string' && single !== '') return [{ name: single, params: {} }]
  const list = Array.isArray(interaction.providerStates) ? interaction.providerStates : []
  return list.filter(isObject).map((each) => ({
    name: String(each.name ?? ''),
    params: isObject(each.params) ? each.params : {},
  }))
}

function nameOf(party: unknown): string | undefined {
  return isObject(party) && typeof party.name === 'string' ? party.name : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(file: string, why: string, cause?: unknown): EnsayoError {
  return new EnsayoError(
    'PACT_INVALID',
    `${file}: ${why}. Give a file that Pact has written, usually pacts/<consumer>-<provider>.json.`,
    { cause },
  )
}
