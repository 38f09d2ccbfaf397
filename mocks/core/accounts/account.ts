/** One customer of the providers, at run time: everything that is kept per account beside the store. */
import type { Clock } from '../clock/clock.ts'
import type { createIds } from '../store/ids.ts'
import type { Arranged } from './arranged.ts'

export interface AccountState {
  readonly id: string
  readonly clock: Clock
  readonly ids: ReturnType<typeof createIds>
  /** Quirk → variant, where it differs from the quirk's default. */
  readonly variants: Map<string, string>
  /** Faults, stubs and rules about deliveries that a test has set. */
  readonly arranged: Arranged
  /** Provider → credential → value. */
  readonly credentials: Map<string, Record<string, string>>
  /** Provider → fields that answers show. */
  readonly fields: Map<string, Record<string, unknown>>
}
