import type { Bilingual } from './words.ts'

/** An input of a method. `name` is the key sent back in the form. */
export interface CheckoutField {
  name: string
  label: Bilingual
  kind: 'text' | 'tel' | 'email' | 'digits' | 'select' | 'card-number' | 'expiry' | 'cvv'
  options?: { value: string; label: string | Bilingual }[]
  value?: string
  isRequired: boolean
  /** What a browser may fill in, as HTML calls it; by default what its kind says. */
  autocomplete?: string
  /** Most characters it takes; by default what its kind ever needs. */
  maxLength?: number
  /** Refusal to show beside it. */
  problem?: Bilingual
}

export interface CheckoutMethod {
  /** The provider's literal, sent back as `method`. */
  id: string
  label: Bilingual
  fields: CheckoutField[]
  /** A line above the fields, e.g. which test cards there are. */
  note?: Bilingual
}

/** Which page is shown. */
export type CheckoutStep =
  /** Choose a method and fill in its fields. `selected` opens one. */
  | { kind: 'choose'; methods: CheckoutMethod[]; selected?: string; problem?: Bilingual }
  /** Something to scan or copy; `expiresAt` (epoch ms on the account's clock) gives the countdown. */
  | {
      kind: 'instructions'
      method: string
      /** The method in words, for the heading. */
      methodLabel?: Bilingual
      /** Content of the QR code, drawn as SVG. */
      qr?: string
      /** Lines to copy: a Bre-B key, a reference, a project code. */
      lines: { label: Bilingual; value: string }[]
      /** Where a real payer would be sent (bank, wallet). Shown, not followed. */
      externalUrl?: string
      expiresAt?: number
      /** Asks for a one-time code instead of a mere "I paid". */
      otp?: { problem?: Bilingual }
      /** Offers the choice of methods again; `action` = `retry`. */
      canChange?: boolean
    }
  /** The QR or reference is past its life; the payer may ask for a new one. */
  | { kind: 'code-expired'; method: string }
  /** The end: state of the payment. */
  | { kind: 'done'; result: 'paid' | 'rejected' | 'expired' | 'refunded'; canRetry: boolean }

export interface CheckoutPage {
  locale: 'es' | 'en'
  /** Name of the company that asks for money. */
  merchant: string
  provider: string
  /** Formatted, e.g. `$ 50.000,00 COP`. */
  amount: string
  description: string
  /** Path of the page itself, e.g. `/3gofdf6f`; forms post to `action`. */
  path: string
  /**
   * Takes the forms, `application/x-www-form-urlencoded`: `method` and its fields when one is
   * chosen, else `action` = `pay`, `decline`, `otp` (with `otp`) or `retry`. All carry `lang`.
   */
  action: string
  /** JSON endpoint polled for `{ step, now }`; the page reloads when `step` changes. */
  statusPath: string
  /** Instant on the account's clock when the page was made. */
  now: number
  /** How fast the account's clock runs, for the countdown. */
  rate: number
  step: CheckoutStep
  /** Where the payer goes after the end; shown as a link, and followed by itself after a paid one where it is local. */
  redirectUrl?: string
}
