/**
 * All that a provider module may import. A module in `mocks/providers/<name>/` says what its YAML
 * cannot: procedure, arithmetic, several records at once. Facts stay in the spec.
 */
export { formatInstant, type Zone } from './base/instant.ts'
export * from './core/behaviour/decimal.ts'
export * from './core/behaviour/define.ts'
export {
  type BookBalance,
  defineLedger,
  type Ledger,
  type LedgerLine,
  type LedgerOptions,
  type LedgerReason,
  type Posting,
  reverse,
  transfer,
} from './core/behaviour/ledger.ts'
export type * from './core/behaviour/provider-api.ts'
export { orRefusal } from './core/behaviour/refusal.ts'
export type { Violation } from './core/http/violations.ts'
export type { Ids } from './core/store/ids.ts'
export type { Page, PageQuery, Query, StoredRecord } from './core/store/store.ts'
export { renderCheckoutPage, renderMissingPage, stepName } from './pages/checkout.ts'
export type {
  CheckoutField,
  CheckoutMethod,
  CheckoutPage,
  CheckoutStep,
} from './pages/checkout-page.ts'
export { toPdf } from './pages/pdf.ts'
