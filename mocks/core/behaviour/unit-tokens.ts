/** Tokens of the running account, as a provider's module issues and finds them. */
import type { TokenRequest, Tokens } from './provider-api.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export class UnitTokens implements Tokens {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  issue({ kind, lifeMs, claims, algorithm }: TokenRequest): string {
    const { account, runtime, now } = this.#unit
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

  find(kind: string, token: string): { expiresAt: number } | undefined {
    const { account, runtime } = this.#unit
    const claims = runtime.tokens.read(token)
    const isOurs =
      claims?.kind === kind &&
      claims.provider === runtime.spec.name &&
      claims.account === account.id
    return isOurs ? { expiresAt: claims.expiresAt } : undefined
  }
}
