/** `contracts/status.json`: the last result of every case on every target, dated. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EnsayoError } from '../../mocks/base/errors.ts'
import type { Finding, Outcome, RunResult } from './result.ts'

export interface Status {
  version: 1
  /** Target → case → last result. */
  targets: Record<string, Record<string, CaseStatus>>
  /** Target → provider → what the last run found; `contract accept` takes it from there. */
  findings?: Record<string, Record<string, Finding[]>>
}

export interface CaseStatus {
  outcome: Outcome
  /** ISO 8601. */
  at: string
  reason?: string
  /** Variant that a probe saw. */
  variant?: string
}

/** Puts a run's results over those that a file holds. Throws `OPTION_INVALID` when the file is not a status file. */
export async function updateStatus(file: string, runs: readonly RunResult[]): Promise<Status> {
  const status = mergeStatus(await readStatus(file), runs)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, `${JSON.stringify(status, null, 2)}\n`)
  await rename(`${file}.new`, file)
  return status
}

/** Skipped cases leave an earlier result standing: it says more. */
export function mergeStatus(before: Status, runs: readonly RunResult[]): Status {
  const targets = structuredClone(before.targets)
  const findings = structuredClone(before.findings ?? {})
  for (const { target, provider, startedAt, cases, findings: found } of runs) {
    const open = found.filter(({ rank }) => rank !== 'remark')
    if (open.length > 0) findings[target] = { ...findings[target], [provider]: open }
    else delete findings[target]?.[provider]
    targets[target] ??= {}
    for (const { id, outcome, reason, variant } of cases) {
      const known = targets[target][id]
      if (outcome === 'skipped' && known !== undefined && known.outcome !== 'skipped') continue
      targets[target][id] = {
        outcome,
        at: startedAt,
        ...(reason === undefined ? {} : { reason }),
        ...(variant?.seen === undefined ? {} : { variant: variant.seen }),
      }
    }
    targets[target] = sortKeys(targets[target])
  }
  const kept = Object.entries(findings).filter(([, each]) => Object.keys(each).length > 0)
  const told = kept.length === 0 ? {} : { findings: sortKeys(Object.fromEntries(kept)) }
  return { version: 1, targets: sortKeys(targets), ...told }
}

/** Reads it; empty where there is none yet. Throws `OPTION_INVALID` when the file is not a status file. */
export async function readStatus(file: string): Promise<Status> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return { version: 1, targets: {} }
  const found = parse(text)
  const { version, targets, findings } = found ?? {}
  if (version === 1 && typeof targets === 'object' && targets !== null) {
    return { version, targets, ...(findings === undefined ? {} : { findings }) }
  }
  throw new EnsayoError(
    'OPTION_INVALID',
    `${file} is not a status file of contracts. Move it away, or name another file with --status.`,
  )
}

function parse(text: string): Partial<Status> | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** So that a changed result is a changed line. */
function sortKeys<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
