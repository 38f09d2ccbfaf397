import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { NewForgery } from '#accounts/rule-types'
import { createAcme, toInit } from '../../fixtures/acme-sandbox.ts'

async function createShop() {
  const acme = await createAcme()
  const { sandbox, api, clock } = acme
  const registered = await api.post('/endpoints', { url: sandbox.inbox.url })
  const { secret } = (await registered.json()) as { secret: string }
  const { widgetId } = await api.widget({ price: 5 })
  await clock.advance('PT6S')
  const forge = (forgery: NewForgery) => sandbox.engine.forge('default', forgery)
  const ship = async () => {
    await sandbox.trigger('acme.widget.ship', { widgetId })
    await sandbox.settle()
    await sandbox.inbox.clear()
  }
  return { ...acme, secret, widgetId, forge, ship }
}

function isSigned(message: { headers: Record<string, string>; rawBody: string }, secret: string) {
  const text = `${message.headers['x-acme-time']}.${message.rawBody}`
  const right = createHmac('sha256', secret).update(text).digest('hex')
  return message.headers['x-acme-signature'] === `v1=${right}`
}

test('forges from the record where nothing was sent yet', async () => {
  const { forge, sandbox, widgetId, secret } = await createShop()
  const made = await forge({
    kind: 'wrong-signature',
    notification: 'widgetShipped',
    record: widgetId,
  })
  expect(made).toMatchObject([
    { forged: 'wrong-signature', status: 'delivered', subject: `acme:${widgetId}` },
  ])
  const [message] = await sandbox.inbox.list()
  expect(message!.body).toMatchObject({ widgetId, state: 'active' })
  expect(message!.headers['x-acme-signature']).toMatch(/^v1=[0-9a-f]{64}$/)
  expect(isSigned(message!, secret)).toBe(false)
})

test.each(['wrong-signature', 'missing-signature', 'unknown-record', 'replay'] as const)(
  'forges a %s from the newest genuine delivery, whatever the mode',
  async (kind) => {
    const { forge, ship, sandbox } = await createShop()
    await ship()
    sandbox.engine.setDeliveryMode('default', 'collect')
    expect(await forge({ kind, notification: 'acme.widgetShipped' })).toMatchObject([
      { forged: kind, status: 'delivered', retryMs: [] },
    ])
    expect(await sandbox.inbox.list()).toHaveLength(1)
  },
)

test('alters the fields given, and cannot sign them', async () => {
  const { forge, ship, sandbox, secret, widgetId } = await createShop()
  await ship()
  await forge({ kind: 'altered', notification: 'widgetShipped', body: { price: 1 } })
  const [message] = await sandbox.inbox.list()
  expect(message!.body).toEqual({ widgetId, state: 'shipped', price: 1 })
  expect(isSigned(message!, secret)).toBe(false)
})

test('alters a callback that nobody signs', async () => {
  const { forge, sandbox, api, fetch } = await createShop()
  const body = { callback: sandbox.inbox.url, device: 'till' }
  await fetch('/sessions', toInit('POST', body, api.headers))
  await sandbox.inbox.next()
  await sandbox.settle()
  await forge({ kind: 'altered', notification: 'sessionOpened', body: { device: 'thief' } })
  expect((await sandbox.inbox.list()).at(-1)!.body).toMatchObject({ device: 'thief' })
})

test('a forged one that is sent again is still marked as forged', async () => {
  const { forge, ship, sandbox } = await createShop()
  await ship()
  const [row] = await forge({ kind: 'replay', notification: 'widgetShipped' })
  expect(await sandbox.engine.resend(row!.id)).toMatchObject({ forged: 'replay' })
})

test('marks what a quirk signs wrongly', async () => {
  const { sandbox, ship } = await createShop()
  await sandbox.quirks.set('acme.shipped.signature', 'forged')
  await ship()
  expect(await sandbox.webhooks.list()).toMatchObject([{ forged: 'wrong-signature' }])
})

test.each<[NewForgery, string]>([
  [{ kind: 'replay', notification: 'widgetShipped' }, 'none was sent yet. A replay needs one'],
  [{ kind: 'unknown-record', notification: 'widgetShipped' }, 'or name the record: "record"'],
  [
    { kind: 'wrong-signature', notification: 'widgetShipped', record: 'wdg_none' },
    'none was sent of "wdg_none", and no record of that id',
  ],
  [{ kind: 'wrong-signature', notification: 'sessionOpened' }, 'nothing is signed there'],
  [{ kind: 'altered', notification: 'widgetShipped' }, 'altered in what? Give "body"'],
  [{ kind: 'replay', notification: 'widgetShipped', body: {} }, 'kind replay takes no "body"'],
  [{ kind: 'replay', notification: 'widgetShippd' }, 'Did you mean "widgetShipped"?'],
  [{ kind: 'repley' as 'replay', notification: 'widgetShipped' }, 'Did you mean "replay"?'],
])('%j cannot be forged: %s', async (forgery, message) => {
  const { forge, sandbox } = await createShop()
  await expect(forge(forgery)).rejects.toThrow(message)
  expect(await sandbox.webhooks.list()).toEqual([])
})
