/** Prints what the memory store costs against a bare Map. Run: `node test/bench/store.ts` */
import { createMemoryStore } from '../../mocks/core/store/memory.ts'
import { SHARED, TIMERS } from '../../mocks/core/store/store.ts'

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
async function measure(title: string, run: () => Promise<void>): Promise<void> {
  let best = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 6; attempt++) {
    const start = process.hrtime.bigint()
    await run()
    if (attempt > 0) best = Math.min(best, Number(process.hrtime.bigint() - start) / ROUNDS)
  }
  console.log(`${title.padEnd(58)} ${best.toFixed(0).padStart(6)} ns/op`)
}

const mapOf = (): Map<string, Payment> => new Map(payments.map((each) => [each.id, each]))
const filled = createStore()
for (let index = 0; index < 20_000; index++) {
  await filled.transaction('account-0', (tx) => tx.insert('payment', payments[index]!))
}
const full = mapOf()

await measure('bare Map: set', async () => {
  const map = new Map<string, Payment>()
  for (const payment of payments) map.set(payment.id, payment)
})
await measure('bare Map: set, with one await', async () => {
  const map = new Map<string, Payment>()
  for (const payment of payments) {
    map.set(payment.id, payment)
    await undefined
  }
})
await measure('bare Map: set a frozen deep copy, behind two async calls', async () => {
  const map = new Map<string, Payment>()
  const insert = async (payment: Payment) => {
    const payer = Object.freeze({ ...payment.payer })
    map.set(payment.id, Object.freeze({ ...payment, payer }))
  }
  const transaction = async (work: () => Promise<void>) => await work()
  for (const payment of payments) await transaction(() => insert(payment))
})
await measure('bare Map: get', async () => {
  for (let index = 0; index < ROUNDS; index++) full.get(payments[index % 20_000]!.id)
})
await measure('bare Map: get, behind one async call', async () => {
  const get = async (id: string) => full.get(id)
  for (let index = 0; index < ROUNDS; index++) await get(payments[index % 20_000]!.id)
})
await measure('store: transaction with nothing in it', async () => {
  for (let index = 0; index < ROUNDS; index++) await filled.transaction('account-0', async () => {})
})
await measure('store: transaction with one insert, no index', async () => {
  const store = createMemoryStore({})
  for (let index = 0; index < ROUNDS; index++) {
    await store.transaction(accountOf(index), (tx) => tx.insert('payment', payments[index]!))
  }
})
await measure('store: transaction with one insert, two indexes', async () => {
  const store = createStore()
  for (let index = 0; index < ROUNDS; index++) {
    await store.transaction(accountOf(index), (tx) => tx.insert('payment', payments[index]!))
  }
})
await measure('store: the same on one account, dropping the oldest', async () => {
  const store = createStore()
  for (let index = 0; index < ROUNDS; index++) {
    await store.transaction('account-0', (tx) => tx.insert('payment', payments[index]!))
  }
})
await measure('store: transaction with one get', async () => {
  for (let index = 0; index < ROUNDS; index++) {
    const { id } = payments[index % 20_000]!
    await filled.transaction('account-0', (tx) => tx.get('payment', id))
  }
})
await measure('store: get outside a transaction', async () => {
  const reader = filled.read('account-0')
  for (let index = 0; index < ROUNDS; index++) {
    await reader.get('payment', payments[index % 20_000]!.id)
  }
})
await measure('store: list by an indexed field', async () => {
  const reader = filled.read('account-0')
  for (let index = 0; index < ROUNDS; index++) {
    await reader.list<Payment>('payment', { where: { externalId: `order-${index % 20_000}` } })
  }
})
await measure('store: list the newest ten of 20,000', async () => {
  const reader = filled.read('account-0')
  for (let index = 0; index < ROUNDS; index++) {
    await reader.list('payment', { order: 'newest', limit: 10 })
  }
})
await measure('store: a request (token, insert, timer, cancel, update)', async () => {
  const store = createStore()
  await store.transaction(SHARED, (tx) => tx.insert('token', { id: 'token-1' }))
  for (let index = 0; index < ROUNDS; index++) {
    await store.transaction(accountOf(index), async (tx) => {
      await tx.shared().get('token', 'token-1')
      const payment = await tx.insert('payment', payments[index]!)
      const subject = `payment:${payment.id}`
      await tx.insert(TIMERS, { id: `timer-${index}`, dueAt: index, subject })
      await tx.cancelTimers(subject)
      await tx.update('payment', { ...payment, state: 3 })
    })
  }
})
