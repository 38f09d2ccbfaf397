/**
 * Payins that their payer ends elsewhere: by PSE at the bank, or in cash at a counter.
 * Source: https://docs.localpayment.com/docs/pse-colombia, read 2026-11-20, and
 * /docs/create-a-cash-payment, read 2026-11-30.
 */
import { applyRate, type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { GMF_RATE, isCashCode, PAYIN_FEE_MINOR, PSE } from './catalogs.ts'
import { isKnownTransaction } from './find-transaction.ts'
import { isGoodToken } from './fx.ts'
import { toMinor } from './money.ts'
import { toPayin } from './payin-wire.ts'
import { toReferences } from './payins.ts'
import type { Payin, Rejection } from './records.ts'
import {
  byCode,
  createdStatus,
  invalid,
  isExternalId,
  isOwnAccount,
  rejectedStatus,
  toHint,
  toRejectedTransaction,
  toRejections,
  unverified,
} from './rejections.ts'
import { readExternalId } from './virtual-accounts.ts'

interface NewPayin {
  externalId: string
  amount: number
  paymentMethod: { type: 'BankTransfer' | 'Cash'; code: string; flow: string }
  accountNumber: string
  merchant?: Record<string, unknown>
  sender?: Record<string, unknown>
  payer?: Record<string, unknown>
  exchangeRateToken?: string | null
}

type Context = BehaviourContext<NewPayin>

/** Creates a payin that waits for its payer for some days. */
export const createPayin = defineBehaviour<NewPayin>('payin.create', (context) => {
  const rejections = findRejections(context)
  if (rejections.length > 0) return reject(context, rejections)
  const payin = context.collection<Payin>('payin').insert(toRecord(context))
  return { status: createdStatus(context), body: toPayin(payin, context) }
})

function findRejections(context: Context): Rejection[] {
  const broken = toRejections(context.violations)
  if (broken.length > 0) return broken
  const { externalId, accountNumber, paymentMethod, exchangeRateToken } = context.request.body
  const { quirk } = context
  const kind = findKind(context)
  if (kind === undefined) return [wrongMethod(paymentMethod.type)]
  const flow = kind === 'cash' ? 'DIRECT' : quirk.value('localpayment.payin.pse-flow')
  if (paymentMethod.flow !== flow) return [unverified('paymentMethod.flow')]
  if (!isExternalId(externalId, quirk)) return [unverified('externalId')]
  if (!isOwnAccount(context, accountNumber)) return [unverified('accountNumber')]
  if (isKnownTransaction(context, externalId)) return [byCode('500')]
  if (!isGoodToken(context, exchangeRateToken, 'PayIn')) return [byCode('303')]
  return [...findMissing(context, kind), ...checkAmount(context, kind)]
}

type Kind = 'pse' | 'cash'

function findKind({ request }: Context): Kind | undefined {
  const { type, code } = request.body.paymentMethod
  if (type === 'Cash') return isCashCode(code) ? 'cash' : undefined
  return code === PSE.code ? 'pse' : undefined
}

function wrongMethod(type: string): Rejection {
  const reason = `doesn't exist for PAYMENT_METHOD_TYPE ${type}`
  return invalid(`Invalid param + [paymentMethod.code] + ${reason}`)
}

function findMissing({ quirk, request }: Context, kind: Kind): Rejection[] {
  const parties =
    kind === 'cash'
      ? ['payer', 'merchant']
      : quirk.value<string[]>('localpayment.payin.pse-parties')
  const body = request.body as unknown as Record<string, unknown>
  return parties
    .filter((name) => body[name] === undefined)
    .map((name) => invalid(`Empty mandatory param + [${name}]`))
}

/** Of cash no limit is documented but that it is above nothing. */
function checkAmount({ request }: Context, kind: Kind): Rejection[] {
  const { amount } = request.body
  if (amount <= 0) return [byCode('719')]
  const amountMinor = toMinor(amount)
  const isOver = kind === 'pse' && (amountMinor ?? amount * 100) > PSE.maxMinor
  if (isOver) return [byCode('504')]
  const leastMinor = kind === 'pse' ? PSE.minMinor : 1
  return amountMinor === undefined || amountMinor < leastMinor ? [byCode('512')] : []
}

function toRecord(context: Context): Payin {
  const { body } = context.request
  const references = toReferences(context)
  // `findRejections` has seen that it is one of them.
  const kind = findKind(context)!
  // `checkAmount` has seen that it is countable.
  const amountMinor = toMinor(body.amount)!
  return {
    ...references,
    id: body.externalId,
    state: 'inProgress',
    kind,
    isOpen: true,
    methodCode: body.paymentMethod.code,
    ticket: kind === 'cash' ? toTicket(context) : null,
    key: '',
    flow: body.paymentMethod.flow,
    accountNumber: body.accountNumber,
    amountMinor,
    feeMinor: PAYIN_FEE_MINOR,
    taxMinor: kind === 'pse' ? applyRate(amountMinor, GMF_RATE) : 0,
    payer: body.payer ?? body.sender ?? {},
    concept: '',
    createdAt: context.now,
    processedAt: null,
    expiresAt: context.now + toLifeMs(context, kind),
    // Ours: the bank's page is played by the triggers payin.approve and payin.reject.
    redirectUrl: kind === 'pse' ? `https://checkout.example/pse/${references.internalId}` : null,
    exchangeRateToken: body.exchangeRateToken ?? null,
  }
}

function toLifeMs({ quirk }: Context, kind: Kind): number {
  return kind === 'pse' ? PSE.lifeMs : quirk.durationMs('localpayment.payin.cash-life')
}

/** Code 128 C holds pairs of digits. */
function toTicket({ ids }: Context) {
  return { id: ids.digits('payin.ticket', 10), barcode: ids.digits('payin.barcode', 24) }
}

function reject(context: Context, rejections: Rejection[]): Outcome {
  const ids = {
    externalId: readExternalId(context.request.body),
    internalId: context.ids.uuid('payin'),
  }
  const { status, errors } = toRejectedTransaction(ids, rejections, {
    paramsCode: '300',
    textName: context.quirk.value('localpayment.payin.error-text'),
  })
  const parameters = { ...ids, code: status.code, detail: status.detail, errors }
  const options = { status: rejectedStatus(context), hint: toHint(rejections) }
  return context.refuse('rejectedPayin', parameters, options)
}
