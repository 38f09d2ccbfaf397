import { expect, test } from 'vitest'
import { createFakeTime } from '../../core/clock/fake-time.ts'
import { connect, createAcme, KEY, read, START, tick, toInit } from '../../fixtures/acme-sandbox.ts'

test('keeps state, clock, variants, journal and inbox of two accounts apart', async () => {
  const { api, sandbox } = await createAcme()
  const account = await sandbox.account()
  const other = await connect(account)
  await other.widget({ callback: account.inbox.url })
  await account.quirks.set('acme.widget.missing-name', 'documented-400')
  await account.clock.advance('PT6S')
  expect((await other.post('/widgets', {})).status).toBe(400)
  expect((await api.post('/widgets', {})).status).toBe(403)
  expect(await read(await api.get('/widgets'))).toMatchObject({ body: { data: [] } })
  expect([await account.clock.now(), await sandbox.clock.now()]).toEqual([START + 6_000, START])
  expect([(await account.inbox.list()).length, (await sandbox.inbox.list()).length]).toEqual([1, 0])
  expect((await account.requests()).map(({ operationId }) => operationId)).toEqual([
    'openSession',
    'createWidget',
    'createWidget',
  ])
  expect((await sandbox.requests()).every((entry) => entry.account === 'default')).toBe(true)
})

test('names accounts in order, or as asked, once', async () => {
  const { sandbox } = await createAcme()
  expect((await sandbox.account()).id).toBe('acct_1')
  expect((await sandbox.account('team-a')).id).toBe('team-a')
  expect((await sandbox.account()).id).toBe('acct_2')
  await expect(sandbox.account('team-a')).rejects.toThrow('There is an account "team-a" already.')
  await expect(sandbox.account('a b')).rejects.toThrow('"a b" does not fit a URL.')
  expect(() => sandbox.engine.account('nobody')).toThrow(
    'No account "nobody". There are: default, acct_1, team-a, acct_2.',
  )
})

test('resets one account and leaves the others alone', async () => {
  const { api, sandbox } = await createAcme()
  const account = await sandbox.account()
  const other = await connect(account)
  await Promise.all([api.widget(), other.widget()])
  await account.clock.advance('PT6S')
  await account.reset()
  expect(await account.clock.now()).toBe(START)
  expect(await account.requests()).toEqual([])
  expect(await read(await other.get('/widgets'))).toMatchObject({ status: 200, body: { data: [] } })
  expect(await read(await api.get('/widgets'))).toMatchObject({
    body: { data: [{ name: 'Silla' }] },
  })
})

test('forgets an account when a test is through with it', async () => {
  const { sandbox } = await createAcme()
  let id = ''
  {
    await using account = await sandbox.account()
    await (await connect(account)).widget()
    id = account.id
  }
  expect(() => sandbox.engine.requests(id)).toThrow(`No account "${id}"`)
})

test('forgets everything on reset, other accounts included', async () => {
  const { api, sandbox, clock } = await createAcme()
  const account = await sandbox.account()
  const other = await connect(account)
  await api.widget({ callback: sandbox.inbox.url })
  await clock.advance('PT6S')
  await sandbox.quirks.set('acme.widget.repeat', 'ignore')
  await sandbox.reset()
  expect(sandbox.engine.accounts().map(({ id }) => id)).toEqual(['default'])
  expect(await clock.now()).toBe(START)
  expect([
    await sandbox.requests(),
    await sandbox.inbox.list(),
    await sandbox.webhooks.list(),
  ]).toEqual([[], [], []])
  expect(await sandbox.quirks.active()).toMatchObject({ 'acme.widget.repeat': 'replay' })
  expect(await read(await api.get('/widgets'))).toMatchObject({ body: { data: [] } })
  expect((await sandbox.acme.fetch('/widgets', { headers: other.headers })).status).toBe(403)
})

test('gives the same ids again after a reset', async () => {
  const { api, sandbox } = await createAcme()
  const before = await api.widget()
  await sandbox.reset()
  expect((await (await connect(sandbox)).widget()).widgetId).toBe(before.widgetId)
})

test('lets the answers of one account go when that account is reset', async () => {
  const { sandbox } = await createAcme({ variants: { 'acme.ping.trouble': 'slow' } })
  const answered = sandbox.acme.fetch('/ping')
  await tick()
  await sandbox.engine.reset('default')
  expect((await answered).status).toBe(200)
})

test('has nothing to do any more for accounts that a reset forgot', async () => {
  const real = createFakeTime(START)
  const { sandbox, log } = await createAcme({ real, timeRate: 1 })
  const account = await sandbox.account()
  await (await connect(account)).widget()
  expect(real.pending()).not.toEqual([])
  await sandbox.reset()
  real.pass(60_000)
  await tick()
  expect(log).toEqual([])
  expect((await sandbox.health()).counts.internalErrors).toBe(0)
})

test('keeps no more than the newest requests, per account', async () => {
  const { sandbox, fetch } = await createAcme({ maxEntries: 3 })
  const account = await sandbox.account()
  await account.acme.fetch('/ping')
  const key = { 'x-acme-key': account.acme.credentials.apiKey! }
  await account.acme.fetch('/sessions', toInit('POST', {}, key))
  for (let count = 0; count < 5; count++) await fetch('/ping')
  expect((await sandbox.requests()).map(({ id }) => id)).toEqual(['req_6', 'req_7', 'req_8'])
  expect(await account.requests()).toHaveLength(1)
  expect(sandbox.engine.request('req_8')).toMatchObject({ operationId: 'ping' })
  expect(() => sandbox.engine.request('req_1')).toThrow('`ensayo requests` lists them.')
})

test('finds requests by operation, method, status, path and quirk', async () => {
  const { sandbox, api } = await createAcme()
  await api.post('/widgets', {})
  await api.get('/nowhere?a=1')
  const find = async (filter: object) =>
    (await sandbox.requests(filter)).map(({ request }) => request.path)
  expect(await find({ operationId: 'createWidget' })).toEqual(['/widgets'])
  expect(await find({ method: 'get' })).toEqual(['/nowhere?a=1'])
  expect(await find({ status: 403 })).toEqual(['/widgets'])
  expect(await find({ path: '/no' })).toEqual(['/nowhere?a=1'])
  expect(await find({ quirk: 'acme.widget.missing-name' })).toEqual(['/widgets'])
  expect(await find({ provider: 'acme', status: 403 })).toEqual(['/widgets'])
  expect(await find({ provider: 'acme', status: 500 })).toEqual([])
  await expect(find({ provider: 'bank' })).rejects.toThrow('no provider "bank"')
  expect(await find({ limit: 1 })).toEqual(['/nowhere?a=1'])
})

test('cuts what a journal entry keeps of a body, and says so', async () => {
  const { sandbox, api } = await createAcme()
  await api.widget({ extra: 'x'.repeat(70_000) })
  const [entry] = await sandbox.requests({ operationId: 'createWidget' })
  expect(entry).toMatchObject({ isTruncated: true })
  expect(entry!.request.body).toHaveLength(65_536)
  expect((await sandbox.requests({ operationId: 'openSession' }))[0]).toMatchObject({
    isTruncated: false,
  })
})

test('tells subscribers of every request and delivery', async () => {
  const { sandbox, fetch } = await createAcme()
  const seen: string[] = []
  const stop = sandbox.engine.subscribe((event) => seen.push(event.type))
  await fetch('/sessions', toInit('POST', { callback: sandbox.inbox.url }, { 'x-acme-key': KEY }))
  await tick()
  await sandbox.settle()
  stop()
  await fetch('/ping')
  expect(seen).toEqual(['request', 'delivery'])
})
