/** Exchanges that somebody already has: recordings, and HAR files of a browser or proxy. */
import type { Spec } from '../../dialect/types.ts'
import { readHar } from './har.ts'
import { type RecordedExchange, readRecordings } from './recording.ts'

/** Whether a path is a HAR file by its name. */
export function isHar(path: string): boolean {
  return path.toLowerCase().endsWith('.har')
}

/** Those of the provider, in order. Throws `RECORDING_INVALID` for what cannot be read. */
export async function readTraffic(
  paths: readonly string[],
  spec: Spec,
  env: Record<string, string | undefined>,
): Promise<RecordedExchange[]> {
  const folders = paths.filter((path) => !isHar(path))
  const recorded = folders.length === 0 ? [] : await readRecordings(folders)
  const own = recorded.filter(({ provider }) => provider === spec.name)
  const hars = await Promise.all(paths.filter(isHar).map((path) => readHar(path, spec, env)))
  return [...own, ...hars.flat()]
}
