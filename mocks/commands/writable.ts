/** Files that a long run writes at its end: looked at before it begins, so that it is not thrown away. */
import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EnsayoError } from '../base/errors.ts'

/** Throws `OPTION_INVALID` when the file cannot be written. Folders on its way are made. */
export async function assertWritable(flag: string, file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    const isNew = await open(file, 'r').then(
      (handle) => handle.close().then(() => false),
      () => true,
    )
    await (await open(file, 'a')).close()
    if (isNew) await rm(file)
  } catch (cause) {
    throw toRefusal(flag, file, cause)
  }
}

/** Writes it. Throws `OPTION_INVALID` when that is not possible any more. */
export async function writeTo(flag: string, file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  } catch (cause) {
    throw toRefusal(flag, file, cause)
  }
}

function toRefusal(flag: string, file: string, cause: unknown): EnsayoError {
  return new EnsayoError(
    'OPTION_INVALID',
    `${flag}: ${file} cannot be written: ${(cause as Error).message}. Name another file.`,
    { cause },
  )
}
