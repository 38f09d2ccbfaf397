/** Recordings on disk: a folder per session, a YAML file per exchange, each written whole or not at all. */
import { mkdirSync } from 'node:fs'
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parse, stringify } from 'yaml'
import { EnsayoError } from '../../base/errors.ts'
import { isObject } from '../../dialect/pointer.ts'
import type { Exchange } from './exchange.ts'

/** An exchange as a file holds it. */
export interface RecordedExchange extends Exchange {
  recording: 1
  /** Folder, and name of everything that shares placeholders. */
  session: string
  /** Start of the session, ISO 8601: what the dates in it count from. */
  startedAt: string
  /** Host of the provider that answered. */
  upstream: string
  /** Whether a body was too long to be kept. */
  isCut?: true
}

const HEAD = '# Recorded by `ensayo record`. Made by a run, redacted and dated; not to be edited.\n'

/** Makes the folder of a session: provider and start, with a number where there is one already. */
export function openSession(out: string, provider: string, startedAt: string): string {
  const name = `${provider}-${startedAt.replace(/\.\d+/, '').replace(/[-:]/g, '')}`
  mkdirSync(out, { recursive: true })
  for (let count = 1; ; count++) {
    const folder = join(out, count === 1 ? name : `${name}-${count}`)
    try {
      mkdirSync(folder)
      return folder
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** The text of an exchange's file. */
export function toYaml(exchange: RecordedExchange): string {
  const { recording, session, startedAt, provider, upstream, id, at, ...rest } = exchange
  const ordered = { recording, session, startedAt, provider, upstream, id, at, ...rest }
  return HEAD + stringify(ordered, { lineWidth: 0, blockQuote: 'literal' })
}

/** Writes a file beside its place and then moves it there: whoever looks sees all of it or nothing. */
export async function writeExchange(folder: string, id: string, text: string): Promise<void> {
  const temporary = join(folder, `.${id}.tmp`)
  await writeFile(temporary, text)
  await rename(temporary, join(folder, `${id}.yaml`))
}

/**
 * Reads recordings: files, or folders with files or sessions below. In order of session and exchange.
 * Throws `RECORDING_INVALID` for what is not one.
 */
export async function readRecordings(paths: readonly string[]): Promise<RecordedExchange[]> {
  const files = (await Promise.all(paths.map(listFiles))).flat()
  const exchanges = await Promise.all([...new Set(files)].sort().map(readExchange))
  if (exchanges.length > 0) return exchanges
  throw new EnsayoError(
    'RECORDING_INVALID',
    `${paths.join(', ')}: there is no recording. Make one with "ensayo record".`,
  )
}

async function listFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch((cause) => {
    throw new EnsayoError('RECORDING_INVALID', `${path}: cannot be read. Is the path right?`, {
      cause,
    })
  })
  if (!found.isDirectory()) return [path]
  const names = await readdir(path, { recursive: true })
  const isExchange = (name: string) => /^[^.].*\.yaml$/.test(basename(name))
  return names.filter(isExchange).map((name) => join(path, name))
}

async function readExchange(file: string): Promise<RecordedExchange> {
  const invalid = (why: string, cause?: unknown) =>
    new EnsayoError(
      'RECORDING_INVALID',
      `${file}: ${why}. Recordings are made by "ensayo record" and not edited.`,
      { cause },
    )
  let value: unknown
  try {
    value = parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw invalid('is not readable as YAML', cause)
  }
  if (!isRecorded(value)) throw invalid('is not a recorded exchange')
  return { ...value, session: join(dirname(file)) }
}

function isRecorded(value: unknown): value is RecordedExchange {
  if (!isObject(value) || value.recording !== 1) return false
  const { request, response } = value
  const texts = [value.id, value.at, value.provider, value.startedAt, value.session]
  return (
    texts.every((text) => typeof text === 'string') &&
    isObject(request) &&
    isObject(response) &&
    typeof request.method === 'string' &&
    typeof request.path === 'string' &&
    isObject(request.headers) &&
    typeof request.body === 'string' &&
    typeof response.status === 'number' &&
    isObject(response.headers) &&
    typeof response.body === 'string'
  )
}
