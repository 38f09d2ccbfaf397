/** What listeners are told, and where faults of our own are counted. */
import type { EngineEvent, EngineOptions } from './engine.ts'
import type { Parts } from './parts.ts'

/** A listener that throws breaks nothing: it is reported, and the others are told. */
export function emit(parts: Parts, event: EngineEvent, onError: (error: unknown) => void): void {
  for (const listener of parts.listeners) {
    try {
      listener(event)
    } catch (error) {
      onError(error)
    }
  }
}

/** Counts a fault of the sandbox itself, and says it in the log. */
export function countFault(parts: Parts, options: EngineOptions, error: unknown): void {
  parts.counts.internalErrors++
  options.log?.(
    `A fault of the sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  )
}
