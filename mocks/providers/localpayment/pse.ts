/**
 * PSE payins: the payer is sent to the bank and pays there, or not.
 * Source: https://docs.localpayment.com/docs/pse-colombia, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { GMF, PAYIN_FEE_MINOR, PSE } from './catalogs.ts'
import { isKnownTransaction } from './find-transaction.ts'
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
  toRejectedTransaction,
  toRejections,
  unverified,
} from './rejections.ts'
import { readExternalId } from './virtual-accounts.ts'

interface NewPayin {
  externalId: string
  amount: number
  paymentMethod: { code: string; flow: string }
  accountNumber: string
  merchant?: Record<string, unknown>
  sender?: Record<string, unknown>
  payer?: Record<string, unknown>
}

type Context = BehaviourContext<NewPayin>

/** Creates a PSE payin that waits for its payer for seven days. */
export const createPayin = defineBehaviour<NewPayin>('payin.create', (context) => {
  const rejections = findRejections(context)
  if (rejections.length > 0) return reject(context, rejections)
  const payin = context.collection<Payin>('payin').insert(toRecord(context))
  return { status: createdStatus(context), body: toPayin(payin, context) }
})

function findRejections(context: Context): Rejection[] {
  const broken = toRejections(context.violations)
  if (broken.length > 0) return broken
  const { externalId, accountNumber, amount, paymentMethod } = context.request.body
  const { quirk } = context
  if (paymentMethod.code !== PSE.code) return [wrongMethod()]
  if (paymentMethod.flow !== quirk.value('localpayment.payin.pse-flow'))
    return [unverified('paymentMethod.flow')]
  if (!isExternalId(externalId, quirk)) return [unverified('externalId')]
  if (!isOwnAccount(context, accountNumber)) return [unverified('accountNumber')]
  if (isKnownTransaction(context, externalId)) return [byCode('500')]
  return [...findMissing(context), ...checkAmount(amount)]
}

function wrongMethod(): Rejection {
  const reason = "doesn't exist for PAYMENT_METHOD_TYPE BankTransfer"
  return invalid(`Invalid param + [paymentMethod.code] + ${reason}`)
}

function findMissing({ quirk, request }: Context): Rejection[] {
  const parties = quirk.value<string[]>('localpayment.payin.pse-parties')
  const body = request.body as unknown as Record<string, unknown>
  return parties
    .filter((name) => body[name] === undefined)
    .map((name) => invalid(`Empty mandatory param + [${name}]`))
}

function checkAmount(amount: number): Rejection[] {
  if (amount <= 0) return [byCode('719')]
  if (amount * 100 > PSE.maxMinor) return [byCode('504')]
  return amount < 1 || toMinor(amount) === undefined ? [byCode('512')] : []
}

function toRecord(context: Context): Payin {
  const { body } = context.request
  const references = toReferences(context)
  // `checkAmount` has seen that it is countable.
  const amountMinor = toMinor(body.amount)!
  return {
    ...references,
    id: body.externalId,
    state: 'inProgress',
    kind: 'pse',
    key: '',
    flow: body.paymentMethod.flow,
    accountNumber: body.accountNumber,
    amountMinor,
    feeMinor: PAYIN_FEE_MINOR,
    taxMinor: Math.round((amountMinor * GMF.percentage) / 100),
    payer: body.payer ?? body.sender ?? {},
    concept: '',
    createdAt: context.now,
    processedAt: null,
    expiresAt: context.now + PSE.lifeMs,
    // Ours: the bank's page is played by the triggers payin.approve and payin.reject.
    redirectUrl: `https://checkout.example/pse/${references.internalId}`,
  }
}

function reject(context: Context, rejections: Rejection[]): Outcome {
  const ids = {
    externalId: readExternalId(context.request.body),
    internalId: context.ids.uuid('payin'),
  }
  return {
    status: rejectedStatus(context),
    body: toRejectedTransaction(ids, rejections, '300'),
    hint: `Rejected: ${rejections.map(({ code, text }) => `${code} ${text}`).join('; ')}`,
  }
}
