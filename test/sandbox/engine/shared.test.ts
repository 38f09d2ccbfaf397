/** A sandbox that other machines reach is not to be used against its own. */
import { expect, test } from 'vitest'
import { createReceiver } from '../../core/webhooks/receiver.ts'
import { createAcme } from '../../fixtures/acme-sandbox.ts'

const SHARED = { listen: { host: '0.0.0.0', token: 'secret' } }

test('withholds what would go to its own loopback addresses, and says why', async () => {
  await using receiver = await createReceiver()
  const { sandbox, api } = await createAcme(SHARED)
  await api.widget({ callback: `${receiver.url}/hook` })
  await sandbox.clock.advance('PT1M')
  const [row] = await sandbox.webhooks.list()
  expect(row).toMatchObject({ status: 'withheld', attempts: [] })
  expect(row?.reason).toContain('allow it by name')
  expect(receiver.received).toEqual([])
})

test('delivers there once it is allowed by name', async () => {
  await using receiver = await createReceiver()
  const { sandbox, api } = await createAcme({ ...SHARED, allowHosts: ['127.0.0.1'] })
  await api.widget({ callback: `${receiver.url}/hook` })
  await sandbox.clock.advance('PT1M')
  expect(receiver.received).toHaveLength(1)
})

test('reaches its own inbox by whichever loopback name', async () => {
  const { sandbox, api } = await createAcme(SHARED)
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
    const callback = sandbox.inbox.url.replace('127.0.0.1', host)
    await api.widget({ callback })
  }
  await sandbox.clock.advance('PT1M')
  expect((await sandbox.webhooks.list()).map(({ status }) => status)).toEqual(
    Array(3).fill('delivered'),
  )
})
