/** What a case throws when something is not as expected. */
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import type { CallbackMessage } from './targets/target.ts'

/** Carries what a report shows. */
export class UnmetExpectation extends Error {
  override readonly name = 'UnmetExpectation'
  readonly expected: string
  readonly found: string
  readonly exchange: Exchange | undefined
  readonly causing: CallbackMessage | undefined

  constructor(expected: string, found: string, exchange?: Exchange, message?: CallbackMessage) {
    super(`Expected ${expected}; found ${found}.`)
    this.expected = expected
    this.found = found
    this.exchange = exchange
    this.causing = message
  }
}
