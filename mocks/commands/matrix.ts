/** `ensayo matrix`: runs a command once per documented variant and says which ones break it. */

import { constants } from 'node:fs'
import { access, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, extname, resolve } from 'node:path'
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import { readDuration, readNumber } from '../base/read-flags.ts'
import { systemTime } from '../core/clock/system.ts'
import { EVIDENCE } from '../dialect/evidence.ts'
import { type StartConfig, type StartFlags, toStartConfig } from '../sandbox/server/config.ts'
import { type Alternative, planAlternatives } from '../tools/matrix/plan.ts'
import { type MatrixReport, toJunit, toReport } from '../tools/matrix/report.ts'
import { type MatrixOptions, runMatrix } from '../tools/matrix/run.ts'
import { addExamples, collect } from './common.ts'
import { keepJournal, openKeep } from './keep-journal.ts'
import { toMatrixLines, toProgressLine } from './matrix-text.ts'
import { print, printJson } from './output.ts'
import { toProxyExceptions } from './proxy-exceptions.ts'
import { startSandbox } from './sandbox.ts'
import { addStartOptions } from './start-options.ts'

interface Flags extends StartFlags {
  only?: string[]
  evidence?: string[]
  pairwise?: boolean
  jobs?: string
  timeout: string
  report?: string[]
  keep?: string
  json?: boolean
}

export function define(program: Command): void {
  const command = program
    .command('matrix')
    .usage('[options] -- <command…>')
    .argument('[command...]', 'what to run, e.g. npm test')
    .passThroughOptions()
  addStartOptions(command)
    .option('--only <quirk>', 'vary this quirk alone, repeatable', collect)
    .option('--evidence <a,b>', `only variants known so: ${EVIDENCE.join(', ')}`, collect)
    .option('--pairwise', 'then every two variants together, in few runs')
    .option('--jobs <n>', 'runs at a time (default: one per core)')
    .option('--timeout <duration>', 'a run takes no longer', 'PT2M')
    .option('--report <file>', 'write the result: .json, or .xml for JUnit; repeatable', collect)
    .option('--keep <folder>', 'write the journal of each run that fails, masked')
    .option('--json', 'print JSON')
    .action(matrix)
  addExamples(
    command,
    'matrix --provider cobru -- npm test',
    'matrix --provider cobru --pairwise --report matrix.xml -- pytest -q',
    'matrix --provider cobru --only cobru.auth.token-ttl -- npm test',
  )
}

async function matrix(command: string[], flags: Flags): Promise<void> {
  const config = toMatrixConfig(command, flags)
  const jobs =
    readNumber('--jobs', flags.jobs, {
      least: 1,
      most: 999,
      what: 'a number of runs',
      cure: 'Give one from 1 to 999.',
    }) ?? availableParallelism()
  const timeoutMs = readDuration('--timeout', flags.timeout, {
    least: 1,
    // A timer of the system takes no more.
    most: 2 ** 31 - 1,
    what: 'a duration above zero and below 24 days',
  })
  for (const file of flags.report ?? []) await assertReportFile(file)
  openKeep(flags.keep)
  const alternatives = await plan(config, flags)
  const interrupt = listenForInterrupt()
  try {
    const result = await runMatrix({
      command,
      env: toProxyExceptions(),
      alternatives,
      start: (own) => startSandbox(toRunConfig(config, own)),
      jobs,
      timeoutMs,
      pairwise: flags.pairwise ?? false,
      real: systemTime,
      signal: interrupt.signal,
      ...toKeeping(flags.keep),
      onProgress: (progress) => process.stderr.write(`${toProgressLine(progress)}\n`),
    })
    const report = toReport(command, result)
    for (const file of flags.report ?? []) await writeReport(file, report)
    if (flags.json) printJson(report)
    else print(toMatrixLines(report).join('\n'))
    const isUnreached = [report.baseline, ...report.variants].every(
      ({ requests }) => requests === 0,
    )
    if (isUnreached) process.stderr.write(UNREACHED)
    const found = report.summary.breaking + report.summary.combinations
    process.exitCode = found === 0 && !isUnreached ? 0 : 1
  } catch (error) {
    if (interrupt.signal.aborted) process.exitCode = 130
    else throw toStartError(command, error)
  } finally {
    interrupt.stop()
  }
}

