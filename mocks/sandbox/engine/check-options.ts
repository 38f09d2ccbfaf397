/** What no sandbox can be made of, refused before it is made. */

import { EnsayoError } from '../../base/errors.ts'
import { checkForwarding } from '../../core/webhooks/forward.ts'
import type { EngineOptions } from './engine.ts'

/** Throws `OPTION_INVALID` on a bound that keeps nothing, and on a sandbox of nobody. */
export function checkOptions(options: EngineOptions): void {
  const { providers, maxEntries, maxRecords, maxAccounts, data, store } = options
  checkForwarding(options)
  if (data !== undefined && (typeof data === 'object' ? data.folder : data) === '') {
    throw new EnsayoError(
      'OPTION_INVALID',
      'data: names no folder. Name one, or leave it out to keep nothing.',
    )
  }
  if (data !== undefined && store !== undefined) {
    throw new EnsayoError('OPTION_INVALID', 'data, store: both keep everything. Name one of them.')
  }
  if (providers?.length === 0) {
    throw new EnsayoError(
      'OPTION_INVALID',
      'providers: names none. Name one, or leave it out for all of them.',
    )
  }
  for (const [name, bound] of Object.entries({ maxEntries, maxRecords, maxAccounts })) {
    if (bound === undefined || (Number.isSafeInteger(bound) && bound >= 1)) continue
    throw new EnsayoError(
      'OPTION_INVALID',
      `${name}: ${JSON.stringify(bound)} is not a number to keep. Give a whole number, 1 or more.`,
    )
  }
}
