/** Whether this machine has what a sandbox needs: Node, a folder, packages, a certificate. */

import { X509Certificate } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { systemTime } from '../../core/clock/system.ts'
import type { StartConfig } from '../../sandbox/server/config.ts'
import { findKeptCertificate } from '../../tools/intercept/kept-authority.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

/** The oldest Node that `engines` of the package lets in. */
export function checkNode(version: string = process.versions.node): Finding {
  const least = readEngines()
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number)
  const isNewEnough = major > leastMajor || (major === leastMajor && minor >= leastMinor)
  if (isNewEnough) return ok('node', `Node ${version}.`)
  return problem('node', `Node ${version} is too old.`, `Use Node ${least} or newer.`)
}

function readEngines(): string {
  for (const up of ['..', '../..', '../../..']) {
    const file = join(import.meta.dirname, up, 'package.json')
    if (!existsSync(file)) continue
    const { engines } = JSON.parse(readFileSync(file, 'utf8')) as { engines?: { node: string } }
    if (engines) return engines.node.replace(/^\D+/, '')
  }
  return '22.19'
}

/** Opens what is kept, as a start would, and closes it again. */
export async function checkData({ engine: { data } }: StartConfig): Promise<Finding[]> {
  if (data === undefined) return []
  const options = typeof data === 'object' ? data : { folder: data }
  const folder = resolve(options.folder)
  const near = existsSync(folder) ? folder : findParent(folder)
  try {
    accessSync(near, constants.W_OK)
    if (!statSync(near).isDirectory()) throw new Error('It is not a folder')
  } catch (error) {
    const why = (error as Error).message
    return [
      problem(
        'data',
        `${near} cannot be written: ${why}.`,
        'Name another folder, or let this user write there.',
      ),
    ]
  }
  if (!existsSync(join(folder, 'ensayo.db')))
    return [ok('data', `${folder} is free for a new sandbox.`)]
  try {
    const { openDatabase } = await import('../../core/store/file/open-database.ts')
    ;(await openDatabase(options)).close()
    return [ok('data', `${folder} holds a sandbox of a format that is known, and nobody uses it.`)]
  } catch (error) {
    const found = (error as Error).message
    const isUsed = (error as { code?: string }).code === 'DATA_IN_USE'
    return [{ check: 'data', level: isUsed ? 'warning' : 'problem', found }]
  }
}

function findParent(folder: string): string {
  const parent = dirname(folder)
  return existsSync(parent) || parent === folder ? parent : findParent(parent)
}

/** Packages that only some options need. */
export function checkPeers({ engine: { store } }: StartConfig): Finding[] {
  if (store === undefined) return []
  try {
    createRequire(import.meta.url).resolve('pg')
    return [ok('packages', '"pg" is installed.')]
  } catch {
    return [
      problem(
        'packages',
        'The store needs the package "pg", which is not installed.',
        'Install it: npm install --save-dev pg',
      ),
    ]
  }
}

/** Whether the authority of `--tls` is there and good, and clients are likely to trust it. */
export async function checkAuthority({ tls }: StartConfig): Promise<Finding[]> {
  if (tls === undefined) return []
  return [checkDates(findKeptCertificate(process.env)), ...checkTrust()]
}

function checkDates(certificate: string | undefined): Finding {
  if (certificate === undefined) return ok('tls', 'The authority is made at the first start.')
  const { validFromDate, validToDate } = new X509Certificate(certificate)
  const now = systemTime.now()
  if (validFromDate.getTime() > now) {
    const cure = 'Set the clock of this machine right.'
    return problem('tls', `The authority is valid only from ${validFromDate.toISOString()}.`, cure)
  }
  return ok('tls', `The authority is valid until ${validToDate.toISOString()}; a start renews it.`)
}

function checkTrust(): Finding[] {
  const trusted = process.env.NODE_EXTRA_CA_CERTS ?? process.env.SSL_CERT_FILE
  if (trusted !== undefined && existsSync(trusted))
    return [ok('tls', `Programs started here trust ${trusted}.`)]
  return [
    warning(
      'tls',
      'No variable of this shell names a certificate to trust.',
      'Write it with "ensayo ca --out ensayo.pem", and set NODE_EXTRA_CA_CERTS to that file.',
    ),
  ]
}
