/** Profiles in files of their own, as `ensayo calibrate` writes them: what a real sandbox showed. */
import { readFile } from 'node:fs/promises'
import { EnsayoError } from '../../base/errors.ts'
import type { Spec } from '../../dialect/types.ts'
import { expectProvider, unknownQuirk } from './choose.ts'
import { expectVariant } from './variants.ts'

/** Whether `--profile provider=<this>` means a file and not a name. */
export function isProfileFile(profile: string): boolean {
  return /\.(ya?ml|json)$/i.test(profile) || /[/\\]/.test(profile)
}

/**
 * Reads the files among `profiles` (provider → name or file), adds them to their specs, and returns
 * provider → name. Throws `PROFILE_INVALID` for what is not a profile of that provider, `QUIRK_UNKNOWN`
 * and `VARIANT_UNKNOWN` for names that the spec does not have.
 */
export async function loadProfileFiles(
  specs: readonly Spec[],
  profiles: Record<string, string>,
): Promise<Record<string, string>> {
  const names: Record<string, string> = {}
  for (const [provider, profile] of Object.entries(profiles)) {
    names[provider] = isProfileFile(profile)
      ? await loadProfileFile(expectProvider(specs, provider), profile)
      : profile
  }
  return names
}

async function loadProfileFile(spec: Spec, file: string): Promise<string> {
  const { provider, name, variants } = await read(file)
  if (provider !== spec.name) {
    throw invalid(file, `it is a profile of "${String(provider)}", not of ${spec.name}`)
  }
  if (typeof name !== 'string' || name === '') throw invalid(file, 'it has no "name"')
  if (spec.profiles.has(name)) {
    throw invalid(file, `the spec has a profile "${name}" already; change "name" in the file`)
  }
  if (!isRecord(variants)) throw invalid(file, 'its "variants" are not a mapping of quirks')
  const chosen = new Map<string, string>()
  for (const [id, value] of Object.entries(variants)) {
    const quirk = spec.quirks.get(id)
    if (quirk === undefined) throw unknownQuirk([spec], id)
    const variant = isRecord(value) ? value.variant : value
    if (typeof variant !== 'string') throw invalid(file, `"${id}" names no variant`)
    expectVariant(quirk, variant)
    chosen.set(id, variant)
  }
  spec.profiles.set(name, chosen)
  return name
}

async function read(file: string): Promise<Record<string, unknown>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    throw invalid(file, UNREADABLE[code] ?? String(cause), cause)
  }
  // Loaded only here: a start without a file does not need it.
  const { parse } = await import('yaml')
  try {
    const found: unknown = parse(text)
    if (isRecord(found)) return found
  } catch (cause) {
    throw invalid(file, `it is not YAML: ${(cause as Error).message.split('\n')[0]}`, cause)
  }
  throw invalid(file, 'it is not a mapping')
}

const UNREADABLE: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder; name a file in it',
  EACCES: 'it may not be read by this user',
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(file: string, why: string, cause?: unknown): EnsayoError {
  return new EnsayoError(
    'PROFILE_INVALID',
    `${file} cannot be used as a profile: ${why}. \`ensayo calibrate\` writes such files: provider, name, variants.`,
    { cause },
  )
}
