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
}

type Kind = Report['kind']

const KINDS: Kind[] = ['readiness', 'coverage']

const FILES = { markdown: 'md', html: 'html', json: 'json' } as const

/** Throws `OPTION_INVALID` before anything starts. */
export function toKinds({ report, out }: ReportFlags): Kind[] {
  if (report === undefined) {
    if (out === undefined) return []
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

/** Prints the reports on all accounts to stderr, for stdout is the command's; whether readiness has violations. */
export async function reportAll(
  engine: Engine,
  kinds: readonly Kind[],
  folder: string | undefined,
): Promise<boolean> {
  if (kinds.length === 0) return false
  const { render } = await import('../sandbox/report/render.ts')
  // A callback of the last moment belongs to what is reported.
  await engine.settle()
  let isViolated = false
  for (const kind of kinds) {
    const report = await create(engine, kind)
    process.stderr.write(`\n${await render(report, 'text', { toCallable })}`)
    if (folder !== undefined) await write(folder, report)
    if (report.kind === 'readiness' && isUnready(report)) isViolated = true
  }
  return isViolated
}

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
