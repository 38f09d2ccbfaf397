/** `ensayo drift`: what a real sandbox answered, against the emulator and the spec. */
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import { systemTime } from '../core/clock/system.ts'
import type { Spec } from '../dialect/types.ts'
import type { Emulator } from '../tools/recorder/ask-emulator.ts'
import type { DriftReport } from '../tools/recorder/drift-finding.ts'
import type { RecordedExchange } from '../tools/recorder/recording.ts'
import { addExamples, collect } from './common.ts'
import { print, printJson } from './output.ts'
import { toOwnProfile } from './profile-flag.ts'
import { assertWritable, writeTo } from './writable.ts'

interface Flags {
  provider?: string
  profile?: string
  variant?: string[]
  report?: string
  accept?: string
  reason?: string
  json?: boolean
}

export function define(program: Command): void {
  const command = program
    .command('drift')
    .argument('<recordings...>', 'files, sessions, a folder of sessions, or .har files')
    .option('--provider <name>', 'whose recordings, or the path of a spec file')
    .option('--profile <name>', 'profile of the emulator')
    .option('--variant <quirk=name>', 'variant of a quirk, over the profile, repeatable', collect)
    .option('--report <file>', 'write a report in Markdown')
    .option('--accept <file>', 'what is known to differ: it fails nothing until it changes')
    .option('--reason <text>', 'accept what is found now, for this reason, into that file')
    .option('--json', 'print JSON')
    .action(drift)
  addExamples(
    command,
    'drift recordings --provider cobru --report drift.md',
    'drift recordings --accept known.json --reason "asked the provider"',
  )
}

async function drift(paths: string[], flags: Flags): Promise<void> {
  const [{ loadSpec }, { findDrift }, { toLines, toMarkdown }, { toPairs }] = await Promise.all([
    import('../dialect/load.ts'),
    import('../tools/recorder/drift.ts'),
    import('../tools/recorder/drift-report.ts'),
    import('../sandbox/server/config.ts'),
  ])
  if (flags.reason !== undefined && flags.accept === undefined) {
    throw new EnsayoError('OPTION_INVALID', '--reason: say into which file with --accept <file>.')
  }
  if (flags.report !== undefined) await assertWritable('--report', flags.report)
  const wanted = flags.provider ?? (await findProvider(paths))
  const spec = await loadSpec(wanted)
  const own = await readOwn(paths, spec)
  const variants = toPairs('--variant', flags.variant, 'cobru.create.pme-object-400=400')
  const profiles =
    flags.profile === undefined ? {} : { [spec.name]: toOwnProfile(spec.name, flags.profile) }
  const found = await findDrift(own, {
    spec,
    open: (startAt) => openEmulator(wanted, { startAt, variants, profiles }),
  })
  const report = await accept(found, flags)
  if (flags.report !== undefined) await writeTo('--report', flags.report, toMarkdown(report))
  if (flags.json) printJson(report)
  else for (const line of toLines(report)) print(line)
  const isNews = ({ severity, accepted }: DriftReport['differences'][number]) =>
    severity === 'error' && accepted === undefined
  if (report.differences.some(isNews)) process.exitCode = 1
}

/** Marks what is known; with a reason, everything that is found becomes known first. */
async function accept(report: DriftReport, { accept: file, reason }: Flags): Promise<DriftReport> {
  if (file === undefined) return report
  const { acceptAll, applyAccepted, readAccepted } = await import('../tools/recorder/accepted.ts')
  if (reason !== undefined) {
    const known = applyAccepted(report, await readAccepted(file))
    const at = new Date(systemTime.now()).toISOString()
    await acceptAll(file, known, { reason, at })
  }
  return applyAccepted(report, await readAccepted(file))
}

/** Recordings of the provider, from folders and HAR files. Throws `RECORDING_INVALID` when there is none. */
export async function readOwn(paths: readonly string[], spec: Spec): Promise<RecordedExchange[]> {
  const { readTraffic } = await import('../tools/recorder/read-traffic.ts')
  const own = await readTraffic(paths, spec, process.env)
  if (own.length > 0) return own
  throw new EnsayoError(
    'RECORDING_INVALID',
    `${paths.join(', ')}: there is no recording of ${spec.name}. Leave --provider out, or give another folder.`,
  )
}

/** The provider that the recordings are of. A HAR file does not say whose it is. */
async function findProvider(paths: readonly string[]): Promise<string> {
  const [{ isHar }, { readRecordings }] = await Promise.all([
    import('../tools/recorder/read-traffic.ts'),
    import('../tools/recorder/recording.ts'),
  ])
  const folders = paths.filter((path) => !isHar(path))
  if (folders.length === 0) {
    throw new EnsayoError('OPTION_INVALID', `${paths.join(', ')}: say whose it is with --provider.`)
  }
  return theOnly((await readRecordings(folders)).map(({ provider }) => provider))
}

/** Opens a sandbox in this process; nothing leaves it, callbacks included. */
export async function openEmulator(
  provider: string,
  options: {
    startAt: number
    variants?: Record<string, string>
    profiles?: Record<string, string>
  },
): Promise<Emulator> {
  const { createSandbox } = await import('../index.ts')
  const sandbox = await createSandbox({
    ...options,
    providers: [provider],
    timeRate: 0,
    hints: false,
    fetch: async () => new Response(null, { status: 200 }),
  })
  const [face] = sandbox.engine.providers.values()
  const { credentials, baseUrl } = (await sandbox.health()).providers[face!.name]!
  return {
    credentials: { ...sandbox.engine.account('default').credentials[face!.name], ...credentials },
    fetch: async (target, init) => face!.fetch(new Request(baseUrl + target, init)),
    advance: (byMs) => sandbox.clock.advance(byMs),
    close: () => sandbox.close(),
  }
}

function theOnly(providers: readonly string[]): string {
  const names = [...new Set(providers)]
  if (names.length === 1) return names[0]!
  throw new EnsayoError(
    'OPTION_INVALID',
    `There are recordings of ${names.join(', ')}. Say which with --provider.`,
  )
}
