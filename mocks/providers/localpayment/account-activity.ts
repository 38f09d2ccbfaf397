/**
 * Balance and activity of the merchant account.
 * Source: https://docs.v3.localpayment.com/after-payment/account-balance, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type LedgerLine } from '../../provider.ts'
import { type Currency, findCurrency } from './currencies.ts'
import { listMovements, readBalance, readOpening } from './ledger.ts'
import { toIsoSeconds, toPesos } from './money.ts'

/** Movements listed when no dates are given. */
const LATEST = 10

const DAY_MS = 86_400_000

/** Shows what an account of the caller's holds. */
export const showBalance = defineBehaviour('balance.show', (context) => {
  const { accountNumber } = context.request.params
  const currency = findCurrency(context, accountNumber)
  if (currency === undefined) return context.refuse('forbidden')
  const amount = toPesos(readBalance(context, currency))
  return { status: 200, body: { accountNumber, currency, amount } }
})

/** Lists what moved the balance: the last movements, or those of some days. */
export const listActivity = defineBehaviour('activity.list', (context) => {
  const currency = findCurrency(context, context.request.params.accountNumber)
  if (currency === undefined) return context.refuse('forbidden')
  const all = listMovements(context, currency)
  const from = findStart(context, all)
  const chosen = all.slice(from, findEnd(context, all))
  const before = from > 0 ? all[from - 1]!.balanceMinor : openingOf(context, currency, all)
  const after = chosen.at(-1)?.balanceMinor ?? before
  const body = {
    openingBalance: toPesos(before),
    closingBalance: toPesos(after),
    ...toEnvelope(context, chosen),
  }
  return { status: 200, body }
})

/** The oldest movements may be gone from a long run; the first that is kept still knows. */
function openingOf(context: BehaviourContext, currency: Currency, all: LedgerLine[]): number {
  const [first] = all
  return first ? first.balanceMinor - first.amountMinor : readOpening(context, currency)
}

function findStart({ request }: BehaviourContext, all: LedgerLine[]): number {
  const { since, until } = request.query
  if (since === undefined && until === undefined) return Math.max(0, all.length - LATEST)
  if (since === undefined) return 0
  const start = Date.parse(String(since))
  const index = all.findIndex(({ at }) => at >= start)
  return index === -1 ? all.length : index
}

function findEnd({ request }: BehaviourContext, all: LedgerLine[]): number {
  const { until } = request.query
  if (until === undefined) return all.length
  const end = Date.parse(String(until)) + DAY_MS
  return all.findLastIndex(({ at }) => at < end) + 1
}

function toEnvelope({ account, quirk, request }: BehaviourContext, chosen: LedgerLine[]) {
  const { since, until } = request.query
  const isPaged = quirk.choose('localpayment.activity.envelope', {
    'by-dates': since !== undefined || until !== undefined,
    'list-size': false,
    paged: true,
  })
  const described = quirk.value<Record<string, string>>('localpayment.activity.adjustments')
  const entity = String(account.fields.clientCode)
  const details = chosen.map(({ at, kind, reference, details, amountMinor, currency }) => ({
    createdAt: toIsoSeconds(at),
    processedAt: toIsoSeconds(at),
    accountNumber: request.params.accountNumber,
    internalId: details!.internalId,
    externalId: reference,
    transactionType: kind,
    status: 'Completed',
    ...(described[kind] === undefined ? {} : { description: described[kind] }),
    currency,
    amount: toPesos(amountMinor),
    ...(isPaged ? { entityCode: entity } : { entityId: entity }),
  }))
  return isPaged
    ? { size: details.length, page: 1, details }
    : { listSize: details.length, details }
}
