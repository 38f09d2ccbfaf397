/** `ensayo exec`: runs a command with a sandbox around it, for CI. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import { type ConfigFlags, fillFlags, loadConfig } from '../sandbox/config/config-flags.ts'
import type { Engine } from '../sandbox/engine/engine.ts'
import { toEnvironment } from '../sandbox/engine/env.ts'
import { type StartFlags, toStartConfig } from '../sandbox/server/config.ts'
import type { Interception } from '../tools/intercept/intercept.ts'
import { addExamples } from './common.ts'
import { addInterceptOptions, type InterceptFlags, openIntercept, warnUnseen } from './intercept.ts'
import { toCallable, toCount } from './output.ts'
import { toProxyExceptions } from './proxy-exceptions.ts'
import { type ReportFlags, reportAll, toKinds } from './report-after.ts'
import { startSandbox } from './sandbox.ts'
import { addStartOptions } from './start-options.ts'
import { openTrust } from './tls.ts'

type Flags = StartFlags & ReportFlags & InterceptFlags & ConfigFlags

export function define(program: Command): void {
  const command = program
    .command('exec')
    .usage('[options] -- <command…>')
    .argument('[command...]', 'what to run')
    .passThroughOptions()
  addInterceptOptions(addStartOptions(command, 'default 0'))
    .option('--report <a,b>', 'afterwards, print these reports: readiness, coverage')
    .option('--require-seen', 'exit code 1 also when a readiness item was not seen')
    .option('--out <folder>', 'write them there too, as Markdown, HTML and JSON')
    .action(exec)
  addExamples(
    command,
    'exec -- npm test',
    'exec --provider cobru --freeze -- pytest -q',
    'exec --report readiness -- npm test',
    'exec --intercept -- php checkout.php',
  )
}

async function exec(words: string[], flags: Flags): Promise<void> {
  const [file, ...args] = words
  if (file === undefined) {
    throw new EnsayoError(
      'OPTION_INVALID',
      'exec: there is no command to run. Write it after "--", like "ensayo exec -- npm test".',
    )
  }
  const { report, out, requireSeen, ...startFlags } = flags
  const kinds = toKinds({ report, out, requireSeen })
  const loaded = await loadConfig(startFlags)
  const env = { ...process.env, ENSAYO_PORT: undefined }
  // A run picks free ports unless it is told otherwise on its own command line.
  const { port = '0' } = startFlags
  const config = toStartConfig(fillFlags({ ...startFlags, port }, env, loaded), env)
  const { engine, tls, close } = await startSandbox(config, loaded)
  const trust = await openTrust(tls)
  let interception: Interception | undefined
  try {
    interception = await openIntercept(engine, flags, {
      ...process.env,
      ...toProxyExceptions(),
      ...trust.variables,
    })
    // What is reported on must still be there when the command has ended.
    const keep = kinds.length === 0 ? {} : { ENSAYO_KEEP_ACCOUNTS: '1' }
    const ways = { ...toProxyExceptions(), ...trust.variables, ...interception?.variables }
    const variables = { ...toEnvironment(engine.health()), ...keep, ...ways }
    process.exitCode = await run(file, args, variables)
    if (process.exitCode !== 0) await showJournal(engine)
    reportFaults(engine)
    warnUnseen(engine, interception)
    if (await reportAll(engine, kinds, out, requireSeen)) process.exitCode ||= 1
  } finally {
    await interception?.close()
    trust.close()
    await close()
  }
}

/**
 * Exit code of the command; 128 + n when signal n ended it, 126 and 127 as a shell has them. A
 * terminal sends Ctrl-C to the whole process group, so the command has it already; we wait for it.
 */
async function run(file: string, args: string[], env: Record<string, string>): Promise<number> {
  const child = spawn(file, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  const interrupt = () => isInTerminal() || child.kill('SIGINT')
  const terminate = () => child.kill('SIGTERM')
  const hangUp = () => child.kill('SIGHUP')
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', terminate)
  process.on('SIGHUP', hangUp)
  try {
    return await new Promise((resolve) => {
      child.on('error', (error: NodeJS.ErrnoException) => resolve(toFailure(file, error)))
      child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal!]))
    })
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', terminate)
    process.off('SIGHUP', hangUp)
  }
}

function isInTerminal(): boolean {
  return [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY)
}

function toFailure(file: string, error: NodeJS.ErrnoException): number {
  const isMissing = error.code === 'ENOENT'
  const why = isMissing ? 'command not found. Is it installed and in PATH?' : error.message
  process.stderr.write(`ensayo: exec: ${file}: ${why}\n`)
  return isMissing ? 127 : 126
}

/** Requests shown of a command that failed. */
const SHOWN = 10

/**
 * The end of the journal with its hints, for a command whose own output says only that it failed. It
 * lands in the log of a CI, so what clients wrote into paths stays out.
 */
async function showJournal(engine: Engine): Promise<void> {
  const last = engine.requests(undefined).slice(-SHOWN)
  if (last.length === 0) return
  const { toSaidHint, toSaidPath } = await import('../sandbox/report/public-line.ts')
  const lines = last.flatMap(({ id, account, provider, request, response, hint }) => {
    const spec = engine.providers.get(provider)?.spec
    const outcome = response.status || 'no answer'
    return [
      `  ${id} ${account}: ${request.method} ${toSaidPath(request, spec)} → ${outcome}`,
      ...(hint === undefined ? [] : [`    ${toCallable(toSaidHint(hint, request, spec))}`]),
    ]
  })
  process.stderr.write(`\nensayo: the command failed; its last requests:\n${lines.join('\n')}\n`)
}

/** A test run may pass although the sandbox answered wrongly; say so. */
function reportFaults(engine: Engine): void {
  const { offSpec, internalErrors } = engine.health().counts
  if (offSpec + internalErrors === 0) return
  process.stderr.write(
    `ensayo: ${toCount(offSpec, 'answer')} off spec, ${toCount(internalErrors, 'internal error')}; this is our fault, please report it.\n`,
  )
}
