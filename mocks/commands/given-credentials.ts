/** `--credentials`: JSON or YAML, in the flag itself or in a file. What it says is checked by the sandbox. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { EnsayoError } from '../base/errors.ts'

/** provider → credential → value. Throws `OPTION_INVALID` for what cannot be read. */
export function readCredentials(given: string): Record<string, Record<string, string>> {
  const isInline = given.trimStart().startsWith('{')
  const where = isInline ? 'the JSON' : given
  const text = isInline ? given : readText(given)
  let read: unknown
  try {
    read = parse(text)
  } catch (cause) {
    throw invalid(`${where} is neither JSON nor YAML: ${firstLine(cause)}`, cause)
  }
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) {
    // The sandbox looks at it name by name.
    return read as Record<string, Record<string, string>>
  }
  throw invalid(`${where} does not hold an object`)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw invalid(`${file} cannot be read: ${firstLine(cause)}`, cause)
  }
}

function firstLine(cause: unknown): string {
  return String((cause as Error).message)
    .split('\n')[0]!
    .replace(/[.:]$/, '')
}

function invalid(what: string, cause?: unknown): EnsayoError {
  return new EnsayoError(
    'OPTION_INVALID',
    `--credentials: ${what}. Give {"cobru": {"apiKey": "…"}}, or a file that holds it.`,
    { cause },
  )
}
