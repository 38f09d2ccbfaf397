/** Readiness across accounts and bounds, with the items of a made-up provider. */
import { expect, test } from 'vitest'
import { createReadiness } from '#report/readiness'
import { connect, createAcme } from '../../fixtures/acme-sandbox.ts'
import { itemOf } from './kit.ts'

const IDEMPOTENCY = 'acme.go-live.idempotency'

test('sums up what was met, violated, not seen and left to people', async () => {
  const { sandbox, api } = await createAcme()
  await api.widget()
  const { counts, providers, cuts } = await createReadiness(sandbox.engine)
  expect(counts).toEqual({ met: 0, violated: 1, 'not-seen': 4, 'by-hand': 1 })
  expect(providers[0]!.items.map(({ verdict }) => verdict)).toEqual([
    'violated',
    'not-seen',
    'not-seen',
    'not-seen',
    'not-seen',
    'by-hand',
  ])
  expect(cuts).toEqual([])
})

test('an account is judged by its own traffic; * is violated as soon as one is, and names it', async () => {
  const { sandbox, api } = await createAcme()
  const other = await sandbox.account('other')
  const second = await connect(other)
  await api.widget({}, { 'idempotency-key': 'a' })
  await second.widget()
  const verdict = async (account: string) =>
    (await itemOf(sandbox, 'acme', IDEMPOTENCY, account)).verdict
  expect(await verdict('default')).toBe('met')
  expect(await verdict('other')).toBe('violated')
  const all = await itemOf(sandbox, 'acme', IDEMPOTENCY, '*')
  expect(all).toMatchObject({ verdict: 'violated', findings: [{ account: 'other' }] })
})

test('the same key in two accounts is not a reuse', async () => {
  const { sandbox, api } = await createAcme()
  const second = await connect(await sandbox.account('other'))
  await api.widget({ name: 'Silla' }, { 'idempotency-key': 'a' })
  await second.widget({ name: 'Mesa' }, { 'idempotency-key': 'a' })
  expect((await itemOf(sandbox, 'acme', IDEMPOTENCY, '*')).verdict).toBe('met')
})

test('a repeat after a failure under another key is violated, under the same key not', async () => {
  const repeat = async (key: string) => {
    const { sandbox, api } = await createAcme()
    const storm = { 'x-acme-region': 'eu' }
    await sandbox.quirks.set('acme.maintenance', 'storm')
    await api.widget({}, { 'idempotency-key': 'a', ...storm }).catch(() => undefined)
    await sandbox.quirks.set('acme.maintenance', 'open')
    await api.widget({}, { 'idempotency-key': key })
    return itemOf(sandbox, 'acme', IDEMPOTENCY)
  }
  expect((await repeat('a')).verdict).toBe('met')
  expect((await repeat('b')).findings[0]!.saw).toBe(
    'It repeats what failed with 502 under another idempotency-key.',
  )
})

test('findings are bounded, and the others are counted', async () => {
  const { sandbox, api } = await createAcme()
  for (let count = 0; count < 13; count++) await api.widget()
  const item = await itemOf(sandbox, 'acme', IDEMPOTENCY)
  expect(item.findings).toHaveLength(10)
  expect(item.more).toBe(3)
})

test('cases are told one by one until all were seen', async () => {
  const { sandbox, api } = await createAcme()
  const notes = async () => (await itemOf(sandbox, 'acme', 'acme.go-live.cases')).notes
  await api.post('/widgets', {})
  expect(await notes()).toEqual(['1 of 3 seen. Missing: sold out; a red widget.'])
  await api.post('/widgets', { name: 'Oro', color: 'gold' })
  await api.widget({ color: 'red' })
  expect((await itemOf(sandbox, 'acme', 'acme.go-live.cases')).verdict).toBe('met')
})

test('says that the bound of the journal has cut what it saw', async () => {
  const { sandbox, api } = await createAcme({ maxEntries: 2 })
  await api.widget()
  await api.get('/ping')
  await api.get('/ping')
  const { cuts, providers } = await createReadiness(sandbox.engine)
  expect(providers[0]!.items[0]).toMatchObject({ id: IDEMPOTENCY, verdict: 'not-seen' })
  expect(cuts[0]).toContain('dropped its 2 oldest requests (it keeps 2)')
})
