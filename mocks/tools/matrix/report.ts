/** A matrix for programs: JSON, and JUnit for CI. */
import { toXml } from '../../base/xml.ts'
import { toLabel } from './plan.ts'
import { type MatrixResult, type RunResult, tailOf } from './run.ts'
import type { Telling } from './telling.ts'

/** `flaky`: failed once, and passed when run again. */
export type Verdict = 'breaks' | 'flaky' | 'passes' | 'not-exercised'

export interface RunReport {
  variants: {
    quirk: string
    variant: string
    /** Variant that the base has in its place. */
    base: string
    title: string
    hint?: string
    evidence: string
    source: { url?: string; section?: string; note?: string }
  }[]
  verdict: Verdict
  /** `acted`: it shaped an answer or notification. `read`: its value was read. */
  met: RunResult['met']
  outcome: RunResult['outcome']
  exitCode: number | null
  durationMs: number
  requests: number
  /** Requests and deliveries that were too many to be kept. */
  cut: number
  /** Answers of the sandbox off their own spec, and exceptions in it: not the command's fault. */
  faults: number
  firstFailing?: Telling
  /** File with the journal, where it was kept. */
  journal?: string
  /** The last 40 lines. */
  output?: string
}

export interface MatrixReport {
  command: readonly string[]
  baseline: RunReport
  /** One per variant. */
  variants: RunReport[]
  /** One run per row of the covering array; how many pairs were met in one run, of how many. */
  pairs?: { rows: RunReport[]; met: number; all: number }
  combinations: RunReport[]
  summary: {
    variants: number
    breaking: number
    flaky: number
    notExercised: number
    combinations: number
  }
}

const OUTPUT_LINES = 40

/** The result as plain data. */
export function toReport(command: readonly string[], result: MatrixResult): MatrixReport {
  const variants = result.singles.map(toRunReport)
  const { pairs } = result
  const count = (verdict: Verdict) => variants.filter((each) => each.verdict === verdict).length
  return {
    command,
    baseline: toRunReport(result.baseline),
    variants,
    ...(pairs ? { pairs: { ...pairs, rows: pairs.rows.map(toRunReport) } } : {}),
    combinations: result.combinations.map(toRunReport),
    summary: {
      variants: variants.length,
      breaking: count('breaks'),
      flaky: count('flaky'),
      notExercised: count('not-exercised'),
      combinations: result.combinations.length,
    },
  }
}

/** A pass says something only where the command met the quirk. */
export function toVerdict({ outcome, met, isFlaky }: RunResult): Verdict {
  if (isFlaky) return 'flaky'
  if (outcome !== 'passed') return 'breaks'
  return met === 'no' ? 'not-exercised' : 'passes'
}

function toRunReport(run: RunResult): RunReport {
  const { outcome, met, exitCode, durationMs, trace, telling, output, faults } = run
  return {
    variants: run.variants.map(({ hint, source, ...variant }) => ({
      ...variant,
      ...(hint === undefined ? {} : { hint }),
      source: pick(source),
    })),
    verdict: toVerdict(run),
    met,
    outcome,
    exitCode: exitCode ?? null,
    durationMs: Math.round(durationMs),
    requests: trace.requests.length,
    cut: trace.cut,
    faults,
    ...(telling ? { firstFailing: telling } : {}),
    ...(run.journal === undefined ? {} : { journal: run.journal }),
    ...(outcome === 'passed' && !run.isFlaky ? {} : { output: tailOf(output, OUTPUT_LINES) }),
  }
}

function pick({ url, section, note }: { url?: string; section?: string; note?: string }) {
  return {
    ...(url === undefined ? {} : { url }),
    ...(section === undefined ? {} : { section }),
    ...(note === undefined ? {} : { note }),
  }
}

/** JUnit: a failure per breaking variant; what was not exercised is skipped, for a pass would mislead. */
export function toJunit({ variants, pairs, combinations, baseline }: MatrixReport): string {
  const rows = pairs?.rows ?? []
  const cases = [
    ...[baseline].map((run) => toCase(run, 'baseline')),
    ...variants.map((run) => toCase(run, 'variant')),
    ...rows.map((run, index) => toCase(run, 'pairs', `row ${index + 1}`)),
    ...combinations.map((run) => toCase(run, 'combination')),
  ]
  const all = [baseline, ...variants, ...rows, ...combinations]
  const failures = all.filter(({ verdict }) => verdict === 'breaks').length
  const skipped =
    variants.filter(({ verdict }) => verdict === 'not-exercised').length +
    all.filter(({ verdict }) => verdict === 'flaky').length
  const seconds = toSeconds(all.reduce((sum, { durationMs }) => sum + durationMs, 0))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="ensayo matrix" tests="${all.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${seconds}">`,
    ...cases,
    '</testsuite>',
    '',
  ].join('\n')
}

function toCase(run: RunReport, group: string, name = toName(run)): string {
  const head = `  <testcase classname="ensayo.matrix.${group}" name="${toXml(name)}" time="${toSeconds(run.durationMs)}"`
  if (run.verdict === 'breaks') {
    const message = `${run.outcome}: ${toName(run)}`
    const text = [run.variants.map(({ hint }) => hint ?? '').join('\n'), run.output ?? ''].join(
      '\n',
    )
    return `${head}>\n    <failure message="${toXml(message)}">${toXml(text.trim())}</failure>\n  </testcase>`
  }
  if (run.verdict === 'flaky') {
    return `${head}>\n    <skipped message="failed once, and passed when run again"/>\n  </testcase>`
  }
  if (run.verdict === 'not-exercised' && group === 'variant') {
    return `${head}>\n    <skipped message="the command never met this quirk"/>\n  </testcase>`
  }
  return `${head}/>`
}

function toName({ variants }: RunReport): string {
  return variants.map(toLabel).join(' + ') || 'baseline'
}

function toSeconds(ms: number): string {
  return (ms / 1_000).toFixed(3)
}
