/** `ensayo calibrate --from`: which variants exchanges show that somebody already has, without a target. */
import { type ObservedProfile, toProfileFile } from '../../contracts/kit/calibrate.ts'
import { EnsayoError } from '../base/errors.ts'
import { loadSpec } from '../dialect/load.ts'
import type { Spec } from '../dialect/types.ts'
import { toText } from '../tools/recorder/difference.ts'
import type { RecordedExchange } from '../tools/recorder/recording.ts'
import { findVariantsShown, type VariantsShown } from '../tools/recorder/variants-shown.ts'
import { openEmulator, readOwn } from './drift.ts'
import { PROGRAM, print, printJson } from './output.ts'
import { writeTo } from './writable.ts'

export interface FromFlags {
  provider: string
  from: string[]
  out?: string
  json?: boolean
}

/** Reads recordings or HAR files, prints what they tell, and writes the profile. Throws `NOTHING_TOLD`. */
export async function calibrateFrom({ provider, from, out, json }: FromFlags): Promise<void> {
  const spec = await loadSpec(provider)
  const exchanges = await readOwn(from, spec)
  const result = await findVariantsShown(exchanges, {
    spec,
    open: (startAt, variants) => openEmulator(provider, { startAt, variants }),
  })
  const profile = toProfile(spec, exchanges, result)
  const file = out ?? `contracts/profiles/${spec.name}-${profile.name}.yaml`
  if (!json) for (const line of toLines(spec, result)) print(line)
  const isTold = Object.keys(result.shown).length > 0
  if (isTold) await writeTo('--out', file, toProfileFile(profile))
  if (json) printJson({ profile, ...result, file: isTold ? file : null })
  if (!isTold) {
    throw new EnsayoError(
      'NOTHING_TOLD',
      `${from.join(', ')}: ${exchanges.length} exchanges tell no variant from another. Record what the quirks are about; "list quirks" shows them.`,
    )
  }
  if (!json)
    print(`\nWritten to ${file}. Serve it: ${PROGRAM} start --profile ${spec.name}=${file}`)
}

function toProfile(
  spec: Spec,
  exchanges: readonly RecordedExchange[],
  { shown, undecided }: VariantsShown,
): ObservedProfile {
  const { startedAt, upstream } = exchanges[0]!
  const variants = Object.entries(shown).map(([quirk, { variant, exchanges: seen }]) => [
    quirk,
    { variant, exchanges: seen },
  ])
  return {
    name: `observed-${startedAt.slice(0, 10)}`,
    provider: spec.name,
    target: upstream,
    observedAt: startedAt,
    evidence: 'observed',
    variants: Object.fromEntries(variants) as ObservedProfile['variants'],
    undecided,
  }
}

/** What is shown with what it contradicts, what no document foresees, and how much stays open. */
function toLines(spec: Spec, { shown, undecided, unforeseen, report }: VariantsShown): string[] {
  const told = Object.entries(shown).flatMap(([id, { variant, exchanges, contradicted }]) => {
    const standard = spec.quirks.get(id)?.defaultVariant
    return [
      `${variant === standard ? '=' : '≠'} ${id} = ${variant} (${exchanges.join(', ')})`,
      `    contradicts ${contradicted.join(', ')}`,
    ]
  })
  const news = unforeseen.map((difference) => `? ${toText(difference)}`)
  const lost = report.notReplayed.map(({ request, reason }) => `- ${request}: ${reason}`)
  const parts: [string, string[]][] = [
    ['Shown:', told],
    ['In no document:', news],
    ['Compared with the spec alone:', lost],
  ]
  return [
    ...parts.flatMap(([title, lines]) => (lines.length === 0 ? [] : [title, ...lines, ''])),
    `${Object.keys(shown).length} quirks told, ${Object.keys(undecided).length} not, ${unforeseen.length} differences that no variant explains.`,
  ]
}
