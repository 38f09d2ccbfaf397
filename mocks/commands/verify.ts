/** `ensayo verify`: holds consumers' pacts against the sandbox. */
import { extname } from 'node:path'
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import type { StartFlags } from '../sandbox/server/config.ts'
import { toStartConfig } from '../sandbox/server/config.ts'
import type { VerifyReport } from '../tools/pact/report.ts'
import { addExamples, collect } from './common.ts'
import { printJson } from './output.ts'
import { printVerifyReport } from './verify-output.ts'
import { assertWritable, writeTo } from './writable.ts'

interface Flags extends Pick<StartFlags, 'profile' | 'variant' | 'seed'> {
  provider?: string
  report?: string[]
  json?: boolean
}

export function define(program: Command): void {
  const command = program
    .command('verify')
    .argument('[files...]', 'pact files, of version 1 to 4, or folders of them')
    .option(
      '--provider <name>',
      'provider meant, for all files (default: the one that a pact names)',
    )
    .option('--profile <provider=name>', 'profile of a provider, repeatable', collect)
    .option('--variant <quirk=name>', 'variant of a quirk, over the profile, repeatable', collect)
    .option('--seed <n>', 'the same seed and requests give the same answers')
    .option('--report <file>', 'write the result: .json, or .xml for JUnit; repeatable', collect)
    .option('--json', 'print JSON')
    .action(verify)
  addExamples(
    command,
    'verify pacts/shop-cobru.json',
    'verify pacts/*.json --provider cobru --json',
  )
}

async function verify(
  files: string[],
  { provider, json, report: reports = [], ...flags }: Flags,
): Promise<void> {
  if (files.length === 0) {
    throw new EnsayoError(
      'OPTION_INVALID',
      'verify: there is no pact file. Name one, like "ensayo verify pacts/shop-cobru.json".',
    )
  }
  for (const file of reports) await assertReport(file)
  const [{ verifyPacts }, { createKeeper }] = await Promise.all([
    import('../tools/pact/verify.ts'),
    import('../tools/pact/kept-report.ts'),
  ])
  const keeper = createKeeper()
  const { engine } = toStartConfig(flags, {})
  const report = await verifyPacts({
    files,
    engine,
    onAsked: keeper.note,
    ...(provider === undefined ? {} : { provider }),
  })
  for (const file of reports)
    await writeTo('--report', file, await render(file, keeper.hide(report)))
  if (report.failed > 0) process.exitCode = 1
  if (json) printJson(report)
  else printVerifyReport(report)
}

/** Refused before anything is verified, not after it. */
async function assertReport(file: string): Promise<void> {
  if (!['.json', '.xml'].includes(extname(file))) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `--report: "${file}" has no known ending. Name a file in .json, or in .xml for JUnit.`,
    )
  }
  await assertWritable('--report', file)
}

async function render(file: string, report: VerifyReport): Promise<string> {
  if (extname(file) === '.json') return `${JSON.stringify(report, null, 2)}\n`
  const { toJunit } = await import('../tools/pact/junit.ts')
  return toJunit(report)
}
