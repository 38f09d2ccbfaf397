import { expect, test } from 'vitest'
import { createAcme, tick, toInit } from '../../fixtures/acme-sandbox.ts'
import { createReceiver } from './receiver.ts'

async function createShop(mode: 'async' | 'sync' | 'collect') {
  const acme = await createAcme()
  const { sandbox, api, fetch } = acme
  sandbox.engine.setDeliveryMode('default', mode)
  await api.post('/endpoints', { url: sandbox.inbox.url })
  const open = (callback = sandbox.inbox.url) =>
    fetch('/sessions', toInit('POST', { callback, device: 'till' }, api.headers))
  return { ...acme, engine: sandbox.engine, open }
}

test('async is the mode unless told otherwise', async () => {
  const { sandbox } = await createAcme()
  expect(sandbox.engine.deliveryMode('default')).toBe('async')
})

test('sync delivers before the answer that caused it', async () => {
  const { sandbox, open } = await createShop('sync')
  await open()
  expect(await sandbox.inbox.list()).toMatchObject([{ notification: 'sessionOpened' }])
})

test('sync delivers before the control call returns, once', async () => {
  const { sandbox, api, clock } = await createShop('sync')
  const { widgetId } = await api.widget()
  await clock.advance('PT6S')
  await sandbox.engine.trigger('default', 'acme.widget.ship', { widgetId })
  expect(await sandbox.inbox.list()).toMatchObject([{ notification: 'widgetShipped' }])
  await sandbox.settle()
  expect(await sandbox.inbox.list()).toHaveLength(1)
})

test('sync leaves what is due later, and retries, to the clock', async () => {
  const { sandbox, open, clock, engine } = await createShop('sync')
  const statuses = [500, 200]
  await using receiver = await createReceiver((_, response) => {
    response.statusCode = statuses.shift()!
    response.end()
  })
  await open(receiver.url)
  expect(receiver.received).toHaveLength(1)
  await clock.advance('PT1M')
  expect(receiver.received).toHaveLength(2)
  engine.addChaos('default', { provider: 'acme', kind: 'delay', duration: 'PT1H' })
  await open()
  expect(await sandbox.inbox.list()).toEqual([])
  await clock.advance('PT1H')
  expect(await sandbox.inbox.list()).toHaveLength(1)
})

test('collect sends nothing until it is released by hand', async () => {
  const { sandbox, open, clock, engine } = await createShop('collect')
  await open()
  await clock.advance('P1D')
  expect(await sandbox.inbox.list()).toEqual([])
  const [row] = await sandbox.webhooks.list()
  expect(row).toMatchObject({ status: 'collected', attempts: [] })
  expect(await engine.release(row!.id)).toMatchObject({ id: row!.id, status: 'delivered' })
  expect(await sandbox.inbox.list()).toHaveLength(1)
  await expect(engine.release(row!.id)).rejects.toThrow('is delivered; only a collected one')
  await expect(engine.release('whk_none')).rejects.toThrow('No delivery "whk_none"')
})

test('what was collected stays so when the mode changes, and through a snapshot', async () => {
  const { sandbox, open, clock, engine } = await createShop('collect')
  await open()
  engine.setDeliveryMode('default', 'async')
  await engine.restore(await engine.snapshot())
  await clock.advance('PT1H')
  expect(await sandbox.webhooks.list()).toMatchObject([{ status: 'collected' }])
  expect(await sandbox.inbox.list()).toEqual([])
})

test('keeps accounts apart, and goes back to async at a reset', async () => {
  const { sandbox, engine } = await createShop('collect')
  const other = await sandbox.account()
  expect(engine.deliveryMode(other.id)).toBe('async')
  await sandbox.reset()
  expect(engine.deliveryMode('default')).toBe('async')
})

test('keeps as many resting deliveries as it is told, the newest, and counts the others since the start', async () => {
  const acme = await createAcme({ maxEntries: 10 })
  const { sandbox, api, fetch } = acme
  sandbox.engine.setDeliveryMode('default', 'collect')
  for (let count = 0; count < 64; count++) {
    const body = { callback: sandbox.inbox.url, device: `d${count}` }
    await fetch('/sessions', toInit('POST', body, api.headers))
  }
  await tick()
  const rows = await sandbox.webhooks.list()
  expect(rows).toHaveLength(10)
  expect(rows[0]!.body).toContain('"d63"')
  expect((await sandbox.health()).counts).toMatchObject({
    droppedDeliveries: 54,
    droppedEntries: 55,
  })
  await sandbox.reset()
  expect((await sandbox.health()).counts.droppedDeliveries).toBe(54)
})

test('counts messages and finished deliveries that went over the bound', async () => {
  const { sandbox, api } = await createAcme({ maxEntries: 5 })
  sandbox.engine.setDeliveryMode('default', 'sync')
  for (let count = 0; count < 9; count++) {
    await api.post('/sessions', { callback: sandbox.inbox.url, device: `d${count}` })
  }
  const { droppedMessages, droppedDeliveries, droppedRecords } = (await sandbox.health()).counts
  expect(droppedMessages).toBe(4)
  expect(droppedDeliveries).toBeGreaterThan(2)
  expect(droppedRecords).toBe(0)
})
