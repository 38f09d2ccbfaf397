/**
 * Payments into virtual accounts: how they arrive, are credited, and are simulated on stage.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia and
 * /reference/simulate-payin-to-virtual-account, read 2026-11-20.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  defineReaction,
  formatInstant,
  type Outcome,
} from '../../provider.ts'
import { BANKS, BREB, PAYIN_FEE_MINOR } from './catalogs.ts'
import { isKnownTransaction } from './find-transaction.ts'
import { findByKey } from './keys.ts'
import { book } from './ledger.ts'
import { readLimits, toMinor } from './money.ts'
import { toPayin } from './payin-wire.ts'
import type { Party, Payer, Payin, Rejection, VirtualAccount } from './records.ts'
import {
  byCode,
  createdStatus,
  isExternalId,
  isOwnAccount,
  refuseInvalid,
  refuseOperation,
  unverified,
} from './rejections.ts'

/** Assumed: the printed notification has one second between creation and processing. */
const CREDIT_AFTER_MS = 1_000

interface SimulatedPayin {
  externalId: string
  amount: number
  accountNumber: string
  beneficiary: { bank: { account: { number: string } } }
  payer: Party
}

type Context = BehaviourContext<SimulatedPayin>

/** Plays a payer on stage. Unlike a real one it must be the account's own beneficiary. */
export const simulatePayin = defineBehaviour<SimulatedPayin>('payin.simulate', (context) => {
  const { body } = context.request
  const account = findByKey(context, body.beneficiary.bank.account.number)
  if (!account) return context.refuse('accountNotFound')
  const refusal = refuseSimulation(context, account)
  if (refusal) return refusal
  const payin = receivePayin(context, account, {
    id: body.externalId,
    // The limits have been checked: it is countable.
    amountMinor: toMinor(body.amount)!,
    payer: toPayer(context, body.payer),
    concept: 'Simulated payment',
  })
  return { status: createdStatus(context), body: toPayin(payin, context) }
})

function refuseSimulation(context: Context, account: VirtualAccount): Outcome | undefined {
  const { externalId, accountNumber, amount, payer } = context.request.body
  const refuse = ({ code, text }: Rejection) =>
    refuseOperation(context, { code: code === '300' ? '400' : code, text })
  if (!isExternalId(externalId, context.quirk)) return refuse(unverified('externalId'))
  if (!isOwnAccount(context, accountNumber)) return refuse(unverified('accountNumber'))
  if (isKnownTransaction(context, externalId)) return refuse(byCode('500'))
  if (account.state !== 'completed' && account.state !== 'deleting') {
    const hint = `The virtual account is ${account.state}; only an active one takes payments.`
    return refuseInvalid(context, hint)
  }
  const isStranger = !isSameParty(payer, account.beneficiary)
  if (isStranger && context.quirk.value('localpayment.simulate.payer-is-beneficiary'))
    return refuse(unverified('payer'))
  const amountMinor = toMinor(amount)
  const isPossible = amountMinor !== undefined && isWithinLimits(context, amountMinor)
  return isPossible ? undefined : refuse(byCode('504'))
}

function isSameParty(one: Party, other: Party): boolean {
  return (
    one.name === other.name &&
    one.document.type === other.document.type &&
    one.document.id === other.document.id
  )
}

/** COP 1.00 to 12,110,000.00. */
export function isWithinLimits(context: Pick<BaseContext, 'quirk'>, amountMinor: number): boolean {
  const { minMinor, payinMaxMinor } = readLimits(context.quirk)
  return amountMinor >= minMinor && amountMinor <= payinMaxMinor
}

/** A payer as notifications show one; the bank is the printed sample's. */
export function toPayer({ ids }: BaseContext, party: Party): Payer {
  const signer = ids.text('payer.signer', 34, ALPHANUMERIC)
  return {
    type: party.type,
    name: party.name,
    lastName: party.lastName ?? '',
    document: party.document,
    email: party.email ?? 'NA',
    bank: {
      name: BANKS['1002']!.name,
      code: '1002',
      account: { type: 'BREB', number: `signer:${signer}@breb` },
    },
  }
}

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const ALPHANUMERIC = `${CAPITALS}abcdefghijklmnopqrstuvwxyz`

/** Registers a payment that the network has delivered; it is credited a moment later. */
export function receivePayin(
  context: BaseContext,
  account: VirtualAccount,
  arrived: Pick<Payin, 'id' | 'amountMinor' | 'payer' | 'concept'>,
): Payin {
  const payin = context.collection<Payin>('payin').insert({
    ...arrived,
    ...toReferences(context),
    state: 'inProgress',
    kind: 'breb',
    isOpen: false,
    methodCode: BREB.code,
    ticket: null,
    key: account.key,
    flow: 'DIRECT',
    accountNumber: account.accountNumber,
    feeMinor: PAYIN_FEE_MINOR,
    taxMinor: 0,
    createdAt: context.now,
    processedAt: null,
    expiresAt: null,
    redirectUrl: null,
    exchangeRateToken: null,
  })
  context.after(CREDIT_AFTER_MS, 'payin.credit', { id: payin.id }, `payin:${payin.id}`)
  return payin
}

/** Ids and references that Localpayment gives a payin. */
export function toReferences({ ids, now }: BaseContext) {
  const group = () => ids.text('payin.reference', 4, CAPITALS)
  const day = formatInstant(now).slice(0, 10).replaceAll('-', '')
  return {
    internalId: ids.uuid('payin'),
    referenceCode: `${group()}-${group()}-${group()}`,
    trackingId: `${day}${ids.digits('payin.tracking', 9)}TFY${ids.digits('payin.tracking', 15)}`,
  }
}

/** Credits a payin on its instant. */
export const creditDue = defineReaction<{ id: string }>('payin.credit', (context) => {
  const payin = context.collection<Payin>('payin').get(context.payload.id)
  if (payin?.state === 'inProgress') creditPayin(context, payin)
})

/** Puts a payin on the balance, less fee and tax, and tells of it. */
export function creditPayin(context: BaseContext, payin: Payin): Payin {
  book(context, payin, { type: 'PayIn', amountMinor: payin.amountMinor })
  if (context.quirk.value('localpayment.payin.fee')) {
    book(context, payin, { type: 'Fee', amountMinor: -payin.feeMinor })
  }
  book(context, payin, { type: 'Tax', amountMinor: -payin.taxMinor })
  const changes = { processedAt: context.now }
  return context.collection<Payin>('payin').transition(payin.id, 'complete', changes)
}
