/**
 * The authority of `--tls`: made once in the user's own folder, where its key stays. It vouches for
 * this machine and for the names that `--tls-name` and its like have asked for, and for nothing else.
 */
import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { EnsayoError } from '../../base/errors.ts'
import { systemTime } from '../../core/clock/system.ts'
import { type Authority, createAuthority, openAuthority, type Pair } from './authority.ts'
import type { Environment } from './environment.ts'

export interface KeptAuthority extends Authority {
  /** Path of the file. */
  file: string
  /** Whether it was made just now, in the place of one that vouched for fewer names or had ended. */
  isRenewed: boolean
}

/** What the file holds. */
interface Kept extends Pair {
  names: string[]
}

const TITLE = 'Ensayo local sandbox'

/** Names that every certificate has. */
const OWN_NAMES = ['localhost', '127.0.0.1', '::1']

const LIFE_DAYS = 3_650
/** Of the certificate that a start makes; clients take none that is good for much longer. */
const LEAF_DAYS = 365

/**
 * Opens the authority, or makes one that vouches for the names as well. Throws `OPTION_INVALID` when
 * the file is open to others or broken.
 */
export async function keepAuthority(
  names: readonly string[],
  env: Environment,
): Promise<KeptAuthority> {
  const file = toFile(env)
  const kept = readKept(file)
  const known = kept?.names ?? OWN_NAMES
  const wanted = [...new Set([...known, ...names])]
  if (kept && wanted.length === known.length && !isEnding(kept)) {
    return { ...(await openAuthority(kept)), file, isRenewed: false }
  }
  const authority = await createAuthority({
    title: TITLE,
    limits: toLimits(wanted),
    days: LIFE_DAYS,
    isKept: true,
  })
  writeKept(file, { names: wanted, ...(await authority.toPair()) })
  return { ...authority, file, isRenewed: kept !== undefined }
}

/** The authority's certificate, in PEM; undefined when none has been made yet. */
export function findKeptCertificate(env: Environment): string | undefined {
  return readKept(toFile(env))?.cert
}

/** A certificate for this machine and the names. */
export function issueLocal(authority: Authority, names: readonly string[]): Promise<Pair> {
  return authority.issue([...new Set([...OWN_NAMES, ...names])], LEAF_DAYS)
}

function toLimits(names: readonly string[]) {
  const addresses = names.filter((name) => isIP(name) !== 0 && !OWN_NAMES.includes(name))
  return {
    names: names.filter((name) => isIP(name) === 0),
    addresses: [
      '127.0.0.0/8',
      '::1/128',
      ...addresses.map((each) => `${each}/${isIP(each) === 4 ? 32 : 128}`),
    ],
  }
}

/** In `ENSAYO_HOME`, or where the system keeps the settings of programs. */
function toFile(env: Environment): string {
  const settings = env.XDG_CONFIG_HOME || env.APPDATA || join(homedir(), '.config')
  return join(env.ENSAYO_HOME || join(settings, 'ensayo'), 'authority.json')
}

function readKept(file: string): Kept | undefined {
  try {
    const isOpen = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
    if (isOpen) throw broken(file, 'others can read the key', `Run "chmod 600 ${file}"`)
    // Written by us, and held against the library right after.
    return JSON.parse(readFileSync(file, 'utf8')) as Kept
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    if (error instanceof EnsayoError) throw error
    throw broken(file, (error as Error).message, 'Remove it, and it is made anew')
  }
}

/** In one step, so that two starts at a time leave one whole file. */
function writeKept(file: string, kept: Kept): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, JSON.stringify(kept), { mode: 0o600 })
    renameSync(draft, file)
  } catch (cause) {
    const message = `the authority of --tls cannot be kept: ${(cause as Error).message}. Set ENSAYO_HOME to a folder that can be written.`
    throw new EnsayoError('OPTION_INVALID', message, { cause })
  }
}

function isEnding({ cert }: Kept): boolean {
  const left = Date.parse(new X509Certificate(cert).validTo) - systemTime.now()
  return left < LEAF_DAYS * 86_400_000
}

function broken(file: string, why: string, cure: string): EnsayoError {
  return new EnsayoError('OPTION_INVALID', `${file}: ${why}. ${cure}.`)
}
