import { expect, test } from 'vitest'
import type { AccountState } from '#accounts/account'
import { createMemoryStore } from '#store/memory'
import { DELIVERIES, type Store } from '#store/store'
import { createAwaitingAnswer } from '#webhooks/awaiting-answer'
import { claimDue, claimRows, toResumed } from '#webhooks/rows'
import type { DeliveryRow } from '#webhooks/types'
import { tick } from '../../fixtures/acme-sandbox.ts'
import { MINUTES, makeRow, NOW, SECONDS } from './rows.ts'

/** A held row, as a request's transaction writes it. */
function makeHeld(id: string, heldFor = NOW): DeliveryRow {
  const { dueAt: _, ...row } = makeRow({ id, heldFor })
  return row
}

/** The keeper of held rows over a store with some; account `default` is there until told otherwise. */
async function createBench(...rows: DeliveryRow[]) {
  const store = createMemoryStore({})
  await store.transaction('default', (tx) => {
    for (const row of rows) tx.insert(DELIVERIES, row)
  })
  const clock = { now: NOW }
  const account = accountOf('default', clock)
  const gone = new Set<string>()
  const woken: [string, number][] = []
  const errors: unknown[] = []
  const held = createAwaitingAnswer({
    store,
    isCurrent: ({ id }) => !gone.has(id),
    wake: (account, dueAt) => woken.push([account, dueAt]),
    onError: (error) => errors.push(error),
  })
  return { store, clock, account, gone, woken, errors, held, find: (id: string) => find(store, id) }
}

function accountOf(id: string, clock = { now: NOW }): AccountState {
  // Nothing else of an account is asked for here.
  return { id, clock: { now: () => clock.now } } as AccountState
}

function find(store: Store, id: string): DeliveryRow | undefined {
  return store.read('default').get<DeliveryRow>(DELIVERIES, id)
}

test('makes rows due at their instant once the answer has left, and wakes for the first', async () => {
  const later = NOW + 1 * MINUTES
  const { held, account, woken, find } = await createBench(makeHeld('a', later), makeHeld('b'))
  const leave = held.expect(account, ['a', 'b'])
  expect([find('a')!.dueAt, find('b')!.dueAt]).toEqual([undefined, undefined])
  leave()
  await held.settle('default')
  expect([find('a')!.dueAt, find('b')!.dueAt]).toEqual([later, NOW])
  expect(find('a')).not.toHaveProperty('heldFor')
  expect(woken).toEqual([['default', NOW]])
})

test('makes a row due now when its instant has passed meanwhile', async () => {
  const { held, account, clock, find } = await createBench(makeHeld('a'))
  const leave = held.expect(account, ['a'])
  clock.now = NOW + 5 * SECONDS
  leave()
  await held.settle()
  expect(find('a')).toMatchObject({ dueAt: NOW + 5 * SECONDS })
})

test('leaves alone what is gone, and what was never held', async () => {
  const { held, account, woken, find } = await createBench(makeRow({ id: 'a', dueAt: NOW + 1 }))
  held.expect(account, ['a', 'gone'])()
  await held.settle()
  expect(find('a')).toMatchObject({ dueAt: NOW + 1 })
  expect(woken).toEqual([])
})

test('forgets the notifications of an account that is gone', async () => {
  const { held, account, gone, woken, find, errors } = await createBench(makeHeld('a'))
  const leave = held.expect(account, ['a'])
  gone.add('default')
  leave()
  await held.settle()
  expect(find('a')).not.toHaveProperty('dueAt')
  expect([woken, errors]).toEqual([[], []])
})

test('settles when the answers of that account have left, whatever others do', async () => {
  const { held } = await createBench()
  const settled: string[] = []
  const leave = { a: held.expect(accountOf('a'), []), b: held.expect(accountOf('b'), []) }
  held.settle('a').then(() => settled.push('a'))
  held.settle().then(() => settled.push('all'))
  await tick()
  expect(settled).toEqual([])
  leave.a()
  await tick()
  expect(settled).toEqual(['a'])
  leave.b()
  await tick()
  expect(settled).toEqual(['a', 'all'])
})

test('reports a fault of the store, and settles all the same', async () => {
  const { held, account, store, errors } = await createBench(makeHeld('a'))
  store.transaction = () => Promise.reject(new Error('store is gone'))
  held.expect(account, ['a'])()
  await held.settle()
  expect(errors).toEqual([new Error('store is gone')])
})

test('gives a due row to one taker only', async () => {
  const { store } = await createBench(makeRow({ id: 'a' }), makeRow({ id: 'b' }))
  const tx = store.begin('default')
  const taken = [claimDue(tx, NOW, 1), claimDue(tx, NOW, 9), claimRows(tx, ['a', 'b'])]
  expect(taken.map((rows) => rows.map(({ id }) => id))).toEqual([['a'], ['b'], []])
})

test('takes by id what is not due yet, but nothing held, gone or taken', async () => {
  const { store, find } = await createBench(
    makeRow({ id: 'later', dueAt: NOW + 1 * MINUTES }),
    makeHeld('held'),
  )
  const tx = store.begin('default')
  const taken = claimRows(tx, ['later', 'held', 'gone'])
  expect(taken.map(({ id }) => id)).toEqual(['later'])
  expect(find('later')).not.toHaveProperty('dueAt')
  expect(claimRows(tx, ['later'])).toEqual([])
})

test('takes nothing before it is due', async () => {
  const { store } = await createBench(makeRow({ dueAt: NOW + 1 }))
  const tx = store.begin('default')
  expect(claimDue(tx, NOW, 9)).toEqual([])
  expect(claimDue(tx, NOW + 1, 9)).toHaveLength(1)
})

test('makes due again, out of a snapshot, what was under way or held, and nothing else', () => {
  const { dueAt: _, ...underWay } = makeRow()
  const delivered: DeliveryRow = { ...underWay, status: 'delivered' }
  const later = makeRow({ dueAt: NOW + 1 * MINUTES })
  expect(toResumed(underWay)).toEqual(makeRow({ dueAt: NOW }))
  expect(toResumed(makeHeld('a', NOW + 1))).toEqual(makeRow({ id: 'a', dueAt: NOW + 1 }))
  expect(toResumed(delivered)).toBe(delivered)
  expect(toResumed(later)).toBe(later)
})
