/** Which accounts and providers a report is about, and where a bound has cut what it is made from. */

import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { Spec } from '../../dialect/types.ts'
import type { Engine } from '../engine/engine.ts'

export interface ReportOptions {
  /** Default: every provider. */
  provider?: string | undefined
  /** `*`: every account there is. Default `default`. */
  account?: string | undefined
}

export interface Scope {
  accounts: string[]
  specs: Spec[]
  cuts: string[]
}

/** Throws `PROVIDER_UNKNOWN` and `ACCOUNT_UNKNOWN`. */
export async function findScope(engine: Engine, options: ReportOptions): Promise<Scope> {
  const { provider, account = 'default' } = options
  const accounts =
    account === '*' ? engine.accounts().map(({ id }) => id) : [engine.account(account).id]
  const specs = [...engine.providers.values()].map(({ spec }) => spec)
  const names = specs.map(({ name }) => name)
  if (provider !== undefined && !names.includes(provider)) {
    const cure = didYouMean(provider, names) || ` There are: ${names.join(', ')}.`
    throw new EnsayoError('PROVIDER_UNKNOWN', `No provider "${provider}".${cure}`)
  }
  return {
    accounts,
    specs: specs.filter(({ name }) => provider === undefined || name === provider),
    cuts: await findCuts(engine, accounts, account === '*'),
  }
}

async function findCuts(engine: Engine, accounts: string[], isAll: boolean): Promise<string[]> {
  const cuts: string[] = []
  for (const account of accounts) {
    const { dropped, most } = engine.counted(account)
    if (dropped > 0) {
      cuts.push(
        `Account ${account}: the journal has dropped its ${dropped} oldest requests (it keeps ${most}). Coverage counts them; readiness has not seen them.`,
      )
    }
    const finished = (await engine.deliveries(account)).filter(({ status }) => status !== 'pending')
    if (finished.length >= most) {
      cuts.push(
        `Account ${account}: the newest ${most} finished deliveries are kept; older ones may be missing.`,
      )
    }
    if (engine.requests(account).some(({ isTruncated }) => isTruncated)) {
      cuts.push(
        `Account ${account}: bodies over 64 KiB were cut; what stood behind was not looked at.`,
      )
    }
  }
  const removed = accounts[0] === undefined ? 0 : engine.counted(accounts[0]).removedAccounts
  if (isAll && removed > 0) {
    const what = removed === 1 ? '1 account was' : `${removed} accounts were`
    cuts.push(`${what} removed, and with them their traffic. Ask for the report before that.`)
  }
  return cuts
}
