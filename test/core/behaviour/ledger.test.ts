import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type BaseContext,
  defineLedger,
  type LedgerOptions,
  type Posting,
  reverse,
  type StoredRecord,
  transfer,
} from '../../../mocks/provider.ts'

const reason = { kind: 'payin', reference: 'p1' }

/** A ledger over collections that keep their records in insertion order. */
function open(options: LedgerOptions<string> = {}) {
  const collections = new Map<string, Map<string, StoredRecord>>()
  let count = 0
  const collection = (name: string) => {
    const records = collections.get(name) ?? new Map<string, StoredRecord>()
    collections.set(name, records)
    return {
      get: (id: string) => records.get(id),
      list: ({ where = {} }: { where?: object } = {}) =>
        [...records.values()].filter((record) =>
          Object.entries(where).every(([key, value]) => Reflect.get(record, key) === value),
        ),
      insert: (record: StoredRecord) => records.set(record.id, record) && record,
      update: (id: string, changes: object) =>
        records.set(id, { ...records.get(id)!, ...changes, id }),
      delete: (id: string) => records.delete(id),
    }
  }
  const ids = { sequence: () => ++count }
  // A ledger asks for nothing else.
  const context = { now: 7, ids, collection } as unknown as BaseContext
  return { context, ledger: defineLedger(options), records: collection }
}

test('moves money from one book into another, and back', async () => {
  const { context, ledger } = open()
  const there = transfer('outside', 'wallet', { amountMinor: 500, currency: 'COP' })
  await ledger.post(context, reason, there)
  expect(await ledger.balance(context, 'wallet', 'COP')).toBe(500)
  expect(await ledger.balance(context, 'outside', 'COP')).toBe(-500)
  await ledger.post(context, reason, reverse(there))
  expect(await ledger.balance(context, 'wallet', 'COP')).toBe(0)
})

test('says what each posting left in its book, and leaves out what moves nothing', async () => {
  const { context, ledger } = open()
  const lines = await ledger.post(context, { ...reason, details: { text: 'Pago' } }, [
    { book: 'outside', currency: 'COP', amountMinor: -100 },
    { book: 'fees', currency: 'COP', amountMinor: 0 },
    { book: 'wallet', currency: 'COP', amountMinor: 100 },
  ])
  const entry = lines[0]!.entry
  expect(lines.map(({ id: _, ...line }) => line)).toEqual(
    [
      { book: 'outside', amountMinor: -100, balanceMinor: -100 },
      { book: 'wallet', amountMinor: 100, balanceMinor: 100 },
    ].map((line) => ({
      ...line,
      ...reason,
      details: { text: 'Pago' },
      entry,
      at: 7,
      currency: 'COP',
    })),
  )
})

test('lists the changes of one book, oldest first', async () => {
  const { context, ledger } = open()
  for (const amountMinor of [5, -3, 8])
    await ledger.post(context, reason, transfer('a', 'b', { amountMinor, currency: 'COP' }))
  const statement = await ledger.statement(context, 'b')
  expect(statement.map(({ amountMinor, balanceMinor }) => [amountMinor, balanceMinor])).toEqual([
    [5, 5],
    [-3, 2],
    [8, 10],
  ])
  expect(await ledger.statement(context, 'c')).toEqual([])
})

test('keeps currencies apart', async () => {
  const { context, ledger } = open()
  await ledger.post(context, { kind: 'exchange', reference: 'x' }, [
    ...transfer('wallet', 'exchange', { amountMinor: 4_000, currency: 'COP' }),
    ...transfer('exchange', 'wallet', { amountMinor: 1, currency: 'USD' }),
  ])
  expect(await ledger.balances(context, 'wallet')).toEqual(
    new Map([
      ['COP', -4_000],
      ['USD', 1],
    ]),
  )
})

