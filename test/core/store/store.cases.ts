/** What every store must do. Each case gets a maker of empty stores; a store's own test runs them all. */
import { checkAgainstModel } from './store.model.ts'
import type { StoreCase } from './store.setup.ts'
import { pageCases } from './store-pages.cases.ts'
import { queryCases } from './store-queries.cases.ts'
import { transactionCases } from './store-transactions.cases.ts'
import { wholeCases } from './store-whole.cases.ts'

export const storeCases: StoreCase[] = [
  ...transactionCases,
  ...queryCases,
  ...pageCases,
  ...wholeCases,
  { title: 'behaves like a naive store over random transactions', run: checkAgainstModel },
]
