/**
 * What a holder has, in every currency.
 * Source: https://docs.cobru.co/en/docs/guides/balances, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour } from '../../provider.ts'
import { toDecimal } from './decimal.ts'
import { type Currency, readBalance } from './ledger.ts'
import { findHolder } from './people.ts'

/** Shows the wallets; `pendingBalance` is assumed to be what is on its way out. */
export const getBalance = defineBehaviour('balance.get', (context) => {
  const { id } = findHolder(context)
  const read = (currency: Currency) => readWallet(context, id, currency)
  const cop = read('COP')
  const body = {
    balance: cop,
    balance_cop: cop,
    balance_usd: read('USD'),
    balance_ars: read('ARS'),
    balance_mxn: read('MXN'),
    balance_brl: read('BRL'),
    pendingBalance: toDecimal(readBalance(context, `transit:${id}`)),
    saved: 0,
    profits: 0,
  }
  return { status: 200, body }
})

function readWallet(context: BehaviourContext, holder: string, currency: Currency): string {
  return toDecimal(readBalance(context, `wallet:${holder}`, currency))
}
