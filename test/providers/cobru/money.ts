/** Looks into an account's books, and the payouts that most tests of them begin with. */

import { expect } from 'vitest'
import { SAMPLES } from '#types/samples/cobru'
import type { Cobru, CobruApi } from './kit.ts'

/** What the account starts with, in centavos. */
export const OPENING = 200_000_000

const OPENING_BOOKS = Object.fromEntries(
  Object.entries({
    COP: OPENING,
    USD: 999_500,
    ARS: 1_000_000,
    MXN: 9_653_631,
    BRL: 8_977_273_720,
  }).flatMap(([currency, minor]) => [
    [`wallet:owner/${currency}`, minor],
    [`opening/${currency}`, -minor],
  ]),
)

export const { createCashWithdrawal: CASH, createThirdPartyWithdrawal: BANK } = SAMPLES

/** Records of bank withdrawals as the older portal shows them. */
export const OLDER_BANK = {
  'cobru.bank.state-type': 'int',
  'cobru.bank.array-dates': 'array',
  'cobru.bank.mixed-money-types': 'mixed',
  'cobru.bank.list-vs-page': 'page-by-key',
  'cobru.bank.error-meanings': 'stoplight',
}

/** Debit cards as the older portal shows them. */
export const OLDER_CARDS = {
  'cobru.cards.envelope': 'stoplight',
  'cobru.cards.id-type': 'uuid',
  'cobru.cards.list-rows': 'older',
}

interface Stored {
  id: string
  entry: string
  book: string
  currency: string
  amountMinor: number
  balanceMinor: number
  [field: string]: unknown
}

/** Records of a collection of the default account. */
export async function readRecords({ sandbox }: Cobru, collection: string): Promise<Stored[]> {
  const { store } = await sandbox.engine.snapshot()
  // The store's records are JSON; tests read what they compare.
  return (store.default?.[`cobru/${collection}`] ?? []) as unknown as Stored[]
}

/** `<book>/<currency>` → smallest units, books that hold nothing left out. */
export async function readBooks(cobru: Cobru): Promise<Record<string, number>> {
  const books = await readRecords(cobru, 'ledgerBalance')
  const moved = Object.fromEntries(books.map(({ id, balanceMinor }) => [id, balanceMinor]))
  const held = Object.entries({ ...OPENING_BOOKS, ...moved }).filter(([, minor]) => minor !== 0)
  return Object.fromEntries(held)
}

/** Pesos that can be spent. */
export async function balanceOf({ api }: Cobru): Promise<string> {
  return (await api.get('/balance/')).body.balance
}

/** Posts and demands a 200. */
export async function done(api: CobruApi, path: string, body: unknown) {
  const answer = await api.post(path, body)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return answer.body
}

/** Every entry and currency sums to nothing, every book is the sum of its lines, and nobody spends what is not there. */
export async function expectBalanced(cobru: Cobru): Promise<void> {
  const books = await readBooks(cobru)
  const lines = await readRecords(cobru, 'ledgerLine')
  const summed = sumBy(lines, ({ book, currency }) => `${book}/${currency}`, OPENING_BOOKS)
  expect(sumBy(lines, ({ entry, currency }) => `${entry}/${currency}`)).toSatisfy(isEmpty)
  expect(books).toEqual(Object.fromEntries(Object.entries(summed).filter(([, sum]) => sum !== 0)))
  const own = Object.entries(books).filter(([id]) => /^(wallet|transit|card|celo):/.test(id))
  expect(own.filter(([, minor]) => minor < 0)).toEqual([])
}

function sumBy(lines: Stored[], toKey: (line: Stored) => string, start = {}) {
  const sums: Record<string, number> = { ...start }
  for (const line of lines) sums[toKey(line)] = (sums[toKey(line)] ?? 0) + line.amountMinor
  return sums
}

const isEmpty = (sums: Record<string, number>) => Object.values(sums).every((sum) => sum === 0)