function toKeeping(folder: string | undefined): Pick<MatrixOptions, 'keepFailed'> {
  if (folder === undefined) return {}
  return { keepFailed: (engine, variants) => keepJournal(folder, engine, variants) }
}

const UNREACHED =
  'ensayo: matrix: the command never reached the sandbox, so no variant says anything about it. Does it read the variables that the sandbox sets?\n'

function toMatrixConfig(command: readonly string[], flags: Flags): StartConfig {
  if (command.length === 0) {
    throw invalid(
      'there is no command to run. Write it after "--", like "ensayo matrix --provider cobru -- npm test".',
    )
  }
  if (flags.provider === undefined) {
    throw invalid(
      '--provider is missing. Name the provider whose variants are played, like --provider cobru.',
    )
  }
  return toStartConfig(flags, { ...process.env, ENSAYO_PORT: undefined }, { defaultPort: 0 })
}

/** Every run gets the base with its own variants over it, on free ports. */
function toRunConfig(base: StartConfig, own: StartConfig['engine']): StartConfig {
  const variants = { ...base.engine.variants, ...own.variants }
  return { ...base, port: 0, engine: { ...base.engine, ...own, variants } }
}

async function plan(config: StartConfig, { only, evidence }: Flags): Promise<Alternative[]> {
  const { createEngine } = await import('../sandbox/engine/create.ts')
  const engine = await createEngine(config.engine)
  try {
    return planAlternatives(engine.quirks('default'), { only, evidence: toEvidence(evidence) })
  } finally {
    await engine.close()
  }
}

function toEvidence(flags: string[] | undefined): string[] | undefined {
  const words = flags?.flatMap((words) => words.split(',')).map((word) => word.trim())
  const unknown = words?.find((word) => !(EVIDENCE as readonly string[]).includes(word))
  if (unknown === undefined) return words
  throw invalid(
    `--evidence: "${unknown}" is not an evidence grade. There are: ${EVIDENCE.join(', ')}.`,
  )
}

/** A file that cannot be written is refused before the runs, not after them. */
async function assertReportFile(file: string): Promise<void> {
  if (!['.json', '.xml'].includes(extname(file))) {
    throw invalid(
      `--report: "${file}" has no known ending. Name a file in .json, or in .xml for JUnit.`,
    )
  }
  const folder = dirname(resolve(file))
  await access(folder, constants.W_OK).catch((cause) => {
    throw invalid(
      `--report: nothing can be written in ${folder}. Make the folder first, or name another.`,
      cause,
    )
  })
}

async function writeReport(file: string, report: MatrixReport): Promise<void> {
  const text = extname(file) === '.xml' ? toJunit(report) : `${JSON.stringify(report, null, 2)}\n`
  await writeFile(file, text)
}

/** The first Ctrl-C ends the commands under way; they are process groups, so the terminal does not. */
function listenForInterrupt(): { signal: AbortSignal; stop(): void } {
  const abort = new AbortController()
  const onSignal = () => abort.abort()
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  const stop = () => {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
  return { signal: abort.signal, stop }
}

function toStartError([file]: string[], error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (!syscall?.startsWith('spawn')) return error
  const why =
    code === 'ENOENT'
      ? 'command not found. Is it installed and in PATH?'
      : `cannot be run (${code}).`
  return invalid(`${file}: ${why}`, error)
}

function invalid(what: string, cause?: unknown): EnsayoError {
  return new EnsayoError('OPTION_INVALID', `matrix: ${what}`, { cause })
}
