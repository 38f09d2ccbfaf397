/** `ensayo calibrate`: what a target shows, as a profile that `start` serves. */
import type { Command } from 'commander'
import { calibrate, toChangesText, toProfileFile } from '../../contracts/kit/calibrate.ts'
import { printCases, toSkips } from '../../contracts/kit/reports/text.ts'
import { EnsayoError } from '../base/errors.ts'
import { addExamples } from './common.ts'
import { addTargetOptions, openTarget, type TargetFlags } from './contract-target.ts'
import { paint, print, printJson, toProgram } from './output.ts'
import { assertWritable, writeTo } from './writable.ts'

interface Flags extends TargetFlags {
  provider: string
  from?: string[]
  out?: string
  json?: boolean
}

export function define(program: Command): void {
  const command = program
    .command('calibrate')
    .description('run the probes on a target and write what it shows as a profile')
    .requiredOption('--provider <name>', 'the provider')
  addTargetOptions(command)
    .option(
      '--out <file>',
      'where to write it (default contracts/profiles/<provider>-observed-<date>.yaml)',
    )
    .option('--from <paths...>', 'recordings or .har files to read instead of asking a target')
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
  const { contract, target, profile } = await openTarget(provider, flags)
  try {
    // Nearly every probe needs them; without any, each would only say so again.
    const lack = target.lacks('credentials')
    if (lack !== undefined) {
      throw new EnsayoError(
        'OPTION_INVALID',
        `calibrate: ${target.baseUrl} wants credentials of ${provider}, and some are not there: ${lack}.`,
      )
    }
    const result = await calibrate(contract, target, {
      profile,
      ...(flags.json ? {} : { onCase: printCases(paint, print) }),
    })
    if (!flags.json) for (const line of toSkips(result.run, paint)) print(line)
    if (Object.keys(result.profile.variants).length === 0) {
      // What a target that does not answer did says more than what a probe lacked.
      const failed = result.run.cases.find(({ outcome }) => outcome === 'failed')
      const [reason = failed?.reason] = failed ? [] : Object.values(result.profile.undecided)
      throw new EnsayoError(
        'NOTHING_TOLD',
        `${target.baseUrl} told nothing: ${reason ?? 'there are no probes'}.`,
      )
    }
    const out = flags.out ?? `contracts/profiles/${provider}-${result.profile.name}.yaml`
    await writeTo('--out', out, toProfileFile(result.profile))
    if (flags.json) return printJson({ ...result, file: out })
    print(`\n${toChangesText(result)}`)
    print(`\nWritten to ${out}. Serve it: ${toProgram()} start --profile ${provider}=${out}`)
  } finally {
    await target.close()
  }
}
