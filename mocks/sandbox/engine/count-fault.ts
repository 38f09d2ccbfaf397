/** Where faults of our own are counted. */
import type { EngineOptions } from './engine.ts'
import type { Parts } from './parts.ts'

/** Counts a fault of the sandbox itself, and says it in the log. */
export function countFault(parts: Parts, options: EngineOptions, error: unknown): void {
  parts.counts.internalErrors++
  options.log?.(
    `A fault of the sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  )
}
