/** What is known to differ: accepted once, with reason and date. Only what changes fails afterwards. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EnsayoError } from '../../mocks/base/errors.ts'
import type { Finding, RunResult } from './result.ts'

export interface Accepted {
  provider: string
  /** Id of the finding. */
  finding: string
  /** What was found then: something else there is a change. */
  found: string
  reason: string
  /** ISO 8601. */
  at: string
}

export interface Baseline {
  version: 1
  accepted: Accepted[]
}

/** Reads it; empty where there is none yet. Throws `OPTION_INVALID` when the file holds something else. */
export async function readBaseline(file: string): Promise<Baseline> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return { version: 1, accepted: [] }
  try {
    const found = JSON.parse(text)
    if (found.version === 1 && Array.isArray(found.accepted)) return found
  } catch {
    // Told below.
  }
  throw new EnsayoError(
    'OPTION_INVALID',
    `${file} does not hold accepted findings. Name another file with --accept.`,
  )
}

/** Marks what is accepted, and tells as remarks what was accepted and is there no more. */
export function applyBaseline(run: RunResult, { accepted }: Baseline): RunResult {
  const own = accepted.filter(({ provider }) => provider === run.provider)
  const findings = run.findings.map((finding) => {
    const known = own.find((each) => each.finding === finding.id)
    if (known === undefined) return finding
    if (known.found === toSteady(finding)) return { ...finding, accepted: known }
    return { ...finding, found: `${finding.found} (accepted was ${known.found})` }
  })
  const isThere = (id: string) => run.findings.some((finding) => finding.id === id)
  // Of a part of the cases, or of a run that ended early, nothing can be said to be gone.
  const gone = run.isWhole ? own.filter(({ finding }) => !isThere(finding)) : []
  const remarks = gone.map(({ finding }) => `accepted, and there no more: ${finding}`)
  return { ...run, findings, remarks: [...run.remarks, ...remarks] }
}

/** Adds one, or puts it in the place of what was accepted of it before. */
export function accept(
  baseline: Baseline,
  {
    provider,
    finding,
    reason,
    at = new Date().toISOString(),
  }: { provider: string; finding: Finding; reason: string; at?: string },
): Baseline {
  const others = baseline.accepted.filter(
    (each) => each.provider !== provider || each.finding !== finding.id,
  )
  const added = { provider, finding: finding.id, found: toSteady(finding), reason, at }
  const all = [...others, added].sort((a, b) => toKey(a).localeCompare(toKey(b)))
  return { version: 1, accepted: all }
}

export async function writeBaseline(file: string, baseline: Baseline): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(baseline, null, 2)}\n`)
}

/** Ids, amounts and dates change from run to run; what is found is compared without them. */
export function toSteady({ found }: Pick<Finding, 'found'>): string {
  return found.replace(/<[a-z-]+:\d+>/g, '<…>').replace(/(?<!status )\b(?=\w*\d)[\w.:+-]{4,}/g, '…')
}

function toKey({ provider, finding }: Accepted): string {
  return `${provider} ${finding}`
}
