/** `ensayo contract`: the same expectations on the emulator and on a real sandbox. */
import { type Command, Option } from 'commander'
import { applyBaseline, readBaseline } from '../../contracts/kit/baseline.ts'
import { checkTarget } from '../../contracts/kit/preflight.ts'
import { toJunit } from '../../contracts/kit/reports/junit.ts'
import { toMarkdown } from '../../contracts/kit/reports/markdown.ts'
import { printCases, toSummary } from '../../contracts/kit/reports/text.ts'
import { hasProblems, type RunResult } from '../../contracts/kit/result.ts'
import { runContract, toStopped } from '../../contracts/kit/run.ts'
import { readStatus, updateStatus } from '../../contracts/kit/status.ts'
import { EnsayoError } from '../base/errors.ts'
import { addExamples, collect } from './common.ts'
import { BASELINE, defineAccept } from './contract-accept.ts'
import { watchSignals } from './contract-stop.ts'
import { addTargetOptions, openTarget, type TargetFlags, toProviders } from './contract-target.ts'
import { paint, print, printJson } from './output.ts'
import { assertWritable, writeTo } from './writable.ts'

interface Flags extends TargetFlags {
  provider?: string[]
  only?: string[]
  kind?: 'flow' | 'probe'
  report?: string[]
  /** False for `--no-status`. */
  status: string | false
  accept?: string
  allowSkipped?: boolean
  json?: boolean
}

const REPORTS: Record<string, (runs: readonly RunResult[]) => string> = {
  json: (runs) => `${JSON.stringify(runs, null, 2)}\n`,
  xml: toJunit,
  md: toMarkdown,
}

export function define(program: Command): void {
  const command = program
    .command('contract')
    .option('--provider <a,b>', 'only these providers', collect)
  addTargetOptions(command)
    .option('--only <text>', 'only cases whose id contains it, repeatable', collect)
    .addOption(new Option('--kind <kind>', 'only flows, or only probes').choices(['flow', 'probe']))
    .option('--report <file>', 'write .json, .xml (JUnit) or .md as well, repeatable', collect)
    .option('--status <file>', 'where last results are kept', 'contracts/status.json')
    .option('--no-status', 'keep no last results')
    .option('--accept <file>', 'findings that were accepted; see contract accept')
    .option('--allow-skipped', 'where every case was skipped, exit with 0')
    .option('--json', 'print JSON')
    .action((flags: Flags) => contract(flags))
  defineAccept(command)
  addExamples(
    command,
    'contract --provider cobru',
    'contract --provider cobru --target sandbox --report contracts.md',
  )
}

async function contract(flags: Flags): Promise<void> {
  const writers = await Promise.all((flags.report ?? []).map(toWriter))
  if (flags.status !== false) {
    await readStatus(flags.status)
    await assertWritable('--status', flags.status)
  }
  const baseline = await readBaseline(flags.accept ?? BASELINE)
  const runs: RunResult[] = []
  const providers = toProviders(flags.provider)
  refuseOneForAll(providers, flags.target)
  const { signal, done } = watchSignals()
  for (const provider of providers) {
    if (signal.aborted) break
    const run = applyBaseline(await runProvider(provider, flags, signal), baseline)
    if (!flags.json) print(toSummary(run, paint))
    runs.push(run)
  }
  done()
  if (runs.every(({ cases, ended }) => cases.length === 0 && ended === undefined)) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `--only: no case has "${(flags.only ?? []).join('" or "')}" in its id. "ensayo contract --json" lists them.`,
    )
  }
  for (const write of writers) await write(runs)
  if (flags.status !== false) await updateStatus(flags.status, runs)
  if (flags.json) printJson(runs)
  process.exitCode = toExitCode(runs, flags)
}

/** 1: something was found, or a real target was asked nothing. 3: the target was not fit to be asked. */
function toExitCode(runs: readonly RunResult[], { target, json, allowSkipped }: Flags): number {
  if (runs.some(hasProblems)) return 1
  if (runs.some(({ ended }) => ended !== undefined)) return 3
  const isAsked = ({ cases }: RunResult) => cases.some(({ outcome }) => outcome !== 'skipped')
  const idle = target === 'emulator' ? [] : runs.filter((run) => !isAsked(run))
  for (const { provider } of json ? [] : idle) {
    print(
      `${provider}: no case ran, so nothing is known of the target; --allow-skipped lets that pass.`,
    )
  }
  return idle.length > 0 && !allowSkipped ? 1 : 0
}

async function runProvider(
  provider: string,
  flags: Flags,
  signal: AbortSignal,
): Promise<RunResult> {
  const { contract, target, profile } = await openTarget(provider, flags)
  try {
    const problem = target.health && (await checkTarget(contract, target))
    if (problem !== undefined) {
      return toStopped({ provider, target: target.name, baseUrl: target.baseUrl, profile }, problem)
    }
    return await runContract(contract, target, {
      profile,
      signal,
      only: flags.only ?? [],
      ...(flags.kind === undefined ? {} : { kinds: [flags.kind] }),
      ...(flags.json ? {} : { onCase: printCases(paint, print) }),
    })
  } finally {
    await target.close()
  }
}

/** Behind a URL is one provider; the others' requests, credentials included, would go there too. */
function refuseOneForAll(providers: readonly string[], target: string): void {
  if (providers.length === 1 || target === 'emulator' || target === 'sandbox') return
  throw new EnsayoError(
    'OPTION_INVALID',
    `--target: a base URL is one provider's. Say whose with --provider: ${providers.join(', ')}.`,
  )
}

/** Checked before anything runs: a run on a real sandbox is not thrown away for a typo. */
async function toWriter(file: string): Promise<(runs: readonly RunResult[]) => Promise<void>> {
  const render = REPORTS[file.slice(file.lastIndexOf('.') + 1)]
  if (render === undefined) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `--report: "${file}" has no ending that says what to write. Use .json, .xml or .md.`,
    )
  }
  await assertWritable('--report', file)
  return (runs) => writeTo('--report', file, render(runs))
}
