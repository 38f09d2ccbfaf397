/** Runs the probes on a target and makes a profile of what they saw. */
import { stringify } from 'yaml'
import type { Spec } from '../../mocks/dialect/types.ts'
import type { Contract } from './contract.ts'
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
  variants: Record<string, { variant: string; exchanges: string[] }>
  /** Quirk → why nothing can be said of it. */
  undecided: Record<string, string>
}

export interface Calibration {
  profile: ObservedProfile
  run: RunResult
  /** Quirks whose variant is another than in the profile that the run was held against. */
  changes: { quirk: string; title: string; from: string; to: string }[]
}

/** Never throws for what a target does; a probe that fails leaves its quirk undecided. */
export async function calibrate(
  contract: Contract,
  target: Target,
  options: Omit<RunOptions, 'kinds'> = {},
): Promise<Calibration> {
  const run = await runContract(contract, target, { ...options, kinds: ['probe'] })
  const quirks = new Map(run.cases.map((result) => [toQuirk(result), result]))
  const seen = new Map(
    [...quirks].flatMap(([quirk, { variant }]) => (variant?.seen ? [[quirk, variant.seen]] : [])),
  )
  const masks = new Map(
    contract.probes.flatMap((probe) => {
      const mask = findMask(probe.maskedBy ?? {}, seen, target.spec)
      return mask === undefined ? [] : [[probe.quirk, mask]]
    }),
  )
  const told = [...quirks].filter(([quirk]) => seen.has(quirk) && !masks.has(quirk))
  return {
    run,
    profile: {
      name: `observed-${run.startedAt.slice(0, 10)}`,
      provider: contract.provider,
      target: target.baseUrl,
      observedAt: run.startedAt,
      evidence: 'observed',
      variants: Object.fromEntries(
        told.map(([quirk, { exchanges }]) => [
          quirk,
          { variant: seen.get(quirk)!, exchanges: exchanges.map(({ id }) => id) },
        ]),
      ),
      undecided: Object.fromEntries([
        ...[...quirks]
          .filter(([quirk]) => !seen.has(quirk) || masks.has(quirk))
          .map(([quirk, { reason }]) => [
            quirk,
            masks.get(quirk) ?? reason ?? 'the probe saw nothing',
          ]),
        ...Object.entries(contract.untold ?? {}),
      ]),
    },
    changes: told
      .map(([quirk, { variant, title }]) => ({
        quirk,
        title,
        from: variant!.wanted,
        to: variant!.seen!,
      }))
      .filter(({ from, to }) => from !== to),
  }
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

/** What differs from the profile that the run was held against, a line each. */
export function toChangesText({ changes, run, profile }: Calibration): string {
  const told = Object.keys(profile.variants).length
  const untold = Object.keys(profile.undecided).length
  const sum = `${told} quirks told, ${untold} not, ${changes.length} other than in profile ${run.profile}`
  return [
    ...changes.flatMap(({ quirk, title, from, to }) => [
      quirk,
      `  ${title}`,
      `- ${from}`,
      `+ ${to}`,
    ]),
    sum,
  ].join('\n')
}

function toQuirk({ id }: CaseResult): string {
  return id.slice(id.indexOf('/probe/') + '/probe/'.length)
}

/** Why a quirk cannot be told under the variants that were seen; undefined when it can. */
function findMask(
  maskedBy: Readonly<Record<string, readonly string[]>>,
  seen: ReadonlyMap<string, string>,
  spec: Spec,
): string | undefined {
  for (const [quirk, variants] of Object.entries(maskedBy)) {
    const active = seen.get(quirk)
    if (active === undefined) continue
    const isOther = active !== spec.quirks.get(quirk)?.defaultVariant
    if (variants.includes(active) || (variants.includes('*') && isOther)) {
      return `${quirk} = ${active} hides it`
    }
  }
  return undefined
}
