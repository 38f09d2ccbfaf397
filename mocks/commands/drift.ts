/** `ensayo drift`: what a real sandbox answered, against the emulator and the spec. */
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import type { Emulator } from '../tools/recorder/drift.ts'
import { addExamples, collect } from './common.ts'
import { print, printJson } from './output.ts'
import { toOwnProfile } from './profile-flag.ts'
import { assertWritable, writeTo } from './writable.ts'

interface Flags {
  provider?: string
  profile?: string
  variant?: string[]
  report?: string
  json?: boolean
}

export function define(program: Command): void {
  const command = program
    .command('drift')
    .description('replay recordings on the emulator; say where provider, emulator and spec differ')
    .argument('<recordings...>', 'files, sessions, or a folder of sessions')
    .option('--provider <name>', 'whose recordings, or the path of a spec file')
    .option('--profile <name>', 'profile of the emulator')
    .option('--variant <quirk=name>', 'variant of a quirk, over the profile, repeatable', collect)
    .option('--report <file>', 'write a report in Markdown')
    .option('--json', 'print JSON')
    .action(drift)
  addExamples(command, 'drift recordings --provider cobru --report drift.md')
}

async function drift(paths: string[], flags: Flags): Promise<void> {
  const [{ loadSpec }, { readRecordings }, { findDrift }, { toLines, toMarkdown }, { toPairs }] =
    await Promise.all([
      import('../dialect/load.ts'),
      import('../tools/recorder/recording.ts'),
      import('../tools/recorder/drift.ts'),
      import('../tools/recorder/drift-report.ts'),
      import('../sandbox/server/config.ts'),
    ])
  if (flags.report !== undefined) await assertWritable('--report', flags.report)
  const recorded = await readRecordings(paths)
  const wanted = flags.provider ?? theOnly(recorded.map(({ provider }) => provider))
  const spec = await loadSpec(wanted)
  const own = recorded.filter(({ provider }) => provider === spec.name)
  if (own.length === 0) {
    throw new EnsayoError(
      'RECORDING_INVALID',
      `${paths.join(', ')}: there is no recording of ${spec.name}. Leave --provider out, or give another folder.`,
    )
  }
  const variants = toPairs('--variant', flags.variant, 'cobru.create.pme-object-400=400')
  const profiles =
    flags.profile === undefined ? {} : { [spec.name]: toOwnProfile(spec.name, flags.profile) }
  const report = await findDrift(own, {
    spec,
    open: (startAt) => openEmulator(wanted, { startAt, variants, profiles }),
  })
  if (flags.report !== undefined) await writeTo('--report', flags.report, toMarkdown(report))
  if (flags.json) printJson(report)
  else for (const line of toLines(report)) print(line)
  if (report.differences.some(({ severity }) => severity === 'error')) process.exitCode = 1
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
