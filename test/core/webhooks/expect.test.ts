import { afterAll, expect, test } from 'vitest'
import type { WantedDeliveries } from '#webhooks/expect'
import { createSandbox } from '../../../mocks/index.ts'
import { acmePath, connect } from '../../fixtures/acme-sandbox.ts'

// Nothing here changes it.
const sandbox = await createSandbox({ providers: [acmePath as 'acme'], timeRate: 0 })
const api = await connect(sandbox)
sandbox.engine.setDeliveryMode('default', 'sync')
for (const device of ['a', 'b']) {
  await api.post('/sessions', { callback: sandbox.inbox.url, device })
}
await sandbox.engine.forge('default', { kind: 'replay', notification: 'sessionOpened' })

afterAll(() => sandbox.close())

test.each<[WantedDeliveries, number, boolean]>([
  [{}, 3, true],
  [{ provider: 'acme', status: 'delivered' }, 3, true],
  [{ notification: 'widgetShipped' }, 0, false],
  [{ notification: 'widgetShipped', count: 0 }, 0, true],
  [{ forged: false, count: 2 }, 2, true],
  [{ forged: true, atMost: 0 }, 1, false],
  [{ forged: false, body: { properties: { device: { const: 'a' } } } }, 1, true],
  [{ body: { properties: { nothing: {} } } }, 0, false],
  [{ atLeast: 3, atMost: 3 }, 3, true],
  [{ causedBy: 'req_none' }, 0, false],
])('expects %j: %i, %s', async (wanted, matched, ok) => {
  const found = await sandbox.engine.expectDeliveries('default', wanted)
  expect(found).toMatchObject({ matched, ok })
  expect(found.deliveries).toHaveLength(matched)
})

test('finds deliveries of one record, with or without its provider, oldest first', async () => {
  const [last, , first] = await sandbox.webhooks.list()
  const { subject } = first!
  for (const about of [subject, subject.replace('acme:', '')]) {
    const found = await sandbox.engine.expectDeliveries('default', { subject: about })
    expect(found.deliveries[0]!.id).toBe(first!.id)
  }
  const all = await sandbox.engine.expectDeliveries('default', {})
  expect(all.deliveries.at(-1)!.id).toBe(last!.id)
  expect(all.message).toBe('3 matched; expected at least 1.')
})

test('refuses a body schema that is none', async () => {
  const wanted = { body: { propertys: {} } }
  await expect(sandbox.engine.expectDeliveries('default', wanted)).rejects.toThrow(
    'Did you mean "properties"?',
  )
})
