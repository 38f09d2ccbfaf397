/** Words that targets and cases share: what a case needs, what makes a request authorised. */

/**
 * What a case needs beside a target that answers. `credentials`: those of the provider; `money`:
 * it moves funds; `human`: somebody plays the payer or the bank; `callbacks`: a URL that the target
 * can reach; `control`: the sandbox's own control API, so it runs on the emulator alone.
 */
export type Need = 'credentials' | 'money' | 'human' | 'callbacks' | 'control'

/** What makes a request authorised. */
export interface Authorization {
  /** Headers, or what computes them where each request is signed. */
  headers: Record<string, string> | ((request: SignedParts) => Record<string, string>)
  /** How long it may be used again, in ms; undefined: for the whole run. */
  livesMs?: number
}

/** What a signature covers. */
export interface SignedParts {
  method: string
  /** Path and query. */
  target: string
  body: string
  /** Epoch ms. */
  now: number
}
