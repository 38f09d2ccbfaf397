/** `ensayo doctor`: looks at a set-up before, or while, somebody wonders why it does not work. */
import type { Command } from 'commander'
import { fillFlags, loadConfig } from '../sandbox/config/config-flags.ts'
import { type StartConfig, type StartFlags, toStartConfig } from '../sandbox/server/config.ts'
import { toTable } from './columns.ts'
import { addExamples } from './common.ts'
import { checkClock } from './doctor/clock.ts'
import type { Finding } from './doctor/finding.ts'
import { attempt } from './doctor/finding.ts'
import { checkAuthority, checkData, checkNode, checkPeers } from './doctor/machine.ts'
import { checkEnvironment, checkForwards, checkNames, checkProxies } from './doctor/network.ts'
import { checkPorts } from './doctor/ports.ts'
import { checkRunning } from './doctor/running.ts'
import { paint, print, printJson, toCallable } from './output.ts'

interface Flags extends StartFlags {
  config?: string | false
  json?: boolean
}

export function define(program: Command): void {
  const command = program
    .command('doctor')
    .option(
      '--config <file>',
      'configuration to look at (default: ensayo.config.yaml here, if any)',
    )
    .option('--no-config', 'look at none')
    .option('--port <n>', 'control port meant (default 4800)')
    .option('--data <folder>', 'folder meant')
    .option('--json', 'print JSON')
    .action(doctor)
  addExamples(command, 'doctor', 'doctor --json')
}

async function doctor({ json = false, ...flags }: Flags): Promise<void> {
  const findings = await examine(flags)
  if (json) printJson(findings)
  else print(toText(findings))
  if (findings.some(({ level }) => level === 'problem')) process.exitCode = 1
}

/** Nothing that one check meets keeps the others from being made. */
async function examine(flags: Flags): Promise<Finding[]> {
  const { config, findings } = await readSetUp(flags)
  // As it is now: to ask a sandbox takes this process past every proxy.
  const env = { ...process.env }
  const running = await checkRunning(config, env)
  return [
    checkNode(),
    ...(await checkClock(config)),
    ...findings,
    ...running.findings,
    ...(await checkPorts(config, running.isRunning)),
    checkProxies(env),
    ...checkEnvironment(env),
    ...(await checkNames(config)),
    ...checkForwards(config),
    ...(await checkData(config)),
    ...(await checkAuthority(config)),
    ...checkPeers(config),
  ]
}

async function readSetUp(flags: Flags): Promise<{ config: StartConfig; findings: Finding[] }> {
  let config = toStartConfig({}, {})
  const finding = await attempt('configuration', async () => {
    const loaded = await loadConfig(flags)
    config = toStartConfig(fillFlags(flags, process.env, loaded), process.env)
    return loaded?.file === undefined
      ? 'No file; everything is as it comes.'
      : `${loaded.file} can be used.`
  })
  return { config, findings: [finding] }
}

const COLOURS = { ok: 'green', warning: 'yellow', problem: 'red' } as const

function toText(findings: Finding[]): string {
  const rows = findings.flatMap(({ level, check, found, cure }) => [
    [paint(COLOURS[level], level), check, toCallable(found)],
    ...(cure === undefined ? [] : [['', '', toCallable(`→ ${cure}`)]]),
  ])
  return toTable(rows)
}
