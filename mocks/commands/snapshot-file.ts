/** A sandbox in memory that starts from a file, and leaves one behind. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { EnsayoError } from '../base/errors.ts'
import type { Engine, Snapshot } from '../sandbox/engine/engine.ts'

export interface SnapshotFlags {
  snapshot?: string
  /** True: to the file of `--snapshot`. */
  snapshotOnExit?: string | true
  data?: string
  store?: string
}

/** Throws `OPTION_INVALID` where the flags exclude each other; returns the file to write at the end. */
export function toExitFile({
  snapshot,
  snapshotOnExit,
  data,
  store,
}: SnapshotFlags): string | undefined {
  if ((data ?? store) !== undefined && (snapshot !== undefined || snapshotOnExit !== undefined)) {
    throw new EnsayoError(
      'OPTION_INVALID',
      '--data and --store keep everything by themselves; --snapshot and --snapshot-on-exit are for memory. Keep one.',
    )
  }
  if (snapshotOnExit !== true) return snapshotOnExit
  if (snapshot !== undefined) return snapshot
  throw new EnsayoError(
    'OPTION_INVALID',
    '--snapshot-on-exit: there is no file to write. Name one, or one with --snapshot.',
  )
}

/** Goes back to what a file holds. Throws `SNAPSHOT_INVALID` naming the file. */
export async function loadSnapshot(engine: Engine, file: string): Promise<void> {
  let snapshot: Snapshot
  try {
    snapshot = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    const what = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'
    throw new EnsayoError(
      'SNAPSHOT_INVALID',
      `--snapshot: ${file} ${what}. Name one that \`ensayo snapshot save\` wrote.`,
      { cause: error },
    )
  }
  await engine.restore(snapshot)
}

/** Whole or not at all: what stood there before stays until the new one is written. */
export async function saveSnapshot(engine: Engine, file: string): Promise<void> {
  const beside = `${file}.part`
  // It holds credentials.
  await writeFile(beside, `${JSON.stringify(await engine.snapshot())}\n`, { mode: 0o600 })
  await rename(beside, file)
}
