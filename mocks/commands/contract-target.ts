/** What `contract` and `calibrate` share: which target, and what it may be asked to do. */

import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { findContract, listContracts } from '../../contracts/index.ts'
import type { Contract } from '../../contracts/kit/contract.ts'
import { createEmulatorTarget } from '../../contracts/kit/targets/emulator.ts'
import { createReceiver } from '../../contracts/kit/targets/receiver.ts'
import { createRemoteTarget } from '../../contracts/kit/targets/remote.ts'
import type { Act, Target } from '../../contracts/kit/targets/target.ts'
import { createTrustingFetch } from '../../contracts/kit/targets/trusting-fetch.ts'
import { didYouMean, EnsayoError } from '../base/errors.ts'
import { readDuration, readPort } from '../base/read-flags.ts'
import { getProfile } from '../core/accounts/choose.ts'
import { loadProfileFiles } from '../core/accounts/profile-file.ts'
import { loadSpec } from '../dialect/load.ts'
import type { Spec } from '../dialect/types.ts'
import { refuseIntercepted } from '../tools/intercept/refuse-intercepted.ts'
import { readCertificate } from './certificate.ts'
import { toOwnProfile } from './profile-flag.ts'

export interface TargetFlags {
  target: string
  profile?: string
  callbackUrl?: string
  callbackPort: string
  human?: boolean
  allowMoney?: boolean
  patience: string
  pace: string
  ca?: string
}

export interface OpenedTarget {
  contract: Contract
  target: Target
  profile: { name: string; variants: Record<string, string> }
}

/** Adds the flags; `openTarget` reads them. */
export function addTargetOptions(command: Command): Command {
  return command
    .option(
      '--target <target>',
      'emulator, sandbox (from the environment) or a base URL',
      'emulator',
    )
    .option(
      '--profile <name>',
      'profile, or the file of one, that probes are held against; also as <provider>=<profile>',
    )
    .option('--callback-url <url>', 'public URL that leads to --callback-port, for notifications')
    .option('--callback-port <n>', 'where notifications are awaited on this machine', '4890')
    .option('--human', 'you play the payer or the bank when asked to')
    .option('--allow-money', 'cases may move the funds of the sandbox account')
    .option('--patience <duration>', 'longest wait of a case on a real target', 'PT1M')
    .option('--pace <duration>', 'pause between two requests to a real target', 'PT0.5S')
    .option('--ca <file>', 'certificate authority of the target, in PEM')
}

/** Providers asked for, or all that have a contract. Throws `PROVIDER_UNKNOWN`. */
export function toProviders(flags: readonly string[] = []): string[] {
  const names = flags.flatMap((each) => each.split(',')).filter(Boolean)
  return names.length === 0 ? listContracts() : [...new Set(names)]
}

/** Throws `EnsayoError` for what cannot be: an unknown provider, a bad flag, a production host. */
export async function openTarget(provider: string, flags: TargetFlags): Promise<OpenedTarget> {
  const contract = await findContract(provider)
  if (contract === undefined) {
    const known = listContracts()
    throw new EnsayoError(
      'PROVIDER_UNKNOWN',
      `There is no contract of "${provider}".${didYouMean(provider, known)} There are: ${known.join(', ')}.`,
    )
  }
  const spec = await loadSpec(provider)
  const profile = await toProfile(spec, flags.profile)
  const target =
    flags.target === 'emulator'
      ? await createEmulatorTarget({ provider, variants: profile.variants })
      : await openRemote(spec, flags)
  return { contract, target, profile }
}

async function toProfile(spec: Spec, wanted: string | undefined): Promise<OpenedTarget['profile']> {
  const { [spec.name]: name } = await loadProfileFiles([spec], {
    [spec.name]:
      (wanted && toOwnProfile(spec.name, wanted)) ?? spec.profiles.keys().next().value ?? 'docs',
  })
  return { name: name!, variants: Object.fromEntries(getProfile(spec, name!)) }
}

async function openRemote(spec: Spec, flags: TargetFlags): Promise<Target> {
  const address = flags.target === 'sandbox' ? undefined : flags.target
  refuseIntercepted('--target', address, process.env)
  const patienceMs = readDuration('--patience', flags.patience)
  const paceMs = readDuration('--pace', flags.pace)
  const options = {
    spec,
    name: flags.target,
    ...(flags.target === 'sandbox' ? {} : { baseUrl: flags.target }),
    env: process.env,
    allowsMoney: flags.allowMoney === true,
    patienceMs,
    paceMs,
    ...(flags.ca === undefined ? {} : { fetch: createTrustingFetch(readCertificate(flags.ca)) }),
    ...(flags.human ? { human: toHuman() } : {}),
  }
  // Refuses a bad base URL before anything listens.
  const target = createRemoteTarget(options)
  if (flags.callbackUrl === undefined) return target
  const callbacks = await createReceiver({
    url: flags.callbackUrl,
    port: readPort('--callback-port', flags.callbackPort),
  })
  return createRemoteTarget({ ...options, callbacks })
}

/** Asks on the terminal, waits for Enter and returns what was typed before it. */
function toHuman(): (act: Act) => Promise<string> {
  if (!process.stdin.isTTY) {
    throw new EnsayoError(
      'OPTION_INVALID',
      '--human: nobody is at a terminal here. Run it in one, or leave --human out.',
    )
  }
  return async ({ instruction }) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    const typed = await terminal.question(`\n${instruction} Then press Enter. `)
    terminal.close()
    return typed.trim()
  }
}
