/** `start --watch`: looks at specs and the modules beside them, and has them read again. */
import { existsSync, watch as watchFiles } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { EnsayoError } from '../base/errors.ts'
import { systemTime } from '../core/clock/system.ts'
import { toCount } from './output.ts'

export interface WatchOptions {
  /** Paths of specs. */
  specs: readonly string[]
  /** Serves the files as they are now. Throws where they cannot be served. */
  reload(): Promise<{ kept: number; lost: readonly string[] }>
  say(line: string): void
  /** How a folder is watched; default: by the system. */
  watch?: (folder: string, onChange: (file: string) => void) => { close(): void }
  /** Calls once the writing of files has come to rest. */
  defer?: (call: () => void) => void
}

export interface Watching {
  /** Resolves when all changes so far have been read. */
  settled(): Promise<void>
  close(): void
}

/** An editor writes a file in several steps. */
const REST_MS = 50

export function watchProviders({
  specs,
  reload,
  say,
  watch = watchFolder,
  defer = (call) => systemTime.setTimer(REST_MS, call),
}: WatchOptions): Watching {
  let running = Promise.resolve()
  let isDue = false
  const read = async () => {
    isDue = false
    try {
      const { kept, lost } = await reload()
      for (const what of lost) say(`Dropped: ${what}.`)
      say(
        `Read again: ${specs.map((spec) => basename(spec)).join(', ')}. ${toCount(kept, 'record')} kept.`,
      )
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      say(`${reason}\nWhat was served before goes on; save the file again once it is right.`)
    }
  }
  const onChange = () => {
    if (isDue) return
    isDue = true
    defer(() => {
      running = running.then(read)
    })
  }
  const watchers = specs.flatMap((spec) =>
    foldersOf(spec).map((folder) =>
      watch(folder, (file) => (isOf(spec, file) ? onChange() : undefined)),
    ),
  )
  return {
    settled: () => running,
    close: () => {
      for (const watcher of watchers) watcher.close()
    },
  }
}

/** That of the spec, and the one of its name beside it, where a module may lie in several files. */
function foldersOf(spec: string): string[] {
  const beside = spec.replace(/\.(ya?ml|json)$/, '')
  return [dirname(spec), ...(existsSync(join(beside, '.')) ? [beside] : [])]
}

function isOf(spec: string, file: string): boolean {
  return basename(file) === basename(spec) || /\.m?[jt]s$/.test(file)
}

function watchFolder(folder: string, onChange: (file: string) => void) {
  return watchFiles(folder, { persistent: false }, (_, file) => onChange(String(file)))
}

/** The specs that can be watched. Throws `OPTION_INVALID` where there are none, or where state is kept elsewhere. */
export function toWatched({
  providers = [],
  data,
  store,
}: {
  providers?: readonly string[]
  data?: unknown
  store?: unknown
}): string[] {
  const specs = providers.filter((provider) => /\.(ya?ml|json)$/.test(provider))
  if (specs.length === 0) {
    throw new EnsayoError(
      'OPTION_INVALID',
      '--watch: there is no file to look at. Give the path of a spec: --provider ./my-bank.yaml --watch.',
    )
  }
  if (data === undefined && store === undefined) return specs
  throw new EnsayoError(
    'OPTION_INVALID',
    '--watch: reads state again from memory alone. Leave out --data and --store while you write.',
  )
}
