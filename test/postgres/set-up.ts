/** A place where the first test that needs PostgreSQL starts it, for all; it ends with the run. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { stopServer } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the server that the tests of a run share. */
    postgres: string
  }
}

/** Starts nothing. */
export function setup(project: TestProject): () => void {
  // Short, because the path of a socket has 107 characters at most.
  const folder = mkdtempSync(join('/tmp', 'ens-pg-'))
  chmodSync(folder, 0o755)
  project.provide('postgres', folder)
  return () => {
    stopServer(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}
