/** Opens the account of a request where other processes make, change and remove accounts, too. */
import { EnsayoError } from '../../base/errors.ts'
import type { Endpoint, SharedIdentities } from './endpoint.ts'
import { identify } from './identify.ts'
import type { ServedExchange } from './served-exchange.ts'

/** More often than that nobody is removed and made again while one request is opened. */
const MAX_TRIES = 10

/**
 * Resolves when the account is open and is still the one that the request names. Everything is asked
 * again once it is: a token may have been revoked elsewhere, an account removed and made anew.
 */
export async function openShared(
  exchange: ServedExchange,
  endpoint: Endpoint,
  shared: SharedIdentities,
): Promise<void> {
  const { store } = endpoint.parts
  const askAgain = (): void => {
    shared.begin()
    exchange.account = shared.defaultAccount()
    identify(exchange, endpoint)
  }
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (exchange.proofs.every(({ account }) => account === undefined)) {
      const seeking = shared.seek()
      if (seeking) {
        await seeking
        askAgain()
      }
    }
    const { id } = exchange.account
    await store.open(id)
    try {
      askAgain()
    } catch (error) {
      store.release(id)
      throw error
    }
    if (exchange.account.id === id && shared.isCurrent(exchange.account)) return
    store.release(id)
  }
  throw new EnsayoError('NOT_KEPT', 'The account was removed and made again all the while.')
}
