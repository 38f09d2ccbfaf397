/**
 * Bank withdrawals of every rail: how they are kept, how they go on and how they end.
 * Source: https://docs.cobru.co/en/docs/api/bank-withdrawals, read 2026-11-20; states stand in
 * https://github.com/neeroai/docs-cobru, docs/export-spotlight/6-transferencia.md.
 */
import { type BaseContext, defineReaction } from '../../provider.ts'
import { deliverPayout, type Payout, returnPayout } from './payouts.ts'

/** `registered` is the oldest generation, to an account registered before. */
export type Rail = 'third-party' | 'registered' | 'breb' | 'pix' | 'cbu' | 'clabe'

export type BankState =
  | 'created'
  | 'processing'
  | 'deposited'
  | 'consigned'
  | 'error'
  | 'rejected'
  | 'cancelled'

export interface Beneficiary {
  /** Account number, key, PIX key, CBU, CVU or CLABE. */
  accountNumber: string
  /** 0 savings, 1 checking, 8 Bre-B. */
  accountType: number
  holderName: string
  holderDocument: string
  /** 0 CC, 1 CE, 2 TI, 3 NIT, 4 passport. */
  holderDocumentType: number
  phone: string
  email: string
  bankId: number | null
  bankName: string | null
}

export interface BankWithdrawal extends Payout, Beneficiary {
  rail: Rail
  state: BankState
  description: string
  idempotencyKey: string | null
  consignedAt: number | null
  depositedAt: number | null
  rejectedAt: number | null
  /** Why the bank refused it. */
  note: string | null
}

export function openBank(context: BaseContext) {
  return context.collection<BankWithdrawal>('bankWithdrawal')
}

/** Instants that a transition sets. */
const INSTANTS: Record<string, keyof BankWithdrawal | undefined> = {
  deposit: 'depositedAt',
  consign: 'consignedAt',
  reject: 'rejectedAt',
  fail: 'rejectedAt',
}

const RETURNING = ['reject', 'fail', 'cancel']

/** Takes a transition, books what it means and waits for the next. */
export function moveBank(
  context: BaseContext,
  withdrawal: BankWithdrawal,
  transition: string,
  note: string | null = null,
): BankWithdrawal {
  if (transition === 'consign') deliverPayout(context, 'bank', withdrawal)
  if (RETURNING.includes(transition)) returnPayout(context, 'bank', withdrawal)
  const instant = INSTANTS[transition]
  const changes = instant === undefined ? {} : { [instant]: context.now }
  const moved = openBank(context).transition(withdrawal.id, transition, { ...changes, note })
  scheduleStep(context, moved)
  return moved
}

/** What comes next by itself. */
const STEPS: Partial<Record<BankState, string>> = {
  created: 'process',
  processing: 'deposit',
  deposited: 'consign',
}

/** Sets the timer of the next step; a transition of the record removes it. */
export function scheduleStep(context: BaseContext, { id, state }: BankWithdrawal) {
  const step = STEPS[state]
  if (step === undefined) return
  const seconds = context.quirk.value<Record<string, number>>('cobru.bank.pace')[step]
  if (seconds === undefined) return
  context.after(seconds * 1_000, 'bank.step', { id, step }, `bankWithdrawal:${id}`)
}

/** Goes on, unless something else has happened. */
export const stepBank = defineReaction<{ id: string; step: string }>('bank.step', (context) => {
  const { id, step } = context.payload
  const withdrawal = openBank(context).get(id)
  if (withdrawal && openBank(context).allows(withdrawal, step)) {
    moveBank(context, withdrawal, step)
  }
})

const trigger = (name: string, transition: string) =>
  defineReaction<{ code?: string }, BankWithdrawal>(name, (context) => {
    const { code = 'R010' } = context.payload
    const note = transition === 'reject' ? toNote(context, code) : null
    const { pk, state } = moveBank(context, context.record, transition, note)
    return { id: pk, state, note }
  })

/** `R010: what that means`, by the documents that are followed. */
export function toNote({ quirk }: BaseContext, code: string): string {
  const meanings = quirk.value<Record<string, string>>('cobru.bank.error-meanings')
  return Object.hasOwn(meanings, code) ? `${code}: ${meanings[code]}` : code
}

export const processBank = trigger('bank.process', 'process')
export const depositBank = trigger('bank.deposit', 'deposit')
export const consignBank = trigger('bank.consign', 'consign')
export const rejectBank = trigger('bank.reject', 'reject')
export const failBank = trigger('bank.fail', 'fail')
