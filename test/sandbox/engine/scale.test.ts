/** How work grows with what is held. Steps are counted, not seconds. */
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryStore } from '../../../mocks/core/store/memory.ts'
import { DELIVERIES } from '../../../mocks/core/store/store.ts'
import { DELIVERY_INDEXES, pruneRows } from '../../../mocks/core/webhooks/rows.ts'
import type { DeliveryRow } from '../../../mocks/core/webhooks/types.ts'
import { connect, createAcme } from '../../fixtures/acme-sandbox.ts'

/** Counts the turns of the event loop until the test ends. */
function countTurns() {
  let turns = 0
  let isOver = false
  const turn = () => {
    turns++
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  onTestFinished(() => {
    isOver = true
  })
  return () => turns
}

test('advance lets others through: a turn of the event loop for every 16 timers or deliveries at least', async () => {
  const { sandbox, api, clock } = await createAcme()
  for (let made = 0; made < 320; made++) await api.widget({ callback: sandbox.inbox.url })
  const turns = countTurns()
  const { ran } = await clock.advance('PT1H')
  expect(ran.timers).toBe(320)
  expect(ran.deliveries).toBeGreaterThanOrEqual(320)
  expect(turns()).toBeGreaterThanOrEqual(Math.floor((ran.timers + ran.deliveries) / 32))
})

test('another account is answered while one is advanced', async () => {
  const { sandbox, api, clock } = await createAcme()
  const other = await connect(await sandbox.account())
  for (let made = 0; made < 320; made++) await api.widget()
  const order: string[] = []
  const advanced = clock.advance('PT1H').then(() => order.push('advanced'))
  const asked = other.get('/widgets').then(() => order.push('answered'))
  await Promise.all([advanced, asked])
  expect(order).toEqual(['answered', 'advanced'])
})

test('tidying up the outbox reads no row that still waits', async () => {
  const store = createMemoryStore({ indexes: { [DELIVERIES]: DELIVERY_INDEXES } })
  const read: string[] = []
  await store.transaction('a', (tx) => {
    for (let at = 0; at < 100; at++) {
      const status = at < 90 ? 'pending' : at % 2 === 0 ? 'delivered' : 'failed'
      tx.insert(DELIVERIES, { id: `d${at}`, status, createdAt: at } as object as DeliveryRow)
    }
    const watched = Object.assign(Object.create(tx), {
      list: (...args: Parameters<typeof tx.list>) => {
        const found = tx.list(...args)
        read.push(...found.map(({ id }) => id))
        return found
      },
      count: tx.count.bind(tx),
      delete: tx.delete.bind(tx),
    })
    expect(pruneRows(watched, 4)).toBe(6)
  })
  expect(read.every((id) => Number(id.slice(1)) >= 90)).toBe(true)
  const left = store.read('a').list(DELIVERIES, { order: 'newest', limit: 5 })
  expect(left.map(({ id }) => id)).toEqual(['d99', 'd98', 'd97', 'd96', 'd89'])
})
