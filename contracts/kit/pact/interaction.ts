/** Interactions in Pact's words, as plain data. `npm run pacts` writes them to pact files. */
import type { Matcher } from './matchers.ts'

/** The sentence of a provider state, alone or with parameters. `ensayo list states` prints those there are. */
export type Given = string | { state: string; params: Record<string, unknown> }

export interface RequestSpec {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string | Matcher
  query?: Record<string, string | Matcher>
  headers?: Record<string, string | Matcher>
  /** JSON; matchers may stand anywhere in it. */
  body?: unknown
}

export interface ResponseSpec {
  status: number
  headers?: Record<string, string | Matcher>
  /** JSON; matchers may stand anywhere in it. */
  body?: unknown
}

/** One request with its response. */
export interface HttpInteraction {
  given?: Given | readonly Given[]
  uponReceiving: string
  withRequest: RequestSpec
  willRespondWith: ResponseSpec
}

/** One notification that the consumer receives. */
export interface MessageInteraction {
  given?: Given | readonly Given[]
  expectsToReceive: string
  /** Headers of the delivery, by lower-case name. */
  withMetadata?: Record<string, string | Matcher>
  withContent: unknown
}

export type Interaction = HttpInteraction | MessageInteraction

/** Everything that one consumer relies on at one provider. */
export interface Pact {
  consumer: string
  provider: string
  interactions: readonly Interaction[]
}

/** The consumer of the pacts of this repository. */
export const CONSUMER = 'ensayo-contracts'

export function definePact(provider: string, ...parts: (readonly Interaction[])[]): Pact {
  return { consumer: CONSUMER, provider, interactions: parts.flat() }
}

export function isMessage(interaction: Interaction): interaction is MessageInteraction {
  return 'expectsToReceive' in interaction
}
