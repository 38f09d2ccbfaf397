/**
 * The balance of each day: one record per account and day, from five hours after the day's end.
 * Source: https://docs.cobre.com/obtain-account-daily-balance-history-25933217e0, read 2026-11-30.
 */
import { type BehaviourContext, defineBehaviour, type StoredRecord } from '../../provider.ts'
import type { Account, Transaction } from './account.ts'
import type { Geo } from './catalogs.ts'
import { makeId, pick, refuseWith, toIso, toOnePage } from './wire.ts'

/** Amounts are text here, and debits have no sign. */
interface DailyBalance extends StoredRecord {
  account_id: string
  offset: string
  balance_date: string
  initial_balance: string
  total_credits: string
  total_debits: string
  end_balance: string
  created_at: string
  updated_at: string
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A day is summed up at the earliest so long after its end. */
const READY_MS = 5 * HOUR_MS

/** The sample is of Bogotá; that of Mexico is assumed. */
const OFFSET_HOURS: Record<Geo, number> = { col: -5, mex: -6, global: -5, usa: -5 }

/** Lists the days of an account that are over. */
export const listDailyBalances = defineBehaviour<unknown, Account>(
  'balance-history.list',
  (context) => {
    const account = context.record!
    const providers = context.quirk.value<string[]>('cobre.balance-history.providers')
    if (!providers.includes(account.provider_id))
      return refuseWith(context, `Daily balances are of ${providers.join(', ')} only.`, {
        quirk: 'cobre.balance-history.providers',
      })
    const days = sumUp(context, account).filter(toFilter(context))
    const key = context.quirk.value<string>('cobre.balance-history.list-key')
    return { status: 200, body: toOnePage(days.map(toWire), key) }
  },
)

function toWire(day: DailyBalance) {
  return pick(day, [
    'id',
    'offset',
    'balance_date',
    'initial_balance',
    'total_credits',
    'total_debits',
    'end_balance',
    'created_at',
    'updated_at',
  ])
}

function toFilter({ request: { query } }: BehaviourContext) {
  const wanted = (name: string) => [query[name]].flat()[0]
  const exact = wanted('balance_date')
  const first = wanted('balance_date_gte') ?? ''
  const last = wanted('balance_date_lte') ?? '9999-12-31'
  return ({ balance_date }: DailyBalance) =>
    balance_date >= first && balance_date <= last && (exact === undefined || balance_date === exact)
}

/** Days that are over are summed up once, when somebody first asks, and kept. */
function sumUp(context: BehaviourContext, account: Account): DailyBalance[] {
  const kept = context.collection<DailyBalance>('dailyBalance')
  const known = kept.list({ where: { account_id: account.id } })
  const transactions = context
    .collection<Transaction>('transaction')
    .list({ where: { account_id: account.id } })
  const last = known.at(-1)
  let balance = Number(last?.end_balance ?? 0)
  let startAt = last === undefined ? firstDay(account) : startOf(last) + DAY_MS
  for (; startAt + DAY_MS + READY_MS <= context.now; startAt += DAY_MS) {
    const day = toDay(context, account, { balance, startAt, transactions })
    balance = Number(day.end_balance)
    known.push(kept.insert(day))
  }
  return known
}

function firstDay({ created_at, geo }: Account): number {
  const shift = OFFSET_HOURS[geo] * HOUR_MS
  const local = Date.parse(created_at) + shift
  return local - (local % DAY_MS) - shift
}

function startOf({ balance_date, offset }: DailyBalance): number {
  return Date.parse(`${balance_date}T00:00:00${offset}`)
}

interface Day {
  balance: number
  startAt: number
  transactions: readonly Transaction[]
}

function toDay(
  context: BehaviourContext,
  { geo, id: account_id }: Account,
  { balance, startAt, transactions }: Day,
): DailyBalance {
  const amounts = transactions
    .filter(({ postedAt }) => postedAt >= startAt && postedAt < startAt + DAY_MS)
    .map(({ amount }) => amount)
  const credits = sum(amounts.filter((amount) => amount > 0))
  const debits = -sum(amounts.filter((amount) => amount < 0))
  const hours = OFFSET_HOURS[geo]
  const readyAt = toIso(startAt + DAY_MS + READY_MS)
  return {
    id: makeId(context, 'dbh'),
    account_id,
    offset: `-${String(-hours).padStart(2, '0')}:00`,
    balance_date: toIso(startAt + hours * HOUR_MS).slice(0, 10),
    initial_balance: String(balance),
    total_credits: String(credits),
    total_debits: String(debits),
    end_balance: String(balance + credits - debits),
    created_at: readyAt,
    updated_at: readyAt,
  }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
