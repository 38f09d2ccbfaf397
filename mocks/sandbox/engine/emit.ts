/** Tells whoever listens what happened. */
import type { EngineEvent } from './engine.ts'

/** A listener that throws breaks nothing: it is reported, and the others are told. */
export function emit(
  listeners: Iterable<(event: EngineEvent) => void>,
  event: EngineEvent,
  onError: (error: unknown) => void,
): void {
  for (const listener of listeners) {
    try {
      listener(event)
    } catch (error) {
      onError(error)
    }
  }
}
