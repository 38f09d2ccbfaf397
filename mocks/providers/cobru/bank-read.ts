/**
 * Bank withdrawals: list, detail, cancellation, receipt.
 * Source: https://docs.cobru.co/en/docs/api/bank-withdrawals/list, read 2026-11-20; paging, the short
 * form and the receipt stand in https://github.com/neeroai/docs-cobru, docs/export-spotlight.
 */
import { type BehaviourContext, defineBehaviour, type Outcome, toPdf } from '../../provider.ts'
import { type BankWithdrawal, moveBank, openBank } from './bank.ts'
import { STATUSES, toBankRecord } from './bank-wire.ts'
import { toIso } from './bogota.ts'
import { readChoice } from './choice.ts'
import { toAmount } from './decimal.ts'
import { firstOf } from './first-of.ts'
import { findHolder } from './people.ts'

type BankContext = BehaviourContext<unknown, BankWithdrawal>

/** Assumed; Django REST framework pages with `page`. */
const PAGE_SIZE = 10

/** Lists the withdrawals of the token's holder, newest first, or the one of an `idempotency_key`. */
export const listBank = defineBehaviour('bank.withdrawals', (context) => {
  const { id: holder } = findHolder(context)
  const idempotencyKey = firstOf(context.request.query.idempotency_key)
  const where = { holder, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) }
  const found = openBank(context).list({ where, order: 'newest' })
  const records = found.filter(({ rail }) => rail !== 'registered')
  const form = readChoice(context.quirk, 'cobru.bank.list-vs-page', 'array')
  const isPage = form === 'paginated' || (form === 'page-by-key' && idempotencyKey !== undefined)
  if (isPage) return toPage(context, records)
  return { status: 200, body: records.map((record) => toBankRecord(record, context)) }
})

function toPage(context: BehaviourContext, records: BankWithdrawal[]): Outcome {
  const page = Number(firstOf(context.request.query.page) ?? 1)
  const pages = Math.max(1, Math.ceil(records.length / PAGE_SIZE))
  const shown = records.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
  const toUrl = (number: number) => `${context.baseUrl}/thirdpartywithdraw/?page=${number}`
  const body = {
    count: records.length,
    next: page < pages ? toUrl(page + 1) : null,
    previous: page > 1 && page <= pages ? toUrl(page - 1) : null,
    results: shown.map((record) => toBankRecord(record, context)),
  }
  return { status: 200, body }
}

/** Shows one as a full record. */
export const showBank = defineBehaviour<unknown, BankWithdrawal>('bank.show', (context) => {
  const record = findOwn(context)
  if (!record) return context.refuse('notFound')
  return { status: 200, body: toBankRecord(record, context) }
})

/** Shows one in the short form of the newer pages. */
export const getBank = defineBehaviour<unknown, BankWithdrawal>('bank.get', (context) => {
  const record = findOwn(context)
  if (!record) return context.refuse('notFound')
  const { pk, amountMinor, state, createdAt } = record
  const body = { id: String(pk), amount: toAmount(amountMinor), status: STATUSES[state] }
  return { status: 200, body: { ...body, created_at: toIso(createdAt) } }
})

function findOwn(context: BankContext): BankWithdrawal | undefined {
  const holder = findHolder(context)
  return context.record?.holder === holder.id ? context.record : undefined
}

/** Cancels what no bank has yet, in the words of the older pages. */
export const cancelThirdParty = defineBehaviour<unknown, BankWithdrawal>(
  'bank.cancel-third-party',
  (context) => {
    const record = findOwn(context)
    if (!record) return context.refuse('unknownBankWithdrawal')
    const refusal = cancel(context, record, 'closedBankWithdrawal')
    return refusal ?? { status: 200, body: { result: 'Retiro cancelado exitosamente' } }
  },
)

/** Cancels what no bank has yet, in the words of the newer pages. */
export const cancelBank = defineBehaviour<unknown, BankWithdrawal>('bank.cancel', (context) => {
  const record = findOwn(context)
  if (!record) return context.refuse('notFound')
  const refusal = cancel(context, record, 'closedWithdrawal')
  return refusal ?? { status: 200, body: { message: 'Retiro cancelado exitosamente.' } }
})

function cancel(context: BankContext, record: BankWithdrawal, error: string): Outcome | undefined {
  if (openBank(context).allows(record, 'cancel')) {
    moveBank(context, record, 'cancel')
    return undefined
  }
  const hint = `The withdrawal is ${record.state}; only one that is created can be cancelled.`
  return context.refuse(error, {}, { hint })
}

/** Draws the receipt. */
export const receiptBank = defineBehaviour<unknown, BankWithdrawal>('bank.receipt', (context) => {
  const record = findOwn(context)
  if (!record) return context.refuse('notFound')
  const { type, pk, amount, payed_amount, fee, fee_iva, gmf, account_number } = toBankRecord(
    record,
    context,
  )
  const shown = { type, pk, amount, payed_amount, fee, fee_iva, gmf, account_number }
  const lines = Object.entries(shown).map(([name, value]) => `${name}: ${value}`)
  const body = toPdf(['Ensayo, emulated receipt', ...lines])
  return { status: 200, body, contentType: 'application/pdf' }
})
