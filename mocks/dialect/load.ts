/** YAML (or, once built, JSON) in, a `Spec` out. A document that breaks the dialect never gets past here. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, resolve as resolvePath } from 'node:path'
import { didYouMean, EnsayoError } from '../base/errors.ts'
import { checkDialect, type Finding } from './dialect.ts'
import { normalise } from './normalise.ts'
import { isBuilt, packageRoot, specExtension, specsFolder } from './paths.ts'
import type { JsonObject } from './pointer.ts'
import { findEndless } from './shape.ts'
import type { Spec } from './types.ts'

/** Names of the providers that come with Ensayo. */
export function listBuiltIn(): string[] {
  return readdirSync(specsFolder)
    .filter((file) => file.endsWith(specExtension))
    .map((file) => basename(file, specExtension))
    .sort()
}

/** Path of a built-in provider's spec, or of a file given by the user. Throws `PROVIDER_UNKNOWN`. */
export function findSpecFile(provider: string): string {
  if (/\.(ya?ml|json)$/.test(provider)) return resolvePath(provider)
  const known = listBuiltIn()
  if (known.includes(provider)) return join(specsFolder, `${provider}${specExtension}`)
  throw new EnsayoError(
    'PROVIDER_UNKNOWN',
    `No provider "${provider}".${didYouMean(provider, known)} There are: ${known.join(', ')}; or give the path of a spec file.`,
  )
}

/** The last loading of each file: a suite that starts a sandbox per test reads its specs once. */
const loaded = new Map<string, { text: string; spec: Promise<Spec> }>()

/**
 * Loads and checks one spec; a file that has not changed gives the same one, which nobody may change.
 * Throws `SPEC_UNREADABLE` or `SPEC_INVALID`, naming pointer, value and cure.
 */
export async function loadSpec(provider: string): Promise<Spec> {
  const path = findSpecFile(provider)
  const file = toShownPath(path)
  const text = readText(path, file)
  const known = loaded.get(path)
  if (known?.text === text) return known.spec
  const spec = toSpec(path, file, text)
  loaded.set(path, { text, spec })
  return spec
}

async function toSpec(path: string, file: string, text: string): Promise<Spec> {
  const document = await parseDocument(path, file, text)
  if (!wasChecked(path)) refuseFindings(checkDialect(document, file))
  return normalise(document, file)
}

/** What the build carries was checked when it was built. */
function wasChecked(path: string): boolean {
  return isBuilt && path.startsWith(specsFolder)
}

/** Reads a YAML or JSON file as a document. Throws `SPEC_UNREADABLE`. */
export async function readDocument(path: string, file = toShownPath(path)): Promise<JsonObject> {
  return parseDocument(path, file, readText(path, file))
}

async function parseDocument(path: string, file: string, text: string): Promise<JsonObject> {
  const document = await parseText(path, file, text)
  if (wasChecked(path)) return document
  const endless = findEndless(document)
  if (endless === undefined) return document
  throw new EnsayoError('SPEC_INVALID', `${file}#${endless.pointer}: ${endless.message}`)
}

async function parseText(path: string, file: string, text: string): Promise<JsonObject> {
  try {
    if (path.endsWith('.json')) return JSON.parse(text) as JsonObject
    const { parse } = await import('yaml')
    return parse(text) as JsonObject
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1)
    const isDeep = first.startsWith('Maximum call stack size exceeded')
    const reason = first
      .replace(/^Maximum call stack size exceeded/, 'nested too deeply')
      .replace(/[.:]$/, '')
    const form = path.endsWith('.json') ? 'JSON' : 'YAML'
    const cure = isDeep
      ? 'Spread what is nested over components, and refer to them by $ref.'
      : `Mend the ${form} there.`
    throw new EnsayoError(
      'SPEC_UNREADABLE',
      `${file}: not readable as ${form}: ${reason}. ${cure}`,
      {
        cause: error,
      },
    )
  }
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new EnsayoError('SPEC_UNREADABLE', `${file}: cannot be read. Is the path right?`, {
      cause: error,
    })
  }
}

function refuseFindings(findings: Finding[]): void {
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (errors.length === 0) return
  const lines = errors
    .slice(0, 10)
    .map((error) => `${error.file}#${error.pointer}: ${error.message}`)
  const more = errors.length > 10 ? [`(and ${errors.length - 10} more)`] : []
  throw new EnsayoError('SPEC_INVALID', [...lines, ...more].join('\n'))
}

function toShownPath(path: string): string {
  const inside = relative(packageRoot, path)
  return inside.startsWith('..') ? relative(process.cwd(), path) || path : inside
}
