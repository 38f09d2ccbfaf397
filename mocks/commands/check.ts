/** `ensayo check`: lints specs. */
import type { Command } from 'commander'
import { addExamples } from './common.ts'
import { paint, print, printJson, toCount } from './output.ts'

export function define(program: Command): void {
  const command = program
    .command('check')
    .argument('[files...]', 'spec files (default: the built-in ones)')
    .option('--json', 'print JSON')
    .action(check)
  addExamples(command, 'check', 'check ./my-bank.yaml')
}

async function check(files: string[], flags: { json?: boolean }): Promise<void> {
  const { checkSpecs } = await import('../dialect/check.ts')
  const { checkDefinitions } = await import('../core/behaviour/registry.ts')
  const findings = await checkSpecs(files.length === 0 ? undefined : files, { checkDefinitions })
  const errors = findings.filter(({ severity }) => severity === 'error').length
  if (errors > 0) process.exitCode = 1
  if (flags.json) return printJson(findings)
  for (const { file, pointer, message, severity } of findings) {
    const mark = severity === 'error' ? paint('red', 'error') : paint('yellow', 'warning')
    print(`${file}#${pointer}: ${mark} ${message}`)
  }
  print(findings.length === 0 ? 'Nothing to complain about.' : toSum(errors, findings.length))
}

function toSum(errors: number, all: number): string {
  return `${toCount(errors, 'error')}, ${toCount(all - errors, 'warning')}.`
}
