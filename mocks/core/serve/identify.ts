/**
 * Stage "identify": finds the account whose clock, variants and records the exchange belongs to. It
 * never refuses; what the credentials are worth is the business of "authenticate".
 */
import type { AccountState } from '../accounts/account.ts'
import type { Proof } from './proof.ts'
import { readProofs } from './read-proofs.ts'
import type { Stage } from './stage.ts'

export const identify: Stage = (exchange, endpoint) => {
  const { request } = exchange
  exchange.proofs = readProofs(endpoint, request)
  const account =
    findAccount(exchange.proofs) ??
    endpoint.findCaller(request) ??
    endpoint.record?.findOwner(request, endpoint.parts.identities)
  if (account) exchange.account = account
  exchange.isUnclaimed = account === undefined && !endpoint.isPublic
  exchange.at = exchange.account.clock.now()
  return undefined
}

/** The account that the credentials name, were they even expired. */
function findAccount(proofs: readonly Proof[]): AccountState | undefined {
  for (const { account } of proofs) if (account) return account
  return undefined
}
