/** `ensayo contract`: the same expectations on the emulator and on a real sandbox. */
import { writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { toJunit } from '../../contracts/kit/reports/junit.ts'
import { toMarkdown } from '../../contracts/kit/reports/markdown.ts'
import { printCases, toSummary } from '../../contracts/kit/reports/text.ts'
import { hasProblems, type RunResult } from '../../contracts/kit/result.ts'
import { runContract } from '../../contracts/kit/run.ts'
import { updateStatus } from '../../contracts/kit/status.ts'
import { EnsayoError } from '../errors.ts'
import { addExamples, collect } from './common.ts'
import { addTargetOptions, openTarget, type TargetFlags, toProviders } from './contract-target.ts'
import { paint, print, printJson } from './output.ts'

interface Flags extends TargetFlags {
  provider?: string[]
  only?: string[]
  kind?: 'flow' | 'probe'
  report?: string[]
  /** False for `--no-status`. */
  status: string | false
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
    .description('run flows and probes on the emulator or on a real sandbox')
    .option('--provider <a,b>', 'only these providers', collect)
  addTargetOptions(command)
    .option('--only <text>', 'only cases whose id contains it, repeatable', collect)
    .addOption(new Option('--kind <kind>', 'only flows, or only probes').choices(['flow', 'probe']))
    .option('--report <file>', 'write .json, .xml (JUnit) or .md as well, repeatable', collect)
    .option('--status <file>', 'where last results are kept', 'contracts/status.json')
    .option('--no-status', 'keep no last results')
    .option('--json', 'print JSON')
    .action((flags: Flags) => contract(flags))
  addExamples(
    command,
    'contract --provider cobru',
    'contract --provider cobru --target sandbox --report contracts.md',
  )
}

async function contract(flags: Flags): Promise<void> {
  const writers = (flags.report ?? []).map(toWriter)
  const runs: RunResult[] = []
  for (const provider of toProviders(flags.provider)) runs.push(await runProvider(provider, flags))
  if (runs.every(({ cases }) => cases.length === 0)) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `--only: no case has "${(flags.only ?? []).join('" or "')}" in its id. "ensayo contract --json" lists them.`,
    )
  }
  for (const write of writers) await write(runs)
  if (flags.status !== false) await updateStatus(flags.status, runs)
  if (flags.json) printJson(runs)
  if (runs.some(hasProblems)) process.exitCode = 1
}

async function runProvider(provider: string, flags: Flags): Promise<RunResult> {
  const { contract, target, profile } = await openTarget(provider, flags)
  try {
    const run = await runContract(contract, target, {
      profile,
      only: flags.only ?? [],
      ...(flags.kind === undefined ? {} : { kinds: [flags.kind] }),
      ...(flags.json ? {} : { onCase: printCases(paint, print) }),
    })
    if (!flags.json) print(toSummary(run, paint))
    return run
  } finally {
    await target.close()
  }
}

/** Checked before anything runs: a run on a real sandbox is not thrown away for a typo. */
function toWriter(file: string): (runs: readonly RunResult[]) => Promise<void> {
  const render = REPORTS[file.slice(file.lastIndexOf('.') + 1)]
  if (render !== undefined) return (runs) => writeFile(file, render(runs))
  throw new EnsayoError(
    'OPTION_INVALID',
    `--report: "${file}" has no ending that says what to write. Use .json, .xml or .md.`,
  )
}
