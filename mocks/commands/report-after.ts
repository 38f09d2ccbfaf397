/** Reports on what a command did, once it has ended: `exec --report readiness,coverage --out reports`. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { didYouMean, EnsayoError } from '../base/errors.ts'
import type { Engine } from '../sandbox/engine/engine.ts'
import type { Report } from '../sandbox/report/types.ts'
import { toCallable } from './output.ts'
import { isUnready, writeReport } from './report.ts'

export interface ReportFlags {
  report?: string | undefined
  out?: string | undefined
  requireSeen?: boolean | undefined
}

type Kind = Report['kind']

const KINDS: Kind[] = ['readiness', 'coverage']

const FILES = { markdown: 'md', html: 'html', json: 'json' } as const

/** Throws `OPTION_INVALID` before anything starts. */
export function toKinds({ report, out, requireSeen }: ReportFlags): Kind[] {
  const kinds = readKinds({ report, out, requireSeen })
  // What is to be seen stands in that one.
  return requireSeen && !kinds.includes('readiness') ? [...kinds, 'readiness'] : kinds
}

function readKinds({ report, out, requireSeen }: ReportFlags): Kind[] {
  if (report === undefined) {
    if (out === undefined || requireSeen) return []
    throw new EnsayoError(
      'OPTION_INVALID',
      '--out: there is nothing to write. Say which: --report readiness.',
    )
  }
  return report.split(',').map((word) => {
    const kind = KINDS.find((known) => known === word.trim())
    if (kind !== undefined) return kind
    const cure = didYouMean(word, KINDS) || ` There are: ${KINDS.join(', ')}.`
    throw new EnsayoError('OPTION_INVALID', `--report: no report "${word}".${cure}`)
  })
}

/**
 * Prints the reports on all accounts to stderr, for stdout is the command's; whether something is wrong:
 * nothing reached the sandbox, an item is violated, or was to be seen and was not.
 */
export async function reportAll(
  engine: Engine,
  kinds: readonly Kind[],
  folder: string | undefined,
  isSeenRequired = false,
): Promise<boolean> {
  if (kinds.length === 0) return false
  const { render } = await import('../sandbox/report/render.ts')
  // A callback of the last moment belongs to what is reported.
  await engine.settle()
  let isViolated = engine.health().counts.requests === 0
  if (isViolated) process.stderr.write(UNREACHED)
  for (const kind of kinds) {
    const report = await create(engine, kind)
    process.stderr.write(`\n${await render(report, 'text', { toCallable })}`)
    if (folder !== undefined) await write(folder, report)
    if (report.kind === 'readiness' && isUnready(report, isSeenRequired)) isViolated = true
  }
  return isViolated
}

const UNREACHED =
  'ensayo: the command never reached the sandbox, so the report says nothing about it. Does it read the variables that "exec" sets? "--intercept" catches clients with hosts built in.\n'

async function create(engine: Engine, kind: Kind): Promise<Report> {
  if (kind === 'coverage') {
    const { createCoverage } = await import('../sandbox/report/coverage.ts')
    return createCoverage(engine, { account: '*' })
  }
  const { createReadiness } = await import('../sandbox/report/readiness.ts')
  return createReadiness(engine, { account: '*' })
}

async function write(folder: string, report: Report): Promise<void> {
  const { render } = await import('../sandbox/report/render.ts')
  mkdirSync(folder, { recursive: true })
  for (const [format, ending] of Object.entries(FILES)) {
    // The keys of `FILES` are formats.
    const text = await render(report, format as keyof typeof FILES)
    writeReport(join(folder, `${report.kind}.${ending}`), text)
  }
}
