/** `ensayo calibrate`: what a target shows, as a profile that `start` serves. */
import { readdir, readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import {
  calibrate,
  type ObservedProfile,
  toChangesText,
  toProfileFile,
} from '../../contracts/kit/calibrate.ts'
import { checkTarget } from '../../contracts/kit/preflight.ts'
import { toLeftBehind, toUnrun } from '../../contracts/kit/reports/finding.ts'
import { printCases } from '../../contracts/kit/reports/text.ts'
import type { RunResult } from '../../contracts/kit/result.ts'
import { EnsayoError } from '../base/errors.ts'
import { addExamples } from './common.ts'
import { watchSignals } from './contract-stop.ts'
import { addTargetOptions, openTarget, type TargetFlags } from './contract-target.ts'
import { PROGRAM, paint, print, printJson } from './output.ts'
import { assertWritable, writeTo } from './writable.ts'

interface Flags extends TargetFlags {
  provider: string
  from?: string[]
  out?: string
  since?: string
  json?: boolean
}

export function define(program: Command): void {
  const command = program.command('calibrate').requiredOption('--provider <name>', 'the provider')
  addTargetOptions(command)
    .option(
      '--out <file>',
      'where to write it (default contracts/profiles/<provider>-observed-<date>.yaml)',
    )
    .option('--from <paths...>', 'recordings or .har files to read instead of asking a target')
    .option('--since <file>', 'what was observed before (default: the newest there)')
    .option('--json', 'print JSON')
    .action((flags: Flags) => run(flags))
  addExamples(
    command,
    'calibrate --provider cobru --target sandbox',
    'calibrate --provider cobru --from recordings traffic.har',
  )
}

async function run(flags: Flags): Promise<void> {
  const { provider, from } = flags
  if (flags.out !== undefined) await assertWritable('--out', flags.out)
  if (from !== undefined) {
    const { calibrateFrom } = await import('./calibrate-from.ts')
    return calibrateFrom({ ...flags, from })
  }
  const before = await readBefore(provider, flags.since)
  const { contract, target, profile } = await openTarget(provider, flags)
  const { signal, done } = watchSignals()
  try {
    const problem = target.health && (await checkTarget(contract, target))
    if (problem !== undefined) {
      process.exitCode = 3
      return print(problem)
    }
    const result = await calibrate(contract, target, {
      profile,
      before,
      signal,
      ...(flags.json ? {} : { onCase: printCases(paint, print) }),
    })
    const { told, run } = result
    if (!flags.json) printAround(run)
    if (told === 0) {
      const [reason = 'there are no probes'] = Object.values(result.profile.undecided)
      throw new EnsayoError('NOTHING_TOLD', `${target.baseUrl} told nothing: ${reason}.`)
    }
    const out = flags.out ?? `${FOLDER}/${provider}-${result.profile.name}.yaml`
    await writeTo('--out', out, toProfileFile(result.profile))
    if (run.ended !== undefined) process.exitCode = 3
    if (flags.json) return printJson({ ...result, file: out })
    print(`\n${toChangesText(result)}`)
    print(`\nWritten to ${out}. Serve it: ${PROGRAM} start --profile ${provider}=${out}`)
  } finally {
    done()
    await target.close()
  }
}

/** What did not run, why the run ended, and what it left. */
function printAround(run: RunResult): void {
  for (const line of toUnrun(run)) print(line)
  if (run.ended !== undefined) print(`The run ended early. ${run.ended}`)
  const left = toLeftBehind(run)
  if (left.length > 0) print(['Left behind:', ...left.map((line) => `  ${line}`)].join('\n'))
}

const FOLDER = 'contracts/profiles'

/** The profile named, else the newest that an earlier run wrote; undefined when there is none. */
async function readBefore(
  provider: string,
  since: string | undefined,
): Promise<ObservedProfile | undefined> {
  const names = await readdir(FOLDER).catch(() => [])
  const own = names.filter((name) => name.startsWith(`${provider}-observed-`)).sort()
  const file = since ?? (own.length > 0 ? `${FOLDER}/${own.at(-1)}` : undefined)
  if (file === undefined) return undefined
  const { parse } = await import('yaml')
  try {
    const found = parse(await readFile(file, 'utf8'))
    if (found?.provider === provider && typeof found.variants === 'object') return found
  } catch (cause) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `--since: ${file} cannot be read. Name a profile that "ensayo calibrate" wrote, or leave it out.`,
      { cause },
    )
  }
  throw new EnsayoError(
    'OPTION_INVALID',
    `--since: ${file} is not a profile of ${provider}. Name one that "ensayo calibrate --provider ${provider}" wrote.`,
  )
}
