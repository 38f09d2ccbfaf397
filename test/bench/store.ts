/** Prints what the memory store costs against a bare Map. Run: `node test/bench/store.ts` */
import { createMemoryStore } from '#store/memory'
import { TIMERS } from '#store/store'

interface Payment {
  id: string
  externalId: string
  amountMinor: number
  currency: string
  state: number
  payer: { name: string; document: string }
}

const ROUNDS = 200_000
const ACCOUNTS = 50

const toPayment = (index: number): Payment => ({
  id: `pay-${index}`,
  externalId: `order-${index}`,
  amountMinor: 5_000_000 + index,
  currency: 'COP',
  state: 0,
  payer: { name: 'Ana Gómez', document: '1020304050' },
})
const payments = Array.from({ length: ROUNDS }, (_, index) => toPayment(index))
const accountOf = (index: number) => `account-${index % ACCOUNTS}`
const createStore = () =>
  createMemoryStore({ indexes: { payment: ['externalId', 'state'] }, maxRecords: 20_000 })

/** Best of five, after the first has warmed up the compiler. */
function measure(title: string, run: () => void): void {
  let best = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 6; attempt++) {
    const start = process.hrtime.bigint()
    run()
    if (attempt > 0) best = Math.min(best, Number(process.hrtime.bigint() - start) / ROUNDS)
  }
  console.log(`${title.padEnd(58)} ${best.toFixed(0).padStart(6)} ns/op`)
}

const mapOf = (): Map<string, Payment> => new Map(payments.map((each) => [each.id, each]))
const filled = createStore()
for (let index = 0; index < 20_000; index++) {
  filled.transaction('account-0', (tx) => tx.insert('payment', payments[index]!))
}
const full = mapOf()

measure('bare Map: set', () => {
  const map = new Map<string, Payment>()
  for (const payment of payments) map.set(payment.id, payment)
})
measure('bare Map: get', () => {
  for (let index = 0; index < ROUNDS; index++) full.get(payments[index % 20_000]!.id)
})
measure('store: transaction with nothing in it', () => {
  for (let index = 0; index < ROUNDS; index++) filled.transaction('account-0', () => {})
})
measure('store: transaction with one insert, no index', () => {
  const store = createMemoryStore({})
  for (let index = 0; index < ROUNDS; index++) {
    store.transaction(accountOf(index), (tx) => tx.insert('payment', payments[index]!))
  }
})
measure('store: transaction with one insert, two indexes', () => {
  const store = createStore()
  for (let index = 0; index < ROUNDS; index++) {
    store.transaction(accountOf(index), (tx) => tx.insert('payment', payments[index]!))
  }
})
measure('store: the same on one account, dropping the oldest', () => {
  const store = createStore()
  for (let index = 0; index < ROUNDS; index++) {
    store.transaction('account-0', (tx) => tx.insert('payment', payments[index]!))
  }
})
measure('store: transaction with one get', () => {
  for (let index = 0; index < ROUNDS; index++) {
    const { id } = payments[index % 20_000]!
    filled.transaction('account-0', (tx) => tx.get('payment', id))
  }
})
measure('store: get outside a transaction', () => {
  const reader = filled.read('account-0')
  for (let index = 0; index < ROUNDS; index++) {
    reader.get('payment', payments[index % 20_000]!.id)
  }
})
measure('store: list by an indexed field', () => {
  const reader = filled.read('account-0')
  for (let index = 0; index < ROUNDS; index++) {
    reader.list<Payment>('payment', { where: { externalId: `order-${index % 20_000}` } })
  }
})
measure('store: list the newest ten of 20,000', () => {
  const reader = filled.read('account-0')
  for (let index = 0; index < ROUNDS; index++) {
    reader.list('payment', { order: 'newest', limit: 10 })
  }
})
measure('store: a request (insert, timer, cancel, update)', () => {
  const store = createStore()
  for (let index = 0; index < ROUNDS; index++) {
    store.transaction(accountOf(index), (tx) => {
      const payment = tx.insert('payment', payments[index]!)
      const subject = `payment:${payment.id}`
      tx.insert(TIMERS, { id: `timer-${index}`, dueAt: index, subject } as { id: string })
      tx.cancelTimers(subject)
      tx.update('payment', { ...payment, state: 3 })
    })
  }
})
