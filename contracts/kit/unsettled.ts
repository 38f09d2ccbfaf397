/** What says nothing about the contract: a gateway, a throttle, a network. */

/**
 * `throttled`: 429. `gateway`: a page or a 5xx that is not the provider's. `moved`: a redirect that
 * no client follows. `network`: no answer at all. `trust`: the certificate. `name`: the host's name.
 * `slow`: the answer came too late to tell.
 */
export type NoiseKind = 'throttled' | 'gateway' | 'moved' | 'network' | 'trust' | 'name' | 'slow'

export interface Noise {
  kind: NoiseKind
  /** `POST /v1/auth answered 502 with a page of HTML`. */
  reason: string
}

export interface UnsettledOptions extends ErrorOptions {
  /** Whether the target may have done what it was asked, though no answer says so. Default false. */
  mayBeDone?: boolean
}

/** Thrown by a request that nothing can be told from. The case then neither passes nor breaks. */
export class Unsettled extends Error {
  override readonly name = 'Unsettled'
  readonly kind: NoiseKind
  readonly mayBeDone: boolean

  constructor({ kind, reason }: Noise, { mayBeDone = false, ...options }: UnsettledOptions = {}) {
    super(reason, options)
    this.kind = kind
    this.mayBeDone = mayBeDone
  }
}