test.each<[string, Posting[], string]>([
  [
    'money out of nothing',
    [{ book: 'a', currency: 'COP', amountMinor: 1 }],
    'ledger entry payin p1 does not balance: its COP sum to 1',
  ],
  [
    'one currency for another',
    [
      { book: 'a', currency: 'COP', amountMinor: 1 },
      { book: 'b', currency: 'USD', amountMinor: -1 },
    ],
    'its COP sum to 1',
  ],
  [
    'parts of the smallest unit',
    transfer('a', 'b', { amountMinor: 0.5, currency: 'COP' }),
    '-0.5 is not a whole number',
  ],
])('refuses %s, and books nothing', async (_, postings, message) => {
  const { context, ledger, records } = open()
  await expect(async () => ledger.post(context, reason, postings)).rejects.toThrow(message)
  expect(records('ledgerBalance').list()).toEqual([])
})

test('lets a covered book hold nothing, and not less', async () => {
  const { context, ledger } = open({ isCovered: (book) => book === 'wallet' })
  const take = (amountMinor: number) =>
    ledger.post(context, reason, transfer('wallet', 'outside', { amountMinor, currency: 'COP' }))
  await ledger.post(
    context,
    reason,
    transfer('outside', 'wallet', { amountMinor: 2, currency: 'COP' }),
  )
  await take(2)
  await expect(async () => take(1)).rejects.toThrow('book "wallet" cannot hold -1 COP')
})

test('refuses a balance that can no longer be counted', async () => {
  const { context, ledger } = open()
  const amount = { amountMinor: Number.MAX_SAFE_INTEGER, currency: 'COP' }
  await ledger.post(context, reason, transfer('a', 'b', amount))
  await expect(async () =>
    ledger.post(context, reason, transfer('a', 'b', { amountMinor: 1, currency: 'COP' })),
  ).rejects.toThrow('cannot hold')
})

test('counts what the books held before the first entry, which is not one itself', async () => {
  const opening = () => transfer('bank', 'wallet', { amountMinor: 900, currency: 'COP' })
  const { context, ledger } = open({ opening })
  expect(await ledger.balance(context, 'wallet', 'COP')).toBe(900)
  expect(await ledger.balances(context, 'wallet')).toEqual(new Map([['COP', 900]]))
  await ledger.post(
    context,
    reason,
    transfer('wallet', 'outside', { amountMinor: 900, currency: 'COP' }),
  )
  expect(await ledger.balance(context, 'wallet', 'COP')).toBe(0)
  expect(await ledger.balances(context, 'wallet')).toEqual(new Map([['COP', 0]]))
  expect(await ledger.statement(context, 'wallet')).toHaveLength(1)
})

test('opens at nothing without booking it again and again', async () => {
  const opening = () => transfer('bank', 'wallet', { amountMinor: 0, currency: 'COP' })
  const { context, ledger, records } = open({ opening })
  for (let look = 0; look < 3; look++)
    expect(await ledger.balance(context, 'wallet', 'COP')).toBe(0)
  expect(records('ledgerLine').list()).toEqual([])
})

test('forgets a book that is empty again, but not its lines', async () => {
  const { context, ledger, records } = open()
  const held = transfer('outside', 'hold:t1', { amountMinor: 3, currency: 'COP' })
  await ledger.post(context, reason, held)
  await ledger.post(context, reason, reverse(held))
  expect(records('ledgerBalance').list()).toEqual([])
  expect(await ledger.statement(context, 'hold:t1')).toHaveLength(2)
})

test('any entries whatever: all books sum to nothing, and each to its lines', async () => {
  const book = fc.constantFrom('a', 'b', 'c', 'd')
  const currency = fc.constantFrom('COP', 'USD')
  const move = fc.record({ from: book, to: book, currency, amountMinor: fc.integer() })
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 20 }), async (moves) => {
      const { context, ledger } = open()
      for (const { from, to, ...amount } of moves)
        await ledger.post(context, reason, transfer(from, to, amount))
      for (const code of ['COP', 'USD']) {
        let total = 0
        for (const name of ['a', 'b', 'c', 'd']) {
          const lines = await ledger.statement(context, name)
          const own = lines.filter((line) => line.currency === code)
          const sum = own.reduce((all, { amountMinor }) => all + amountMinor, 0)
          expect(await ledger.balance(context, name, code)).toBe(sum)
          total += sum
        }
        expect(total).toBe(0)
      }
    }),
    { numRuns: 50 },
  )
})
