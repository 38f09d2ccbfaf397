import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { NewChaosRule } from '#accounts/rule-types'
import { connect, createAcme, START, tick, toInit } from '../../fixtures/acme-sandbox.ts'
import { createReceiver } from './receiver.ts'

/** A shop that hears of sessions by callback, and of shipped widgets at an endpoint, all in its inbox. */
async function createShop(...rules: NewChaosRule[]) {
  const acme = await createAcme()
  const { sandbox, api, clock } = acme
  const { engine } = sandbox
  for (const rule of rules) engine.addChaos('default', rule)
  const registered = await api.post('/endpoints', { url: sandbox.inbox.url })
  const { secret } = (await registered.json()) as { secret: string }
  const open = async (device = 'till') => {
    const init = toInit('POST', { callback: sandbox.inbox.url, device }, api.headers)
    await acme.fetch('/sessions', init)
    await tick()
    await sandbox.settle()
  }
  const ship = async () => {
    const { widgetId } = await api.widget()
    await clock.advance('PT6S')
    await sandbox.trigger('acme.widget.ship', { widgetId })
    await sandbox.settle()
    return widgetId
  }
  return { ...acme, engine, secret, open, ship }
}

const devices = (messages: { body: unknown }[]) =>
  messages.map(({ body }) => (body as { device: string }).device)

test('duplicates a notification, as often as it says', async () => {
  const { sandbox, open } = await createShop({ provider: 'acme', kind: 'duplicate', copies: 3 })
  await open()
  const bodies = (await sandbox.inbox.list()).map(({ rawBody }) => rawBody)
  expect(bodies).toHaveLength(3)
  expect(new Set(bodies).size).toBe(1)
  expect(await sandbox.webhooks.list()).toMatchObject(
    Array.from({ length: 3 }, () => ({ chaos: ['chs_1=duplicate'], status: 'delivered' })),
  )
})

test('delays a notification on the account’s clock', async () => {
  const { sandbox, open, clock } = await createShop({
    notification: 'sessionOpened',
    kind: 'delay',
    duration: 'PT10M',
  })
  await open()
  await clock.advance(599_999)
  expect(await sandbox.inbox.list()).toEqual([])
  await clock.advance(1)
  expect(await sandbox.inbox.list()).toMatchObject([{ receivedAt: START + 600_000 }])
})

test('reorders: the second overtakes the first', async () => {
  const { sandbox, open, clock } = await createShop({ provider: 'acme', kind: 'reorder' })
  await open('first')
  await open('second')
  await clock.advance('PT5S')
  expect(devices(await sandbox.inbox.list())).toEqual(['second', 'first'])
})

test('drops a notification and says by which rule', async () => {
  const { sandbox, open, clock } = await createShop({ provider: 'acme', kind: 'drop', times: 1 })
  await open('lost')
  await open('told')
  await clock.advance('P1D')
  expect(devices(await sandbox.inbox.list())).toEqual(['told'])
  const rows = await sandbox.webhooks.list()
  expect(rows.at(-1)).toMatchObject({ status: 'dropped', attempts: [], chaos: ['chs_1=drop'] })
  expect(rows[0]).not.toHaveProperty('chaos')
})

test('delivers before the answer', async () => {
  const { sandbox, api, fetch } = await createShop({ provider: 'acme', kind: 'before-answer' })
  await fetch('/sessions', toInit('POST', { callback: sandbox.inbox.url }, api.headers))
  expect(await sandbox.inbox.list()).toHaveLength(1)
})

test('cuts the body of the first attempt; the retry on the provider’s schedule is whole', async () => {
  const { sandbox, api, fetch, clock } = await createShop({ provider: 'acme', kind: 'truncate' })
  await using receiver = await createReceiver()
  await fetch('/sessions', toInit('POST', { callback: receiver.url }, api.headers))
  await tick()
  await sandbox.settle()
  expect(await sandbox.webhooks.list()).toMatchObject([
    { truncated: true, attempts: [{ error: expect.stringContaining('cut') }] },
  ])
  await clock.advance('PT1M')
  await expect.poll(() => receiver.received.length).toBe(2)
  const cut = receiver.received.find(({ isBroken }) => isBroken)!
  const whole = receiver.received.find(({ isBroken }) => !isBroken)!.body
  expect(cut.body.length).toBe(Math.floor(whole.length / 2))
  expect(cut.headers['content-length']).toBe(String(whole.length))
  expect(whole).toMatch(/^{.*}$/)
  expect(await sandbox.webhooks.list()).toMatchObject([{ status: 'delivered' }])
})

