/** An account of everything: several records of each list, which differ in what can be filtered by. */
import { expect } from 'vitest'
import {
  BANK_ACCOUNT,
  CLABE,
  type Client,
  type Json,
  NEQUI_ACCOUNT,
  PAYER,
  toPse,
} from './setup.ts'

const DAY_MS = 86_400_000

/** Returns the ids that paths name. */
export async function fillWorld(
  client: Pick<Client, 'api' | 'clock' | 'trigger'>,
): Promise<Record<string, string>> {
  const { api, clock } = client
  const make = async (path: string, body: unknown, headers?: Record<string, string>) => {
    const made = await api.post(path, body, headers)
    expect(made.status, made.text).toBe(201)
    return made.body
  }
  const account_id = await api.account(50_000)
  const other = await make('/v1/accounts', {
    provider_id: 'pr_col_cobre',
    action: 'create',
    alias: 'Other',
  })
  const mexican = await api.account(0, 'pr_mex_cobre3')
  const dollars = await api.account(10_000, 'pr_global_cobre')
  const counterparty_id = await api.counterparty(NEQUI_ACCOUNT)
  await fillCounterparties(api)
  for (const alias of ['A', 'B', 'A'])
    await make(`/v1/accounts/${account_id}/keys`, { alias, key_config: 'random', holder: HOLDER })
  for (const external_id of ['one', 'two'])
    await api.payout(account_id, 1_000, { destination_id: other.id, external_id })
  await make(`/v1/counterparties/${counterparty_id}/direct_debit_registrations`, {
    destination_id: account_id,
  })
  for (const external_id of ['fx-1', 'fx-2']) {
    const quote = await make('/v1/fx_quotes', QUOTE)
    const body = {
      source_id: dollars,
      destination_id: mexican,
      forex_quote_id: quote.id,
      external_id,
    }
    const headers = { idempotency: `idempotent-${external_id}` }
    await make('/v1/cross_border_money_movements', body, headers)
  }
  for (const external_id of ['chk-1', 'chk-2'])
    await make('/v1/checkouts', {
      alias: 'Shop',
      amount: 100,
      destination_id: account_id,
      checkout_rails: ['pse'],
      external_id,
    })
  await api.move(toPse(await api.counterparty(PAYER), account_id))
  await clock.advance(2_000)
  await endMovements(client)
  await passDays(client, account_id)
  return { account_id, counterparty_id }
}

const HOLDER = { full_name: 'Ana Prueba', id_type: 'CC', id_number: '1000000001' }
const QUOTE = { currency_pair: 'usd/mxn', source_amount: 100, type: 'static_quote' }

async function fillCounterparties(api: Client['api']): Promise<void> {
  await api.counterparty(CLABE)
  await api.counterparty(BANK_ACCOUNT)
  const metadata = {
    ...BANK_ACCOUNT.metadata,
    account_number: '99',
    counterparty_id_number: '7',
    beneficiary_institution: '1009',
  }
  await api.counterparty({ ...BANK_ACCOUNT, alias: 'Third', metadata })
}

/** One arrives, one is rejected: credits and debits of several types. */
async function endMovements({ api }: Pick<Client, 'api'>): Promise<void> {
  const { contents } = (await api.get('/v1/money_movements?page_size=100')).body
  const states = ['completed', 'rejected']
  for (const { id } of contents.filter(({ type }: Json) => type === 'fast_pay'))
    await api.post('/v1/change_mm_state', { money_movement_id: id, state: states.shift() })
}

/** Days with other amounts, so that dates and daily balances differ. */
async function passDays({ api, clock }: Pick<Client, 'api' | 'clock'>, id: string): Promise<void> {
  for (const amount of [70, 700]) {
    await clock.advance(DAY_MS)
    await api.login()
    await api.fund(id, amount)
  }
  await clock.advance(2 * DAY_MS)
  await api.login()
}
