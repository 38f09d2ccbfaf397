/**
 * The commands there are. Each is a module of its own, loaded when it is asked for, so that
 * `ensayo start` serves soon and the list of them costs no more than its text.
 */
import type { Command } from 'commander'

export interface CommandRow {
  /** As its own help says; a test compares the two. */
  about: string
  /** Default: `[options]`. */
  usage?: string
  load(): Promise<{ define(program: Command): void }>
}

export const COMMANDS: Record<string, CommandRow> = {
  start: {
    about: 'serve the providers; prints base URLs and credentials',
    load: () => import('./start.ts'),
  },
  exec: {
    about: 'start on free ports, set the variables, run a command, pass its exit code on',
    usage: '[options] -- <command…>',
    load: () => import('./exec.ts'),
  },
  matrix: {
    about: 'run a command once per variant; say which variants break it',
    usage: '[options] -- <command…>',
    load: () => import('./matrix.ts'),
  },
  env: {
    about: 'print the variables that the providers’ documents use, filled in',
    usage: '[options] [provider]',
    load: () => import('./env.ts'),
  },
  health: {
    about: 'say whether a sandbox answers, and where its providers are',
    load: () => import('./health.ts'),
  },
  list: {
    about: 'list operations, quirks, profiles, triggers, incidents or provider states',
    usage: '[options] [what]',
    load: () => import('./list.ts'),
  },
  operations: {
    about: 'list what is emulated, with evidence and source; show one operation',
    usage: '[options] [command]',
    load: () => import('./operations.ts'),
  },
  quirks: {
    about: 'list quirks, show one, and choose its variant',
    usage: '[options] [command]',
    load: () => import('./quirks.ts'),
  },
  profiles: {
    about: 'list profiles, and make one active',
    usage: '[options] [command]',
    load: () => import('./profiles.ts'),
  },
  triggers: {
    about: 'list what the outside world can do; "trigger" does it',
    usage: '[options] [command]',
    load: () => loadListing('triggers'),
  },
  incidents: {
    about: 'list troubles that the documents name; "faults add --incident" starts one',
    usage: '[options] [command]',
    load: () => loadListing('incidents'),
  },
  states: {
    about: 'list the provider states that pacts may name',
    usage: '[options] [command]',
    load: () => loadListing('states'),
  },
  explain: {
    about: 'say what a quirk does, or why a request was answered or a notification went as it did',
    usage: '[options] <id>',
    load: () => import('./explain.ts'),
  },
  trigger: {
    about: 'play what the outside world would do: a payer pays, a bank rejects',
    usage: '<provider>.<event> [--key value…] [options]',
    load: () => import('./trigger.ts'),
  },
  accounts: {
    about: 'list isolated accounts, make one, show one, remove one',
    usage: '[options] [command]',
    load: () => import('./accounts.ts'),
  },
  clock: {
    about: 'show, move, stop and run an account’s time',
    usage: '[options] [command]',
    load: () => import('./clock.ts'),
  },
  reset: {
    about: 'forget state, journal, inbox and time; variants go back to those of the start',
    load: () => import('./reset.ts'),
  },
  snapshot: {
    about: 'save and load everything remembered',
    usage: '[options] [command]',
    load: () => import('./snapshot.ts'),
  },
  restore: {
    about: 'go back to a snapshot, as "snapshot load" does',
    usage: '[options] <file>',
    load: () => import('./restore.ts'),
  },
  settle: {
    about: 'wait until nothing that is due is under way',
    load: () => import('./settle.ts'),
  },
  faults: {
    about: 'let requests fail: latency, status, reset, truncate, slow, timeout; or an incident',
    usage: '[options] [command]',
    load: () => import('./faults.ts'),
  },
  stubs: {
    about: 'answer special cases with a fixed answer, checked against the spec',
    usage: '[options] [command]',
    load: () => import('./stubs.ts'),
  },
  chaos: {
    about:
      'let deliveries go wrong: duplicate, reorder, delay, drop, before-answer, forge, truncate',
    usage: '[options] [command]',
    load: () => import('./chaos.ts'),
  },
  inbox: {
    about: 'list what an account’s inbox caught, take the next message, expect some',
    usage: '[options] [command]',
    load: () => import('./inbox.ts'),
  },
  webhooks: {
    about: 'list notifications, send one again, release, forge and expect them',
    usage: '[options] [command]',
    load: () => import('./webhooks.ts'),
  },
  requests: {
    about: 'list what came in, show one exchange, send one, expect some',
    usage: '[options] [command]',
    load: () => import('./requests.ts'),
  },
  contract: {
    usage: '[options] [command]',
    about: 'run flows and probes on the emulator or on a real sandbox',
    load: () => import('./contract.ts'),
  },
  calibrate: {
    about: 'run the probes on a target and write what it shows as a profile',
    load: () => import('./calibrate.ts'),
  },
  record: {
    about: 'proxy to a real sandbox; keeps redacted exchanges as YAML until Ctrl-C',
    load: () => import('./record.ts'),
  },
  verify: {
    about: "verify consumers' pacts on a sandbox of its own, by Pact's verifier",
    usage: '[options] [files...]',
    load: () => import('./verify.ts'),
  },
  drift: {
    about: 'replay recordings on the emulator; say where provider, emulator and spec differ',
    usage: '[options] <recordings...>',
    load: () => import('./drift.ts'),
  },
  report: {
    about: 'what the traffic has exercised, and whether the integration is ready',
    usage: '[options] [command]',
    load: () => import('./report.ts'),
  },
  mcp: {
    about:
      'tools for a coding assistant over standard input and output; starts a sandbox if none answers',
    load: () => import('./mcp.ts'),
  },
  init: {
    about: 'write a commented ensayo.config.yaml, or the spec of a provider',
    usage: '[options] [command]',
    load: () => import('./init.ts'),
  },
  doctor: {
    about: 'say what is wrong with this set-up, and the cure',
    load: () => import('./doctor.ts'),
  },
  ca: {
    about: 'print the certificate of the authority behind --tls; made at first use',
    load: () => import('./ca.ts'),
  },
  check: {
    about: 'lint specs: unknown keywords, missing sources, dead behaviours',
    usage: '[options] [files...]',
    load: () => import('./check.ts'),
  },
}

async function loadListing(subject: keyof typeof import('./list.ts').listings) {
  return (await import('./list.ts')).listings[subject]
}

/** What `ensayo --help` prints. */
export function helpText(): string {
  const options = [
    ['--version', 'print the version'],
    ['-h, --help', 'display help for command'],
  ]
  const commands = Object.entries(COMMANDS).map(([name, { usage = '[options]', about }]) => [
    `${name} ${usage}`,
    about,
  ])
  const width = Math.max(...commands.map(([term]) => term!.length))
  const toLines = (rows: string[][]) =>
    rows.map(([term, about]) => `  ${term!.padEnd(width)}  ${about}\n`).join('')
  return `Usage: ensayo [options] [command]

A sandbox that rehearses payment providers.

Options:
${toLines(options)}
Commands:
${toLines(commands)}
Example:
  $ ensayo start --provider cobru
`
}
