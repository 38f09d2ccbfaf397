/** What a request is given besides, and how its credentials are to be bad. */

/** How a credential, a kind of token or a scheme is to be bad. */
export type Flaw = 'wrong' | 'missing' | 'expired'

export interface Equipment {
  /** Of the provider state. Those named like a parameter of the path or query, or like a field of the body, take its place. */
  values?: Record<string, unknown>
  /** Name of a credential, kind of a token or name of a scheme → how it is bad. */
  flaws?: Record<string, Flaw>
  /** Whether credentials that the request lacks are added. */
  adds?: boolean
}
