/** `ensayo report`: what the traffic has exercised, and whether the integration is ready. */
import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import type { Readiness, Report } from '../sandbox/report/types.ts'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { paint, print, toCallable } from './output.ts'

interface ReportFlags extends ClientFlags {
  provider?: string
  format?: string
  out?: string
  requireSeen?: boolean
}

export function define(program: Command): void {
  const group = program.command('report').helpCommand(false)
  addExamples(group, 'report readiness --provider cobru', 'report coverage --format markdown')
  const coverage = group
    .command('coverage')
    .description('operations, documented answers, quirks and variants that were exercised')
  addExamples(addReportOptions(coverage).action(show('coverage')), 'report coverage --account "*"')
  const readiness = group
    .command('readiness')
    .description("each item of the provider's checklist; exit code 1 when one is violated")
    .option('--require-seen', 'exit code 1 also when an item was not seen')
  addExamples(
    addReportOptions(readiness).action(show('readiness')),
    'report readiness --provider cobru --require-seen',
    'report readiness --format html --out readiness.html',
  )
}

function addReportOptions(command: Command): Command {
  command
    .option('--provider <name>', 'only this one')
    .option('--format <name>', 'terminal, json, markdown or html (default terminal)')
    .option('--out <file>', 'write it there instead')
  return addClientOptions(command)
}

function show(kind: Report['kind']) {
  return async (flags: ReportFlags): Promise<void> => {
    const { render, toFormat } = await import('../sandbox/report/render.ts')
    const format = toFormat(flags.format ?? (flags.json ? 'json' : 'terminal'))
    const report = await connect(flags).report[kind]({ provider: flags.provider })
    if (flags.out === undefined) {
      print((await render(report, format, { paint, toCallable })).trimEnd())
    } else {
      writeReport(flags.out, await render(report, format))
      process.stderr.write(`ensayo: written to ${flags.out}.\n`)
    }
    if (report.kind === 'readiness' && isUnready(report, flags.requireSeen)) process.exitCode = 1
  }
}

/** By-hand items never count: no traffic can show them. */
export function isUnready({ counts }: Readiness, isSeenRequired = false): boolean {
  return counts.violated > 0 || (isSeenRequired && counts['not-seen'] > 0)
}

/** Throws `OPTION_INVALID` when the file cannot be written. */
export function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const message = `--out: ${file} cannot be written: ${reason}. Name a file in a folder that exists.`
    throw new EnsayoError('OPTION_INVALID', message, { cause: error })
  }
}
