/** Looks into an account's books, and the payouts that most tests of them begin with. */
import { expect } from 'vitest'
import type { Cobru, CobruApi } from './kit.ts'

/** What the account starts with, in centavos. */
export const OPENING = 200_000_000

export const CASH = {
  amount: 10_000,
  document: '213232323',
  exp_days: 30,
  method: 'efecty',
  name: 'Rosa Ensayo',
}

export const BANK = {
  amount: 10_123.3,
  account_holder_name: 'Rosa Ensayo',
  account_type: 0,
  account_holder_document: '21342134',
  account_holder_document_type: 0,
  account_number: '05559090119',
  account_phone: '3000000000',
  account_email: 'rosa@example.com',
  bank_name: 1,
}

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
  balanceMinor: number
  postings: { book: string; currency: string; amountMinor: number }[]
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
  const books = await readRecords(cobru, 'book')
  const held = books.filter(({ balanceMinor }) => balanceMinor !== 0)
  return Object.fromEntries(held.map(({ id, balanceMinor }) => [id, balanceMinor]))
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

/** Every currency sums to nothing, every book is the sum of its entries, and nobody spends what is not there. */
export async function expectBalanced(cobru: Cobru): Promise<void> {
  const books = await readRecords(cobru, 'book')
  const entries = await readRecords(cobru, 'ledgerEntry')
  const summed = new Map<string, number>()
  for (const { postings } of entries) {
    expect(sumBy(postings, 'currency')).toSatisfy(isEmpty)
    for (const { book, currency, amountMinor } of postings) {
      const id = `${book}/${currency}`
      summed.set(id, (summed.get(id) ?? 0) + amountMinor)
    }
  }
  expect(Object.fromEntries(books.map(({ id, balanceMinor }) => [id, balanceMinor]))).toEqual(
    Object.fromEntries(summed),
  )
  const own = books.filter(({ id }) => /^(wallet|transit|card|celo):/.test(id))
  expect(own.filter(({ balanceMinor }) => balanceMinor < 0)).toEqual([])
}

function sumBy(postings: Stored['postings'], field: 'currency'): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const posting of postings) {
    sums[posting[field]] = (sums[posting[field]] ?? 0) + posting.amountMinor
  }
  return sums
}

const isEmpty = (sums: Record<string, number>) => Object.values(sums).every((sum) => sum === 0)
