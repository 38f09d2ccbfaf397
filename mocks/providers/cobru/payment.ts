/** What is kept of a Cobru payment link and of each submission of details to it. */
import type { BehaviourContext, StoredRecord } from '../../provider.ts'
import type { Posting } from './ledger.ts'

/** 0 created, 1 in process, 2 rejected, 3 paid, 4 refunded, 5 expired. */
export type PaymentState = 0 | 1 | 2 | 3 | 4 | 5

export interface Payer {
  name: string
  document: string
  documentType: string
  email: string
  phone: string
  address: string
}

export interface Payment extends StoredRecord {
  /** Slug; also the record's id. */
  url: string
  pk: number
  state: PaymentState
  /** Epoch ms, as are the other instants. */
  createdAt: number
  /** 23:59:59 in Bogotá on the last day. */
  expiresAt: number
  expirationDays: number
  /** Centavos, as are the other amounts. */
  amountMinor: number
  feeMinor: number
  feeVatMinor: number
  /** What the merchant receives, where the payer bears the costs; else null: see `computeNet`. */
  netMinor: number | null
  /** Amount that the fees belong to, where an edit left them behind; else `amountMinor`. */
  feeBaseMinor?: number
  /** Percentage of VAT on the sale. */
  vatPercent: number
  clientAssumesCosts: boolean
  description: string
  /** Method flags as sent: JSON text. */
  flags: string
  platform: string
  idempotencyKey: string
  images: string[] | null
  /** The engine sends notifications to this field. */
  callback?: string
  redirectUrl?: string
  /** Literal of the method submitted last. */
  method: string | null
  payer: Payer | null
  /** Id of the current payment order. */
  orderId: string | null
  paidAt: number | null
  /** What was booked when it was paid. */
  booked?: Posting[]
}

/** One submission of details. An older one stays, so that its QR can be told from the current. */
export interface PaymentOrder extends StoredRecord {
  /** `GOrdenId` on the wire. */
  id: string
  pk: number
  /** Slug of the payment. */
  url: string
  method: string
  state: 'PENDIENTE' | 'APROBADA' | 'RECHAZADA'
  createdAt: number
  /** End of the QR's life; null when it has none. */
  expiresAt: number | null
  /** Where the payer goes on; of CUSD the address to pay to. */
  checkout: string
  /** What is to be paid, where it is not the payment's amount in pesos. */
  amount?: string
  projectCode: number | null
  ref: string | number | null
  qr: string | null
  key: string | null
}

export type PaymentContext<Body = unknown> = BehaviourContext<Body, Payment>
