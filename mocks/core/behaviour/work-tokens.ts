/** Tokens of the running account, as a provider's module issues and finds them. */
import type { TokenRequest, Tokens } from './provider-api.ts'
import type { Work } from './unit-of-work.ts'

export class WorkTokens implements Tokens {
  readonly #work: Work

  constructor(work: Work) {
    this.#work = work
  }

  issue({ kind, lifeMs, claims, algorithm }: TokenRequest): Promise<string> {
    const { account, runtime, now } = this.#work
    return runtime.tokens.issue({
      account: account.id,
      provider: runtime.spec.name,
      kind,
      issuedAt: now,
      expiresAt: now + lifeMs,
      jti: account.ids.hex('jti', 32),
      ...(claims ? { extra: claims } : {}),
      ...(algorithm ? { algorithm } : {}),
    })
  }

  async find(kind: string, token: string): Promise<{ expiresAt: number } | undefined> {
    const { account, runtime } = this.#work
    const claims = await runtime.tokens.read(token)
    const isOurs =
      claims?.kind === kind &&
      claims.provider === runtime.spec.name &&
      claims.account === account.id
    return isOurs ? { expiresAt: claims.expiresAt } : undefined
  }
}
