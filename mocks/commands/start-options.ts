/** The flags that `start`, `exec` and `matrix` share. */
import type { Command } from 'commander'
import { collect } from './common.ts'

/** Adds the flags; `config.ts` reads them. Without a default port none can be chosen. */
export function addStartOptions(command: Command, defaultPort?: string): Command {
  command.option('--provider <a,b>', 'only these providers, or paths of spec files', collect)
  if (defaultPort !== undefined) {
    const what = `control port; providers take the next ones; 0: free ones (${defaultPort})`
    command.option('--port <n>', what)
    command
      .option('--config <file>', 'options and accounts (default: ensayo.config.yaml here, if any)')
      .option('--no-config', 'read no such file')
    command
      .option('--data <folder>', 'keep everything there, beyond the end of the process')
      .option(
        '--store <url>',
        'keep everything in a PostgreSQL database, postgres://…, which several sandboxes may share',
      )
      .option('--sync <mode>', 'with --data: "full" outlives a loss of power too (default normal)')
  }
  return command
    .option('--host <h>', 'address to listen on (default 127.0.0.1)')
    .option(
      '--profile <provider=name>',
      'profile of a provider, or the file of one, repeatable',
      collect,
    )
    .option('--variant <quirk=name>', 'variant of a quirk, over the profile, repeatable', collect)
    .option('--time-rate <n>', 'how fast clocks run: 60 is a minute a second (default 1)')
    .option('--at <instant>', 'instant at which the clocks start, e.g. 2026-11-20T12:00:00Z')
    .option('--freeze', 'clocks stand still until they are advanced')
    .option('--seed <n>', 'the same seed and requests give the same answers')
    .option('--no-hints', 'no x-ensayo-* headers on answers')
    .option('--strict', 'an answer of ours that does not fit its spec becomes a 500')
    .option(
      '--max-entries <n>',
      'requests, messages and finished deliveries kept per account (default 1000)',
    )
    .option('--max-records <n>', 'records kept per account and collection (default 20000)')
    .option('--max-accounts <n>', 'accounts at a time; one more is refused (default 10000)')
    .option(
      '--signature-time <which>',
      'clock of timestamps in signatures: real (default) or account',
    )
    .option(
      '--cors <origin>',
      'origin whose pages may call the providers, or *; repeatable',
      collect,
    )
    .option(
      '--allow-host <h>',
      'host that notifications may go to beside local ones, repeatable',
      collect,
    )
    .option(
      '--forward <host=url>',
      'notifications to a host go to a receiver here instead, repeatable',
      collect,
    )
    .option(
      '--public-url <url>',
      'address that a gateway gives the sandbox, with or without {provider} (ENSAYO_PUBLIC_URL)',
    )
    .option('--trust-proxy', 'believe X-Forwarded-Host and X-Forwarded-Proto')
    .option('--forward-all <url>', 'those to every other host outside, too')
    .option(
      '--receiver-ca <file>',
      'certificate that https receivers of notifications have theirs from',
    )
    .option(
      '--tls [only]',
      'TLS on every port, beside plain HTTP or only ("ensayo ca" prints whom to trust)',
    )
    .option('--tls-name <host>', 'name that the certificate has as well, repeatable', collect)
}