test('forges a wrong signature ahead of the genuine notification, once', async () => {
  const { sandbox, ship, secret } = await createShop({
    notification: 'widgetShipped',
    kind: 'forge',
    forge: 'wrong-signature',
  })
  await ship()
  const rows = (await sandbox.webhooks.list()).toReversed()
  expect(rows).toMatchObject([
    { forged: 'wrong-signature', chaos: ['chs_1=forge'], retryMs: [] },
    { retryMs: [60_000] },
  ])
  expect(rows[1]).not.toHaveProperty('forged')
  const valid = (await sandbox.inbox.list()).map(({ headers, rawBody }) => {
    const text = `${headers['x-acme-time']}.${rawBody}`
    const right = createHmac('sha256', secret).update(text).digest('hex')
    return headers['x-acme-signature'] === `v1=${right}`
  })
  expect(valid).toEqual([false, true])
})

test('forges one without a signature', async () => {
  const { sandbox, ship } = await createShop({
    notification: 'widgetShipped',
    kind: 'forge',
    forge: 'missing-signature',
  })
  await ship()
  const [forged, genuine] = await sandbox.inbox.list()
  expect(forged!.headers).not.toHaveProperty('x-acme-signature')
  expect(forged!.headers).not.toHaveProperty('x-acme-time')
  expect(genuine!.headers).toHaveProperty('x-acme-signature')
  expect(forged!.rawBody).toBe(genuine!.rawBody)
})

test('tells of a record that nobody knows, in the form of the known one, rightly signed', async () => {
  const { sandbox, ship, secret } = await createShop({
    notification: 'widgetShipped',
    kind: 'forge',
    forge: 'unknown-record',
  })
  const widgetId = await ship()
  const [forged, genuine] = await sandbox.inbox.list()
  const { widgetId: unknown, ...rest } = forged!.body as { widgetId: string }
  expect(unknown).toMatch(/^wdg_[a-z0-9]{12}$/)
  expect(unknown).not.toBe(widgetId)
  expect({ ...rest, widgetId }).toEqual(genuine!.body)
  const text = `${forged!.headers['x-acme-time']}.${forged!.rawBody}`
  const right = createHmac('sha256', secret).update(text).digest('hex')
  expect(forged!.headers['x-acme-signature']).toBe(`v1=${right}`)
})

test('replays the bytes of an old notification', async () => {
  const { sandbox, open } = await createShop({
    notification: 'sessionOpened',
    kind: 'forge',
    forge: 'replay',
  })
  await open('first')
  expect(await sandbox.inbox.list()).toHaveLength(1)
  await open('second')
  expect(devices(await sandbox.inbox.list())).toEqual(['first', 'first', 'second'])
  const forged = (await sandbox.webhooks.list()).filter((row) => row.forged === 'replay')
  expect(forged).toHaveLength(1)
})

test('skips, counts and draws, the same way for the same seed', async () => {
  const counted = await createShop({ provider: 'acme', kind: 'drop', skip: 1, times: 1 })
  for (const device of ['a', 'b', 'c']) await counted.open(device)
  expect(devices(await counted.sandbox.inbox.list())).toEqual(['a', 'c'])
  const draw = async () => {
    const { sandbox, open } = await createShop({ provider: 'acme', kind: 'drop', rate: 0.5 })
    for (let count = 0; count < 20; count++) await open(`d${count}`)
    return devices(await sandbox.inbox.list())
  }
  const first = await draw()
  expect(first.length).toBeGreaterThan(3)
  expect(first.length).toBeLessThan(17)
  expect(await draw()).toEqual(first)
})

test('acts on the notification that it names alone, and on its own account', async () => {
  const { sandbox, open, ship, engine } = await createShop({
    notification: 'acme.widgetShipped',
    kind: 'drop',
  })
  await open()
  await ship()
  expect(await sandbox.inbox.list()).toMatchObject([{ notification: 'sessionOpened' }])
  const other = await sandbox.account()
  const api = await connect(other)
  engine.addChaos('default', { provider: 'acme', kind: 'drop' })
  await api.post('/sessions', { callback: other.inbox.url })
  expect(await other.inbox.next()).toMatchObject({ notification: 'sessionOpened' })
  expect(engine.chaos(other.id)).toEqual([])
  await sandbox.reset()
  expect(engine.chaos('default')).toEqual([])
})

test('several rules act together', async () => {
  const { sandbox, open, clock } = await createShop(
    { provider: 'acme', kind: 'duplicate' },
    { provider: 'acme', kind: 'delay', duration: 1_000 },
  )
  await open()
  expect(await sandbox.inbox.list()).toEqual([])
  await clock.advance('PT1S')
  expect(await sandbox.inbox.list()).toHaveLength(2)
  expect((await sandbox.webhooks.list())[0]!.chaos).toEqual(['chs_1=duplicate', 'chs_2=delay'])
})
