/** Stage "authenticate": whether the credentials are enough. */
import type { SecurityScheme, Spec } from '../../dialect/types.ts'
import { noteQuirk } from '../departures/quirks.ts'
import type { Answer } from '../http/exchange.ts'
import { renderError } from '../http/render-error.ts'
import type { Proof } from './proof.ts'
import { readProofs } from './read-proofs.ts'
import type { ServedExchange } from './served-exchange.ts'
import type { Stage } from './stage.ts'

/** Passes when one alternative is satisfied by one account. */
export const authenticate: Stage = (exchange, endpoint) => {
  const { operation, alternatives } = endpoint
  if (!operation || alternatives.length === 0) return undefined
  // A quirk may have changed the headers.
  if (exchange.quirks.length > 0) exchange.proofs = readProofs(endpoint, exchange.request)
  const proofs = forgive(exchange)
  let nearest: Proof | undefined
  let nearestCount = -1
  for (const alternative of alternatives) {
    // An alternative without schemes is for requests that carry nothing; what is carried must be right.
    if (alternative.length === 0) {
      if (proofs.every(({ state }) => state === 'missing')) return undefined
      continue
    }
    const failed = findFailure(proofs, alternative)
    if (!failed) return undefined
    const present = alternative.filter((at) => proofs[at]!.state !== 'missing').length
    if (present > nearestCount) {
      nearest = failed
      nearestCount = present
    }
  }
  // Only `{}` on its own leaves none; then no scheme was read and nothing was carried.
  return nearest && refuse(endpoint.spec, nearest)
}

/** Lets a missing or wrong credential pass where an `accept` quirk forgives its header, and says so. */
function forgive(exchange: ServedExchange): readonly Proof[] {
  const { account, forgiven, proofs } = exchange
  if (forgiven.length === 0) return proofs
  return proofs.map((proof) => {
    const { in: place, name } = proof.scheme.carrier
    if (proof.state === 'ok' || place !== 'header') return proof
    const found = forgiven.find(({ pointer }) => pointer === `/headers/${name}`)
    if (!found) return proof
    noteQuirk(exchange, found.quirk, found.variant)
    return { ...proof, state: 'ok', account }
  })
}

/** The first proof that is not good, or that is another account's than the first one's. */
function findFailure(proofs: readonly Proof[], alternative: readonly number[]): Proof | undefined {
  for (const at of alternative) if (proofs[at]!.state !== 'ok') return proofs[at]
  const { account } = proofs[alternative[0]!]!
  for (const at of alternative) {
    if (proofs[at]!.account !== account) return { ...proofs[at]!, state: 'invalid' }
  }
  return undefined
}

function refuse(spec: Spec, proof: Proof): Answer {
  // `findFailure` never returns a proof that is ok.
  const state = proof.state as 'missing' | 'invalid' | 'expired'
  const answer = renderError(spec, proof.scheme.errors[state], { scheme: proof.scheme.name })
  return {
    ...answer,
    hint: proof.hint ?? answer.hint ?? toHint(proof.scheme, state),
    credential: { scheme: proof.scheme.name, problem: state },
  }
}

function toHint(scheme: SecurityScheme, state: 'missing' | 'invalid' | 'expired'): string {
  const carrier = `${scheme.carrier.in} ${scheme.carrier.name}`
  if (state === 'missing') return `Authentication: ${carrier} is missing.`
  if (state === 'expired')
    return `Authentication: the token in ${carrier} has expired on the account's clock. Ask for a new one.`
  return `Authentication: the value of ${carrier} is not one of this sandbox. \`ensayo env\` prints those that are.`
}
