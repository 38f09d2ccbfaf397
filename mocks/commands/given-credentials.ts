/** `--credentials`: keys of one's own, as JSON on the line or in a file of JSON or YAML. */
import { EnsayoError } from '../base/errors.ts'
import type { GivenCredentials } from '../core/accounts/given-credentials.ts'
import { readDocument } from '../dialect/load.ts'

/** What they say is checked by the sandbox. Throws `OPTION_INVALID` or `SPEC_UNREADABLE` naming the flag or the file. */
export async function readGiven(text: string): Promise<GivenCredentials> {
  const given = text.trimStart().startsWith('{') ? parse(text) : await readFromFile(text)
  return given as GivenCredentials
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalid('is not JSON', error)
  }
}

async function readFromFile(file: string): Promise<unknown> {
  try {
    return await readDocument(file, file)
  } catch (error) {
    throw invalid(`names ${file}: ${(error as Error).message}`, error)
  }
}

function invalid(what: string, cause: unknown): EnsayoError {
  return new EnsayoError(
    'OPTION_INVALID',
    `--credentials ${what}. Give a file, or JSON like '{"cobru":{"apiKey":"key-in-my-source"}}'.`,
    { cause },
  )
}
