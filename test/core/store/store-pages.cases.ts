/** What every store must answer: pages of long lists and their totals. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { PageQuery, Reader, Store, Transaction } from '#store/store'
import {
  attempt,
  type CreateStore,
  idsOf,
  indexes,
  type Payment,
  pay,
  type StoreCase,
} from './store.setup.ts'

/** More than are walked each time. */
const COUNT = 300

const above = (amountMinor: number): PageQuery<Payment>['match'] => ({
  key: `above ${amountMinor}`,
  test: (payment) => (payment.amountMinor ?? 0) > amountMinor,
})

/** Nothing, what an index gives, what it gives in part, what it does not give. */
const QUERIES: PageQuery<Payment>[] = [
  {},
  { where: { state: 'odd' } },
  { where: { amountMinor: 1 } },
  { where: { state: 'odd', amountMinor: 1 } },
  { where: { payer: undefined } as object },
  { match: above(0) },
  { match: above(1) },
  { where: { state: 'even' }, match: above(1) },
  { where: { id: 'p7' }, match: above(0) },
]

async function fill(create: CreateStore, count = COUNT): Promise<Store> {
  const store = await create({ indexes })
  await store.transaction('a', (tx) => {
    for (let n = 0; n < count; n++) tx.insert('payment', toPayment(n))
  })
  return store
}

const toPayment = (n: number) => pay(`p${n}`, n % 2 === 0 ? 'even' : 'odd', n % 3)

/** The same page, found by reading all. */
function readPlainly(
  reader: Reader,
  { where, match, order, offset = 0, limit }: PageQuery<Payment>,
) {
  const all = reader.list<Payment>('payment')
  const found = all.filter(
    (payment) =>
      Object.entries(where ?? {}).every(([name, value]) => payment[name as 'id'] === value) &&
      (match?.test(payment) ?? true),
  )
  if (order === 'newest') found.reverse()
  const end = limit === undefined ? undefined : offset + limit
  return { ids: idsOf(found.slice(offset, end)), total: found.length }
}

function comparePages(reader: Reader): void {
  for (const query of QUERIES) {
    for (const order of ['oldest', 'newest'] as const) {
      for (const window of [{}, { limit: 3 }, { offset: 2, limit: 3 }, { offset: COUNT * 2 }]) {
        const { records, total } = reader.page<Payment>('payment', { ...query, order, ...window })
        const found = { ids: idsOf(records), total }
        expect(found).toEqual(readPlainly(reader, { ...query, order, ...window }))
      }
    }
  }
}

const step = fc.record({
  do: fc.constantFrom('put', 'put', 'delete'),
  n: fc.nat(COUNT + 20),
  state: fc.constantFrom('even', 'odd', 'none'),
  amountMinor: fc.nat(3),
})
const turns = fc.array(
  fc.record({ steps: fc.array(step, { maxLength: 8 }), throws: fc.boolean() }),
  {
    maxLength: 5,
  },
)

function play(
  tx: Transaction,
  { do: kind, n, state, amountMinor }: typeof step extends fc.Arbitrary<infer S> ? S : never,
) {
  const payment = pay(`p${n}`, state, amountMinor)
  if (kind === 'delete') tx.delete('payment', payment.id)
  else if (tx.get('payment', payment.id) === undefined) tx.insert('payment', payment)
  else tx.update('payment', payment)
}

export const pageCases: StoreCase[] = [
  {
    title: 'gives a page and its total, of few records and of many, and of none',
    async run(create) {
      expect((await fill(create, 0)).read('a').page('payment', {})).toEqual({
        records: [],
        total: 0,
      })
      for (const count of [10, COUNT]) comparePages((await fill(create, count)).read('a'))
    },
  },
  {
    title: 'tells null from absent where many are listed',
    async run(create) {
      const store = await fill(create)
      await store.transaction('a', (tx) => {
        tx.insert('payment', { id: 'null', state: 'odd', payer: null } as never)
        tx.insert('payment', { id: 'absent', state: 'odd' })
      })
      const page = (payer: unknown) =>
        store.read('a').page<Payment>('payment', { where: { state: 'odd', payer } as never })
      expect(page(null).total).toBe(1)
      expect(page(undefined).total).toBe(COUNT / 2 + 1)
    },
  },
  {
    title: 'keeps pages true while records come, change, go and are taken back',
    async run(create) {
      await fc.assert(
        fc.asyncProperty(turns, async (played) => {
          const store = await fill(create)
          comparePages(store.read('a'))
          for (const { steps, throws } of played) {
            const work = attempt(store, (tx) => {
              for (const each of steps) play(tx, each)
              comparePages(tx)
              if (throws) throw new Error('refused')
            })
            if (throws) await expect(work).rejects.toThrow('refused')
            else await work
            comparePages(store.read('a'))
          }
        }),
        { numRuns: 8 },
      )
    },
  },
  {
    title:
      'asks no record twice for a page that was asked for lately, however much changes meanwhile',
    async run(create) {
      const store = await fill(create)
      let asked = 0
      const test = ({ amountMinor }: Payment) => {
        asked++
        return amountMinor === 1
      }
      const read = () => {
        asked = 0
        store.read('a').page<Payment>('payment', { match: { key: 'one', test }, limit: 3 })
        return asked
      }
      expect(read()).toBe(COUNT)
      expect(read()).toBe(0)
      await store.transaction('a', (tx) => tx.insert('payment', pay('more', 'odd', 1)))
      expect(read()).toBe(0)

      for (let n = 0; n < 9; n++) {
        store.read('a').page<Payment>('payment', { match: { ...above(n)!, key: `${n}` } })
      }
      expect(read(), 'nine others were asked for since').toBe(COUNT + 1)
      await store.transaction('a', (tx) => {
        for (let n = 0; n < 1_001; n++) tx.update('payment', pay('more', 'odd', n % 3))
      })
      expect(read(), 'nobody read it for a thousand changes').toBe(COUNT + 1)
    },
  },
]
