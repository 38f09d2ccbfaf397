/** Runs a command once per variant, each time on a sandbox of its own. */

import { EnsayoError } from '../../base/errors.ts'
import type { RealTime } from '../../core/clock/system.ts'
import type { Engine, EngineOptions } from '../../sandbox/engine/engine.ts'
import { toEnvironment } from '../../sandbox/engine/env.ts'
import { hideValues, listValues } from '../recorder/hide-values.ts'
import { type ChildResult, runChild } from './child.ts'
import { countPairs, planPairs } from './pair-rows.ts'
import { narrow } from './pairs.ts'
import { type Alternative, toLabel } from './plan.ts'
import { findTelling, type Telling } from './telling.ts'
import { createTrace, findMet, noteEvent, noteRead, noteUnsent, type Trace } from './trace.ts'

export interface RunResult extends ChildResult {
  /** What differs from the base; none: the baseline. */
  variants: readonly Alternative[]
  trace: Trace
  /** Whether the command met the quirk, here or in the baseline; of several, the least met counts. */
  met: 'acted' | 'read' | 'no'
  telling: Telling | undefined
  /** Failed, and passed when run again. */
  isFlaky?: boolean
  /** Answers of ours off their spec, and exceptions. */
  faults: number
  /** File with the journal of a run that failed; undefined unless asked for. */
  journal?: string
}

export interface MatrixResult {
  baseline: RunResult
  singles: RunResult[]
  /** Undefined unless asked for. */
  pairs: PairsResult | undefined
  /** Smallest combinations that break although each variant alone does not. */
  combinations: RunResult[]
}

export interface PairsResult {
  /** Rows of the covering array, and those of variants that hide others. */
  rows: RunResult[]
  /** Pairs of variants of different quirks, and how many the command met both of in one run. */
  all: number
  met: number
}

export interface MatrixOptions {
  command: readonly string[]
  /** Variables for the command beside those of the sandbox. */
  env?: Record<string, string>
  alternatives: readonly Alternative[]
  /** Starts a sandbox with these variants over the base. Called once per run. */
  start(options: Pick<EngineOptions, 'variants' | 'onQuirk'>): Promise<StartedSandbox>
  jobs: number
  timeoutMs: number
  pairwise?: boolean
  real: RealTime
  signal: AbortSignal
  /** Keeps the journal of a run that failed, before its sandbox is gone, and says in which file. */
  keepFailed?(engine: Engine, variants: readonly Alternative[]): Promise<string>
  onProgress?: (progress: Progress) => void
}

export interface StartedSandbox {
  engine: Engine
  close(): Promise<void>
}

export interface Progress {
  phase: 'baseline' | 'variant' | 'pairs' | 'narrowing'
  done: number
  /** Undefined where it is not known beforehand. */
  of: number | undefined
  result: RunResult
}

/** Throws `BASELINE_FAILED` when the command fails before anything is varied. */
export async function runMatrix(options: MatrixOptions): Promise<MatrixResult> {
  const baseline = await runOne([], undefined, options)
  report(options, 'baseline', 1, 1, baseline)
  if (baseline.outcome !== 'passed') throw toBaselineError(baseline, options)
  const { alternatives, pairwise } = options
  const singles = await runAll('variant', alternatives.map(toOnly), baseline, options)
  if (!pairwise) return { baseline, singles, pairs: undefined, combinations: [] }
  // What is never met cannot break together with anything, and what breaks alone would hide the rest.
  const passed = singles.filter(({ outcome, met }) => outcome === 'passed' && met !== 'no')
  const rows = await runAll('pairs', planPairs(passed, baseline), baseline, options)
  const combinations = await findCombinations(rows, baseline, options)
  return {
    baseline,
    singles,
    pairs: { rows, ...countPairs(passed, rows) },
    combinations,
  }
}

/** The runs in their order, `jobs` of them at a time. */
async function runAll(
  phase: 'variant' | 'pairs',
  rows: readonly (readonly Alternative[])[],
  baseline: RunResult,
  options: MatrixOptions,
): Promise<RunResult[]> {
  const results: RunResult[] = []
  const waiting = rows.entries()
  let done = 0
  let isBroken = false
  const work = async () => {
    for (const [index, row] of waiting) {
      if (isBroken) return
      const result = await runAgain(row, baseline, options).catch((error) => {
        isBroken = true
        throw error
      })
      results[index] = result
      report(options, phase, ++done, rows.length, result)
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.jobs, rows.length) }, work))
  return results
}

