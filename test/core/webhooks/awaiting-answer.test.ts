import { expect, test } from 'vitest'
import { createMemoryStore } from '../../../mocks/core/store/memory.ts'
import { DELIVERIES, type Store } from '../../../mocks/core/store/store.ts'
import { createHeld } from '../../../mocks/core/webhooks/held.ts'
import { claimDue, claimRows, toResumed } from '../../../mocks/core/webhooks/rows.ts'
import type { DeliveryRow } from '../../../mocks/core/webhooks/types.ts'
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
  await store.transaction('default', async (tx) => {
    for (const row of rows) await tx.insert(DELIVERIES, row)
  })
  const clock: { now: number | undefined } = { now: NOW }
  const woken: [string, number][] = []
  const errors: unknown[] = []
  const held = createHeld({
    store,
    nowOf: () => clock.now,
    wake: (account, dueAt) => woken.push([account, dueAt]),
    onError: (error) => errors.push(error),
  })
  return { store, clock, woken, errors, held, find: (id: string) => find(store, id) }
}

function find(store: Store, id: string): Promise<DeliveryRow | undefined> {
  return store.read('default').get<DeliveryRow>(DELIVERIES, id)
}

test('makes rows due at their instant once the answer has left, and wakes for the first', async () => {
  const later = NOW + 1 * MINUTES
  const { held, woken, find } = await createBench(makeHeld('a', later), makeHeld('b'))
  const leave = held.expect('default', ['a', 'b'])
  expect([(await find('a'))!.dueAt, (await find('b'))!.dueAt]).toEqual([undefined, undefined])
  leave()
  await held.settle('default')
  expect([(await find('a'))!.dueAt, (await find('b'))!.dueAt]).toEqual([later, NOW])
  expect(await find('a')).not.toHaveProperty('heldFor')
  expect(woken).toEqual([['default', NOW]])
})

test('makes a row due now when its instant has passed meanwhile', async () => {
  const { held, clock, find } = await createBench(makeHeld('a'))
  const leave = held.expect('default', ['a'])
  clock.now = NOW + 5 * SECONDS
  leave()
  await held.settle()
  expect(await find('a')).toMatchObject({ dueAt: NOW + 5 * SECONDS })
})

test('leaves alone what is gone, and what was never held', async () => {
  const { held, woken, find } = await createBench(makeRow({ id: 'a', dueAt: NOW + 1 }))
  held.expect('default', ['a', 'gone'])()
  await held.settle()
  expect(await find('a')).toMatchObject({ dueAt: NOW + 1 })
  expect(woken).toEqual([])
})

test('forgets the notifications of an account that is no more', async () => {
  const { held, clock, woken, find, errors } = await createBench(makeHeld('a'))
  const leave = held.expect('default', ['a'])
  clock.now = undefined
  leave()
  await held.settle()
  expect(await find('a')).not.toHaveProperty('dueAt')
  expect([woken, errors]).toEqual([[], []])
})

test('settles when the answers of that account have left, whatever others do', async () => {
  const { held } = await createBench()
  const settled: string[] = []
  const leave = { a: held.expect('a', []), b: held.expect('b', []) }
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
  const { held, store, errors } = await createBench(makeHeld('a'))
  store.transaction = () => Promise.reject(new Error('store is gone'))
  held.expect('default', ['a'])()
  await held.settle()
  expect(errors).toEqual([new Error('store is gone')])
})

test('gives a due row to one taker only', async () => {
  const { store } = await createBench(makeRow({ id: 'a' }), makeRow({ id: 'b' }))
  const taken = await Promise.all([
    claimDue(store, 'default', NOW, 1),
    claimDue(store, 'default', NOW, 9),
    claimRows(store, 'default', ['a', 'b']),
  ])
  expect(taken.map((rows) => rows.map(({ id }) => id))).toEqual([['a'], ['b'], []])
})

test('takes by id what is not due yet, but nothing held, gone or taken', async () => {
  const { store, find } = await createBench(
    makeRow({ id: 'later', dueAt: NOW + 1 * MINUTES }),
    makeHeld('held'),
  )
  const taken = await claimRows(store, 'default', ['later', 'held', 'gone'])
  expect(taken.map(({ id }) => id)).toEqual(['later'])
  expect(await find('later')).not.toHaveProperty('dueAt')
  expect(await claimRows(store, 'default', ['later'])).toEqual([])
})

test('takes nothing before it is due', async () => {
  const { store } = await createBench(makeRow({ dueAt: NOW + 1 }))
  expect(await claimDue(store, 'default', NOW, 9)).toEqual([])
  expect(await claimDue(store, 'default', NOW + 1, 9)).toHaveLength(1)
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
