import { expect, test } from 'vitest'
import type { Snapshot } from '../../../mocks/index.ts'
import { connect, createAcme, read, START } from '../../fixtures/acme-sandbox.ts'

/** As it comes back from a file. */
function toFile(snapshot: Snapshot): Snapshot {
  return JSON.parse(JSON.stringify(snapshot)) as Snapshot
}

test('puts back what a snapshot holds, in another sandbox: records, clock, ids, variants, timers, accounts', async () => {
  const before = await createAcme()
  const account = await before.sandbox.account('team')
  const teamApi = await connect(account)
  const { widgetId } = await before.api.widget({ callback: before.sandbox.inbox.url })
  await teamApi.widget({ name: 'Mesa' })
  await before.sandbox.quirks.set('acme.widget.missing-name', 'documented-400')
  await before.clock.advance(5_000)
  const snapshot = toFile(await before.sandbox.engine.snapshot())
  const next = await before.api.widget()

  const after = await createAcme()
  await after.sandbox.engine.restore(snapshot)
  expect(await after.clock.now()).toBe(START + 5_000)
  expect(await after.sandbox.quirks.active()).toMatchObject({
    'acme.widget.missing-name': 'documented-400',
  })
  const { headers } = before.api
  const found = await read(await after.fetch(`/widgets/${widgetId}`, { headers }))
  expect(found).toMatchObject({ status: 200, body: { state: 'pending' } })
  await after.clock.advance(1_000)
  expect(await read(await after.fetch(`/widgets/${widgetId}`, { headers }))).toMatchObject({
    body: { state: 'active' },
  })
  expect(await after.sandbox.inbox.list()).toMatchObject([{ notification: 'widgetChanged' }])
  expect((await connect(after.sandbox)).headers).not.toEqual(headers)
  const list = await after.fetch('/widgets', { headers: teamApi.headers })
  expect(await read(list)).toMatchObject({ body: { data: [{ name: 'Mesa' }] } })
  expect(await after.api.widget()).toMatchObject({ number: next.number, widgetId: next.widgetId })
})

test('goes back in the same sandbox', async () => {
  const { api, sandbox, clock } = await createAcme()
  const kept = await api.widget()
  const snapshot = toFile(await sandbox.engine.snapshot())
  await api.widget()
  await sandbox.account('late')
  await clock.advance('PT10M')
  await sandbox.engine.restore(snapshot)
  expect(await read(await api.get('/widgets'))).toMatchObject({ body: { data: [kept] } })
  expect(await clock.now()).toBe(START)
  expect(sandbox.engine.accounts().map(({ id }) => id)).toEqual(['default'])
})

test('takes a snapshot of a snapshot that is the same', async () => {
  const { api, sandbox } = await createAcme()
  await api.widget()
  const first = await sandbox.engine.snapshot()
  await sandbox.engine.restore(toFile(first))
  expect(await sandbox.engine.snapshot()).toEqual(first)
})

test.each([
  ['of a newer format', { version: 2 }, 'load it with the version that took it'],
  ['of no format', { version: undefined }, 'does not say that it is of format 1'],
  ['without state', { store: undefined }, 'has no state or no accounts'],
  ['without accounts', { accounts: null }, 'has no state or no accounts'],
  ['without providers', { providers: undefined }, 'does not name its providers'],
  [
    'with a clock that stands nowhere',
    { accounts: { default: { clock: {}, ids: { counters: {} }, variants: {}, credentials: {} } } },
    'has an account "default" that cannot be read',
  ],
  [
    'with broken records',
    { store: { default: { widget: [{}] } } },
    'holds records that cannot be read',
  ],
  [
    'of another provider',
    { providers: ['acme', 'bank'] },
    'was made with bank, which this sandbox does not serve',
  ],
])('refuses a snapshot %s, and changes nothing', async (_, change, message) => {
  const { api, sandbox } = await createAcme()
  await api.widget()
  const snapshot = { ...(await sandbox.engine.snapshot()), ...change } as Snapshot
  await expect(sandbox.engine.restore(snapshot)).rejects.toThrow(message)
  expect(await read(await api.get('/widgets'))).toMatchObject({
    body: { data: [{ name: 'Silla' }] },
  })
})

test('refuses a snapshot with a variant that is no more, and changes nothing', async () => {
  const { api, sandbox } = await createAcme()
  await api.widget()
  const snapshot = toFile(await sandbox.engine.snapshot())
  snapshot.accounts.default!.variants['acme.widget.repeat'] = 'sometimes'
  await expect(sandbox.engine.restore(snapshot)).rejects.toThrow(
    'sets quirk "acme.widget.repeat" to "sometimes", which does not exist',
  )
  expect(await read(await api.get('/widgets'))).toMatchObject({
    body: { data: [{ name: 'Silla' }] },
  })
})

test('adopts another seed whole: what is made next is as it would have been there', async () => {
  const before = await createAcme({ seed: 'there' })
  await before.api.widget()
  const snapshot = toFile(await before.sandbox.engine.snapshot())
  const next = await before.api.widget()

  const after = await createAcme({ seed: 'here' })
  await after.sandbox.engine.restore(snapshot)
  const api = await connect(after.sandbox)
  expect(await api.widget()).toMatchObject({ widgetId: next.widgetId })
})

test('an account keeps its place among provider-wide numbers in a snapshot', async () => {
  const before = await createAcme()
  await before.sandbox.account('kept')
  const snapshot = toFile(await before.sandbox.engine.snapshot())
  snapshot.accounts.kept!.ordinal = 7

  const after = await createAcme()
  await after.sandbox.engine.restore(snapshot)
  await after.sandbox.account('late')
  const { accounts } = await after.sandbox.engine.snapshot()
  const ordinals = Object.values(accounts).map(({ ordinal }) => ordinal)
  expect(ordinals.slice(0, 2)).toEqual([0, 7])
  expect(new Set(ordinals).size).toBe(3)
})
