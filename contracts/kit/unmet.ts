/** What a case throws when something is not as expected. */
import type { DifferenceKind } from '../../mocks/tools/recorder/difference.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import type { CallbackMessage } from './targets/target.ts'

/** One place where an answer or a message is not as expected. */
export interface Spot {
  kind: DifferenceKind
  /** JSON pointer in the body, or the name of a header; empty for the status and the whole body. */
  pointer: string
  expected: string
  found: string
}

/** Carries what a report shows. */
export class UnmetExpectation extends Error {
  override readonly name = 'UnmetExpectation'
  readonly expected: string
  readonly found: string
  readonly exchange: Exchange | undefined
  readonly causing: CallbackMessage | undefined
  readonly spots: readonly Spot[]
  /** Of the message, in the spec. */
  notification: string | undefined

  constructor(
    expected: string,
    found: string,
    exchange?: Exchange,
    message?: CallbackMessage,
    spots: readonly Spot[] = [],
  ) {
    super(`Expected ${expected}; found ${found}.`)
    this.expected = expected
    this.found = found
    this.exchange = exchange
    this.causing = message
    this.spots = spots
  }
}

/** Thrown before a request that this run may not send. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed'
}
