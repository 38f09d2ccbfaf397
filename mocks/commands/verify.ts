/** `ensayo verify`: holds consumers' pacts against the sandbox. */
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import type { StartFlags } from '../sandbox/server/config.ts'
import { toStartConfig } from '../sandbox/server/config.ts'
import { addExamples, collect } from './common.ts'
import { printJson } from './output.ts'
import { printVerifyReport } from './verify-output.ts'

interface Flags extends Pick<StartFlags, 'profile' | 'variant' | 'seed'> {
  provider?: string
  json?: boolean
}

export function define(program: Command): void {
  const command = program
    .command('verify')
    .argument('[files...]', 'pact files, of version 1 to 4')
    .option(
      '--provider <name>',
      'provider meant, for all files (default: the one that a pact names)',
    )
    .option('--profile <provider=name>', 'profile of a provider, repeatable', collect)
    .option('--variant <quirk=name>', 'variant of a quirk, over the profile, repeatable', collect)
    .option('--seed <n>', 'the same seed and requests give the same answers')
    .option('--json', 'print JSON')
    .action(verify)
  addExamples(
    command,
    'verify pacts/shop-cobru.json',
    'verify pacts/*.json --provider cobru --json',
  )
}

async function verify(files: string[], { provider, json, ...flags }: Flags): Promise<void> {
  if (files.length === 0) {
    throw new EnsayoError(
      'OPTION_INVALID',
      'verify: there is no pact file. Name one, like "ensayo verify pacts/shop-cobru.json".',
    )
  }
  const { verifyPacts } = await import('../tools/pact/verify.ts')
  const { engine } = toStartConfig(flags, {})
  const report = await verifyPacts({
    files,
    engine,
    ...(provider === undefined ? {} : { provider }),
  })
  if (report.failed > 0) process.exitCode = 1
  if (json) printJson(report)
  else printVerifyReport(report)
}
