/** What is known to differ: accepted once, with reason and date. Only what changes afterwards counts. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EnsayoError } from '../../base/errors.ts'
import type { Drift, DriftReport } from './drift-finding.ts'
import { toPlace } from './survey.ts'

export interface AcceptedDrift {
  provider: string
  /** `drift value getPayment /state emulator`. */
  finding: string
  /** What was found then: something else there is a change. */
  found: string
  reason: string
  /** ISO 8601. */
  at: string
}

/** Reads the file; empty where there is none yet. Throws `OPTION_INVALID` when it holds something else. */
export async function readAccepted(file: string): Promise<AcceptedDrift[]> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return []
  try {
    const found = JSON.parse(text) as { version?: unknown; accepted?: unknown }
    if (found.version === 1 && Array.isArray(found.accepted)) return found.accepted
  } catch {
    // Told below.
  }
  throw new EnsayoError(
    'OPTION_INVALID',
    `--accept: ${file} does not hold accepted findings. Name another file.`,
  )
}

/** Marks what is accepted, says of what has changed what it was, and lists what is there no more. */
export function applyAccepted(
  report: DriftReport,
  accepted: readonly AcceptedDrift[],
): DriftReport {
  const own = accepted.filter(
    ({ provider, finding }) => provider === report.provider && finding.startsWith('drift '),
  )
  const known = new Map(own.map((each) => [each.finding, each]))
  const there = new Set(report.differences.map(toName))
  return {
    ...report,
    differences: report.differences.map((drift) => {
      const before = known.get(toName(drift))
      if (before === undefined) return drift
      if (before.found === toSteady(drift)) {
        return { ...drift, accepted: { reason: before.reason, at: before.at } }
      }
      return { ...drift, found: `${drift.found} (accepted was ${before.found})` }
    }),
    gone: own.filter(({ finding }) => !there.has(finding)).map(({ finding }) => finding),
  }
}

/** Accepts everything that the report finds, and keeps what was accepted of other providers and before. */
export async function acceptAll(
  file: string,
  report: DriftReport,
  { reason, at }: { reason: string; at: string },
): Promise<number> {
  const found = report.differences.filter(
    ({ severity, accepted }) => severity !== 'info' && accepted === undefined,
  )
  const added = found.map((drift): AcceptedDrift => {
    return { provider: report.provider, finding: toName(drift), found: toSteady(drift), reason, at }
  })
  const names = new Set(added.map(({ finding }) => finding))
  const others = (await readAccepted(file)).filter(
    ({ provider, finding }) => provider !== report.provider || !names.has(finding),
  )
  const accepted = [...others, ...added].sort((a, b) => (toKey(a) < toKey(b) ? -1 : 1))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify({ version: 1, accepted }, null, 2)}\n`)
  return added.length
}

function toKey({ provider, finding }: AcceptedDrift): string {
  return `${provider} ${finding}`
}

function toName({ kind, operationId, pointer, against }: Drift): string {
  return ['drift', kind, operationId ?? '-', toPlace(pointer) || '-', against].join(' ')
}

/** Placeholders and amounts change from recording to recording. */
function toSteady({ found, kind }: Drift): string {
  if (kind === 'status' || kind === 'undocumented-operation') return found
  return found.replace(/<[a-z][a-z-]*:[^<>\s]+>/g, '<…>').replace(/\b(?=\w*\d)[\w.:+-]{4,}/g, '…')
}
