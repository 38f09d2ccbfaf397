/**
 * Every current page that prints an example or a table of fields, replayed on the profile `docs`: only
 * base URL, credentials and ids are ours. Source: https://docs.cobru.co/en/docs, read 2026-11-30.
 */
import { expect, test } from 'vitest'
import { type Cobru, createCobru } from './kit.ts'
import { COBRU_PAGES } from './pages-cobrus.ts'
import type { Page } from './pages-kit.ts'
import { MONEY_PAGES } from './pages-money.ts'
import { OTHER_PAGES } from './pages-other.ts'

const ALL: Page[] = [...COBRU_PAGES, ...MONEY_PAGES, ...OTHER_PAGES]

/** The pages below docs.cobru.co/en/docs that print a request, an answer or a table of fields. */
const PRINTING = [
  ...['authentication', 'errors', 'getting-started', 'webhooks', 'guides/balances'],
  ...['guides/movements', 'guides/qr-breb', 'guides/whitelabel', 'api/authentication/refresh'],
  ...['api/bank-withdrawals/banks-list', 'api/bank-withdrawals/create'],
  ...['api/bank-withdrawals/create-argentina', 'api/bank-withdrawals/create-brazil'],
  ...['api/bank-withdrawals/create-mexico', 'api/bank-withdrawals/details'],
  ...['api/bank-withdrawals/list', 'api/cards/create', 'api/cards/details', 'api/cards/freeze'],
  ...['api/cards/movements', 'api/cards/topup', 'api/cash-withdrawals/cancel'],
  ...['api/cash-withdrawals/create', 'api/cash-withdrawals/details', 'api/cash-withdrawals/list'],
  ...['api/celo', 'api/cobrus/bancolombia-button', 'api/cobrus/breb', 'api/cobrus/cash-payments'],
  ...['api/cobrus/consult', 'api/cobrus/create', 'api/cobrus/credit-card', 'api/cobrus/dale'],
  ...['api/cobrus/daviplata', 'api/cobrus/edit', 'api/cobrus/nequi', 'api/cobrus/payment-details'],
  ...['api/cobrus/pse', 'api/cobrus/pse-banks', 'api/cobrus/quote', 'api/envios/list'],
  ...['api/envios/send', 'api/services/cell-recharge', 'api/services/pins-buy'],
  ...['api/services/pins-list', 'api/tokenization'],
]

test('every page that prints something is replayed', () => {
  expect([...new Set(ALL.map(({ page }) => page))].sort()).toEqual([...PRINTING].sort())
})

test.each(ALL)('$page: $title', async ({ run }) => {
  await using cobru = await createCobru({ profiles: { cobru: 'docs' } })
  await run(cobru as Cobru)
})
