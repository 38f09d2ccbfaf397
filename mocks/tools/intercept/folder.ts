/** The folder of a run: certificates and preloads for its command. It goes when the run ends. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface RunFolder {
  path: string
  write(files: Record<string, string | Uint8Array>): void
  remove(): void
}

const PREFIX = 'ensayo-run-'

/** Makes it, open to this user alone. */
export function createFolder(): RunFolder {
  removeLeftOvers()
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  const remove = () => {
    rmSync(path, { recursive: true, force: true })
    process.off('exit', remove)
  }
  // For every end but a kill; what that leaves, the next run removes.
  process.on('exit', remove)
  return {
    path,
    remove,
    write: (files) => {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true })
        writeFileSync(join(path, name), content)
      }
    },
  }
}

function removeLeftOvers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX)
      ? Number.parseInt(name.slice(PREFIX.length), 10)
      : Number.NaN
    if (!Number.isNaN(pid) && !isRunning(pid)) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process: it runs, and its folder is theirs.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
