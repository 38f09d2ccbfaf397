/** The values that prove an account: its credentials and tokens of it, good or bad on purpose. */

import type { AccountState } from '../../core/accounts/account.ts'
import type { Runtime } from '../../core/behaviour/unit-of-work.ts'
import type { CallerReference, CredentialProof, TokenProof } from '../../dialect/types.ts'
import type { Equipment, Flaw } from './flaw.ts'

const HOUR_MS = 3_600_000

type Proves = CallerReference['proves'] | CredentialProof | TokenProof

/** What the account has to show to one provider. */
export function createCredentials(
  runtime: Runtime,
  account: AccountState,
  { flaws = {} }: Pick<Equipment, 'flaws'>,
) {
  const own = account.credentials.get(runtime.spec.name) ?? {}
  const now = account.clock.now()

  const issue = (kind: string, isExpired: boolean) =>
    runtime.tokens.issue({
      account: account.id,
      provider: runtime.spec.name,
      kind,
      issuedAt: isExpired ? now - 2 * HOUR_MS : now,
      expiresAt: isExpired ? now - HOUR_MS : now + HOUR_MS,
      jti: account.ids.hex('jti', 32),
    })

  return {
    /** Epoch ms on the account's clock. */
    now,
    issue,
    /** What to send in the place of `present`; undefined: nothing. A wrong value is the caller's own. */
    give: (proves: Proves, present: unknown): string | undefined => {
      const name = 'token' in proves ? proves.token : proves.credential
      const flaw: Flaw | undefined = flaws[name]
      if (flaw === 'missing') return undefined
      if ('token' in proves)
        return flaw === 'wrong' ? toWrong(present) : issue(name, flaw === 'expired')
      const value = own[name] ?? ''
      if (flaw !== 'wrong') return value
      return present === value ? `${value}-wrong` : toWrong(present)
    },
    /** The account's key among `record.<field>` and `account.<credential>`. */
    findKey: (keys: readonly string[]): string | undefined => {
      const name = keys.find((key) => key.startsWith('account.'))?.slice('account.'.length)
      return name === undefined ? undefined : own[name]
    },
  }
}

function toWrong(present: unknown): string {
  return typeof present === 'string' && present !== '' ? present : 'wrong'
}
