/** A sandbox in memory that starts from a file, and leaves one behind. */
import { createReadStream } from 'node:fs'
import { chmod, rename, rm, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { EnsayoError } from '../base/errors.ts'
import type { Engine, Snapshot } from '../sandbox/engine/engine.ts'
import { type Head, readHead, readSnapshot, toLines } from '../sandbox/engine/snapshot-lines.ts'

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
    snapshot = await readSnapshot(createReadStream(file))
  } catch (error) {
    throw toUnreadable(file, error, '--snapshot: ')
  }
  await engine.restore(snapshot, { isOwn: true })
}

/** Whole or not at all: what stood there before stays until the new one is written. */
export async function saveSnapshot(engine: Engine, file: string): Promise<void> {
  await writePieces(file, toLines(await engine.snapshot()))
}

/** For its owner alone, for it holds credentials. */
export async function writePieces(
  file: string,
  pieces: Iterable<string> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const beside = `${file}.part`
  try {
    await writeFile(beside, pieces, { mode: 0o600 })
    // The mode above is that of a new file.
    await chmod(beside, 0o600)
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

/** The file's own text where it is of lines; else what it holds, as lines. */
export async function readLines(file: string): Promise<AsyncIterable<Uint8Array | string>> {
  const start = await readStart(file)
  if (start !== undefined) return createReadStream(file)
  const snapshot = await readSnapshot(createReadStream(file))
  return Readable.from(toLines(snapshot))
}

/** What the first line says of a file of lines. */
export function readStart(file: string): Promise<Head | undefined> {
  return readHead(createReadStream(file))
}

/** A file that is not a snapshot, with what it is. */
export function toUnreadable(file: string, error: unknown, before = ''): EnsayoError {
  const { code, message } = error as NodeJS.ErrnoException
  const reason = message.replace(/^The snapshot cannot be read: (.*)\. Take one with .*$/s, '$1')
  const what =
    code === 'EISDIR'
      ? 'is a folder; name a file in it'
      : code === 'SNAPSHOT_INVALID'
        ? 'is not a snapshot'
        : 'cannot be read'
  const cure = 'Name one that `ensayo snapshot save` wrote.'
  return new EnsayoError('SNAPSHOT_INVALID', `${before}${file} ${what}: ${reason}. ${cure}`, {
    cause: error,
  })
}