async function findCombinations(
  pairs: readonly RunResult[],
  baseline: RunResult,
  options: MatrixOptions,
): Promise<RunResult[]> {
  const tried = new Map<string, RunResult>()
  const found = new Map<string, RunResult>()
  let done = 0
  const attempt = async (part: readonly Alternative[]) => {
    const key = part.map(toLabel).join()
    const known = tried.get(key)
    if (known) return known
    const result = await runAgain(part, baseline, options)
    tried.set(key, result)
    report(options, 'narrowing', ++done, undefined, result)
    return result
  }
  for (const row of pairs.filter(({ outcome }) => outcome !== 'passed')) {
    const least = await narrow(
      row.variants,
      async (part) => (await attempt(part)).outcome !== 'passed',
    )
    const key = least.map(toLabel).join()
    if (!found.has(key)) found.set(key, least === row.variants ? row : await attempt(least))
  }
  return [...found.values()]
}

/**
 * A command that fails under a variant is run a second time: one that passes then fails now and then,
 * whatever the variant, and is not broken by it.
 */
async function runAgain(
  variants: readonly Alternative[],
  baseline: RunResult,
  options: MatrixOptions,
): Promise<RunResult> {
  const first = await runOne(variants, baseline, options)
  if (first.outcome === 'passed') return first
  const again = await runOne(variants, baseline, options)
  return again.outcome === 'passed' ? { ...first, outcome: 'passed', isFlaky: true } : again
}

async function runOne(
  variants: readonly Alternative[],
  baseline: RunResult | undefined,
  options: MatrixOptions,
): Promise<RunResult> {
  const { command, timeoutMs, real, signal } = options
  const trace = createTrace()
  const { engine, close } = await options.start({
    variants: Object.fromEntries(variants.map(({ quirk, variant }) => [quirk, variant])),
    onQuirk: (quirk, notification) => noteRead(trace, quirk, notification),
  })
  try {
    engine.subscribe((event) => noteEvent(trace, event, engine.providers))
    const env = {
      ...options.env,
      ...toEnvironment(engine.health()),
      ENSAYO_RUN: variants.map(toLabel).join(' ') || 'baseline',
    }
    const child = await runChild({ command, env, timeoutMs, real, signal })
    await noteUnsent(trace, engine)
    const telling =
      baseline && child.outcome !== 'passed'
        ? findTelling(trace, baseline.trace, variants)
        : undefined
    const { offSpec, internalErrors } = engine.health().counts
    const met = metOf(variants, [trace, baseline?.trace])
    const journal =
      child.outcome === 'passed' ? undefined : await options.keepFailed?.(engine, variants)
    const faults = offSpec + internalErrors
    const output =
      child.outcome === 'passed'
        ? child.output
        : hideValues(child.output, listValues(engine.requests(undefined), engine.providers))
    return {
      ...{ ...child, output, variants, trace, met, telling, faults },
      ...(journal ? { journal } : {}),
    }
  } finally {
    await close()
  }
}

function metOf(variants: readonly Alternative[], traces: (Trace | undefined)[]): RunResult['met'] {
  const each = variants.map(({ quirk }) => {
    const [, baseline] = traces
    const ways = traces.map((trace) => trace && findMet(trace, quirk, baseline))
    return ways.includes('acted') ? 'acted' : ways.includes('read') ? 'read' : 'no'
  })
  return each.includes('no') ? 'no' : each.includes('read') ? 'read' : 'acted'
}

function toOnly(alternative: Alternative): Alternative[] {
  return [alternative]
}

function report(
  { onProgress }: MatrixOptions,
  phase: Progress['phase'],
  done: number,
  of: number | undefined,
  result: RunResult,
): void {
  onProgress?.({ phase, done, of, result })
}

function toBaselineError(
  { outcome, exitCode, durationMs, output }: RunResult,
  { command }: MatrixOptions,
): EnsayoError {
  const how =
    outcome === 'timed out'
      ? 'timed out'
      : `failed with exit code ${exitCode ?? 'none, by a signal'}`
  return new EnsayoError(
    'BASELINE_FAILED',
    `matrix: "${command.join(' ')}" ${how} after ${(durationMs / 1_000).toFixed(1)} s on the unvaried sandbox, so no variant was played. Make it pass with "ensayo exec -- ${command.join(' ')}" first. The end of its output:\n${tailOf(output, 30)}`,
  )
}

/** The last lines that say something. */
export function tailOf(output: string, lines: number): string {
  return output.trimEnd().split('\n').slice(-lines).join('\n')
}
