/**
 * Balance and activity of the merchant account.
 * Source: https://docs.v3.localpayment.com/after-payment/account-balance, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { openingBalance, readBalance } from './ledger.ts'
import { toIsoSeconds, toPesos } from './money.ts'
import type { Movement } from './records.ts'

/** Movements listed when no dates are given. */
const LATEST = 10

const DAY_MS = 86_400_000

export const showBalance = defineBehaviour('balance.show', (context) => {
  const refusal = refuseStranger(context)
  if (refusal) return refusal
  const amount = toPesos(readBalance(context))
  const { accountNumber } = context.request.params
  return { status: 200, body: { accountNumber, currency: 'COP', amount } }
})

export const listActivity = defineBehaviour('activity.list', (context) => {
  const refusal = refuseStranger(context)
  if (refusal) return refusal
  const all = context.collection<Movement>('movement').list()
  const from = findStart(context, all)
  const chosen = all.slice(from, findEnd(context, all))
  const before = from > 0 ? all[from - 1]!.balanceMinor : openingOf(context, all)
  const after = chosen.at(-1)?.balanceMinor ?? before
  const body = {
    openingBalance: toPesos(before),
    closingBalance: toPesos(after),
    ...toEnvelope(context, chosen),
  }
  return { status: 200, body }
})

function refuseStranger(context: BehaviourContext): Outcome | undefined {
  const isOwn = context.request.params.accountNumber === context.account.credentials.accountNumber
  return isOwn ? undefined : context.refuse('forbidden')
}

/** The oldest movements may be gone from a long run; the first that is kept still knows. */
function openingOf(context: BehaviourContext, all: Movement[]): number {
  const [first] = all
  return first ? first.balanceMinor - first.amountMinor : openingBalance(context)
}

function findStart({ request }: BehaviourContext, all: Movement[]): number {
  const { since, until } = request.query
  if (since === undefined && until === undefined) return Math.max(0, all.length - LATEST)
  if (since === undefined) return 0
  const start = Date.parse(String(since))
  const index = all.findIndex(({ createdAt }) => createdAt >= start)
  return index === -1 ? all.length : index
}

function findEnd({ request }: BehaviourContext, all: Movement[]): number {
  const { until } = request.query
  if (until === undefined) return all.length
  const end = Date.parse(String(until)) + DAY_MS
  return all.findLastIndex(({ createdAt }) => createdAt < end) + 1
}

function toEnvelope({ account, quirk }: BehaviourContext, chosen: Movement[]) {
  const isPaged = quirk.is('localpayment.activity.envelope', 'paged')
  const entity = String(account.fields.clientCode)
  const details = chosen.map((movement) => ({
    createdAt: toIsoSeconds(movement.createdAt),
    processedAt: toIsoSeconds(movement.createdAt),
    accountNumber: movement.accountNumber,
    internalId: movement.internalId,
    externalId: movement.externalId,
    transactionType: movement.type,
    status: movement.status,
    currency: 'COP',
    amount: toPesos(movement.amountMinor),
    ...(isPaged ? { entityCode: entity } : { entityId: entity }),
  }))
  return isPaged
    ? { size: details.length, page: 1, details }
    : { listSize: details.length, details }
}
