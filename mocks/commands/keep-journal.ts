/** `matrix --keep`: what a failing run asked and was answered, in a file of its own. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EnsayoError } from '../base/errors.ts'
import type { Engine } from '../sandbox/engine/engine.ts'
import { type Alternative, toLabel } from '../tools/matrix/plan.ts'
import { shieldJournal } from './shield-journal.ts'

/** Makes the folder, before anything runs. Throws `OPTION_INVALID`. */
export function openKeep(folder: string | undefined): void {
  if (folder === undefined) return
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `matrix: --keep: ${folder} cannot be made a folder: ${(cause as Error).message}. Name another.`,
      { cause },
    )
  }
}

/** Writes the journal, masked, and says where it stands. */
export async function keepJournal(
  folder: string,
  engine: Engine,
  variants: readonly Alternative[],
): Promise<string> {
  const label = variants.map(toLabel).join('+') || 'baseline'
  // Names of files have their bound, and combinations are long.
  const file = join(folder, `${label.replaceAll(/[^\w.=+-]/g, '_').slice(0, 200)}.json`)
  const requests = await shieldJournal(engine.requests(undefined), engine.providers)
  writeFileSync(file, `${JSON.stringify({ variants: label, requests }, null, 2)}\n`)
  return file
}
