/** Runs the probes on a target and makes a profile of what they saw. */
import { stringify } from 'yaml'
import { toText } from '../../mocks/tools/recorder/difference.ts'
import type { Contract } from './contract.ts'
import { findMask, toQuirk, toSeen } from './masks.ts'
import type { CaseResult, RunResult } from './result.ts'
import { type RunOptions, runContract } from './run.ts'
import type { Target } from './targets/target.ts'

/** What a target showed. Written as YAML, it is a profile that `start --profile <provider>=<file>` takes. */
export interface ObservedProfile {
  /** `observed-2026-11-21`. */
  name: string
  provider: string
  /** Base URL. */
  target: string
  /** ISO 8601. */
  observedAt: string
  evidence: 'observed'
  /** Quirk → what was seen, and the exchanges that show it. */
  variants: Record<string, Observed>
  /** Quirk → why nothing can be said of it this time. */
  undecided: Record<string, string>
}

export interface Observed {
  variant: string
  exchanges: string[]
  /** Of an earlier run, whose word stands; absent: of this one. */
  observedAt?: string
}

export interface Calibration {
  profile: ObservedProfile
  run: RunResult
  /** Quirks that this run told. */
  told: number
  /** Quirks whose variant is another than in the profile that the run was held against. */
  changes: Change[]
  /** Against what was observed before; empty when nothing was. */
  since: Change[]
}

export interface Change {
  quirk: string
  title: string
  from: string
  to: string
}

export interface CalibrateOptions extends Omit<RunOptions, 'kinds'> {
  /** What an earlier run observed: of a quirk that is not told now, its word stands. */
  before?: Pick<ObservedProfile, 'variants' | 'observedAt'> | undefined
}

/** Never throws for what a target does; a probe that fails leaves its quirk as it was. */
export async function calibrate(
  contract: Contract,
  target: Target,
  { before, ...options }: CalibrateOptions = {},
): Promise<Calibration> {
  const run = await runContract(contract, target, { ...options, kinds: ['probe'] })
  const probes = new Map(contract.probes.map((probe) => [probe.quirk, probe]))
  const seen = toSeen(run.cases)
  const variants: ObservedProfile['variants'] = {}
  const undecided: Record<string, string> = {}
  for (const result of run.cases) {
    const quirk = toQuirk(result)
    const doubt = findMask(probes.get(quirk) ?? {}, seen, target.spec) ?? findDoubt(result)
    if (doubt !== undefined) undecided[quirk] = doubt
    else variants[quirk] = toObserved(result)
  }
  const told = Object.keys(variants)
  const toTitle = (quirk: string) => target.spec.quirks.get(quirk)?.title ?? quirk
  const changes = run.cases.flatMap((result) => {
    const quirk = toQuirk(result)
    const { wanted: from, seen: to } = result.variant ?? { wanted: '' }
    if (variants[quirk] === undefined || to === undefined || from === to) return []
    return [{ quirk, title: toTitle(quirk), from, to }]
  })
  const since = told.flatMap((quirk) => {
    const from = before?.variants[quirk]?.variant
    const to = variants[quirk]!.variant
    return from === undefined || from === to ? [] : [{ quirk, title: toTitle(quirk), from, to }]
  })
  return {
    run,
    told: told.length,
    changes,
    since,
    profile: {
      name: `observed-${run.startedAt.slice(0, 10)}`,
      provider: contract.provider,
      target: target.baseUrl,
      observedAt: run.startedAt,
      evidence: 'observed',
      variants: { ...keepEarlier(before, undecided), ...variants },
      undecided: { ...undecided, ...contract.untold },
    },
  }
}

function toObserved({ variant, exchanges }: CaseResult): Observed {
  return { variant: variant?.seen ?? '', exchanges: exchanges.map(({ id }) => id) }
}

/** Why a probe's word is not taken; undefined when it is. */
function findDoubt({ outcome, variant, differences, reason }: CaseResult): string | undefined {
  if (variant?.seen === undefined) return `${outcome}: ${reason ?? 'the probe saw nothing'}`
  // Status, media type and kind of body must be the provider's, or somebody else has answered. A key
  // may be another where two documented variants meet.
  const strange = differences.find(
    ({ severity, kind, pointer }) =>
      severity === 'error' &&
      (kind === 'status' || pointer === 'content-type' || (kind === 'type' && pointer === '')),
  )
  if (strange === undefined) return undefined
  return `its answers are not as the provider writes them: ${toText(strange)}`
}

function keepEarlier(
  before: CalibrateOptions['before'],
  undecided: Readonly<Record<string, string>>,
): ObservedProfile['variants'] {
  const kept = Object.entries(before?.variants ?? {}).filter(([quirk]) => quirk in undecided)
  return Object.fromEntries(
    kept.map(([quirk, each]) => [
      quirk,
      { ...each, observedAt: each.observedAt ?? before!.observedAt },
    ]),
  )
}

/** As a file, for review and for `--profile`. */
export function toProfileFile(profile: ObservedProfile): string {
  const head = [
    `# What ${profile.target} showed on ${profile.observedAt.slice(0, 10)}.`,
    `# Serve it with: ensayo start --profile ${profile.provider}=<this file>`,
    '',
  ]
  return `${head.join('\n')}${stringify(profile, { lineWidth: 0 })}`
}

/** What differs from the profile that the run was held against, and from what was observed before. */
export function toChangesText({ changes, since, run, profile, told }: Calibration): string {
  const untold = Object.entries(profile.undecided)
  const sum = `${told} quirks told, ${untold.length} not, ${changes.length} other than in profile ${run.profile}`
  return [
    ...changes.flatMap(toLines),
    ...(since.length === 0
      ? []
      : ['', 'Changed since it was last observed:', ...since.flatMap(toLines)]),
    ...(untold.length === 0 ? [] : ['', 'Not told, and left as it was:']),
    ...untold.map(([quirk, why]) => `  ${quirk}: ${why}`),
    '',
    sum,
  ].join('\n')
}

function toLines({ quirk, title, from, to }: Change): string[] {
  return [quirk, `  ${title}`, `- ${from}`, `+ ${to}`]
}
