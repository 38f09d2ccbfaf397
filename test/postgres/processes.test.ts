/** Several sandboxes that keep in one database: whichever is asked, it is one sandbox. */
import { expect, onTestFinished, test } from 'vitest'
import { systemTime } from '#clock/system'
import type { EngineEvent } from '#engine/engine'
import { letRest } from '#engine/shared/poll'
import { createFace } from '#inspector/mount'
import { createMemoryStore } from '#store/memory'
import { DELIVERIES } from '#store/store'
import { createReceiver } from '../core/webhooks/receiver.ts'
import { connect, createAcme, read } from '../fixtures/acme-sandbox.ts'
import { createDatabase } from './database.ts'

type Acme = Awaited<ReturnType<typeof createAcme>>

/** Sandboxes beside each other on a database of their own. */
async function openTwo(options: object = {}) {
  const database = await createDatabase()
  const store = database.url
  const first = await createAcme({ store, ...options })
  const second = await createAcme({ store, ...options })
  return { first, second, database }
}

/** As `first.api`, asked of another sandbox. */
function via({ fetch }: Acme, { api }: Acme) {
  return async (path: string) => read(await fetch(path, { headers: api.headers }))
}

test('a record made in one is read, listed and changed in the other, in the order of their making', async () => {
  const { first, second } = await openTwo()
  const a = await first.api.widget({ name: 'Uno' })
  const b = await second.api.widget({ name: 'Dos' })
  const c = await first.api.widget({ name: 'Tres' })
  await second.api.patch(`/widgets/${a.widgetId}`, { name: 'Primero' })
  await first.api.delete(`/widgets/${b.widgetId}`)
  for (const sandbox of [first, second]) {
    const { body } = await via(sandbox, first)('/widgets')
    const rows = (body as { data: { widgetId: string; name: string }[] }).data
    expect(rows.map(({ widgetId }) => widgetId)).toEqual(
      expect.arrayContaining([a.widgetId, c.widgetId]),
    )
    expect(rows).toHaveLength(2)
    expect(await via(sandbox, first)(`/widgets/${a.widgetId}`)).toMatchObject({
      body: { name: 'Primero' },
    })
  }
  expect(new Set([a, b, c].map(({ number }) => number)).size).toBe(3)
})

test('an account made in one is known to the other at once, and refused there once it is removed', async () => {
  const { first, second } = await openTwo()
  const team = await first.sandbox.account('team')
  const { headers } = await connect(team)
  expect((await second.fetch('/widgets', { headers })).status).toBe(200)
  expect((await second.sandbox.accounts.list()).map(({ id }) => id)).toEqual(['default', 'team'])

  await second.sandbox.accounts.remove('team')
  expect((await first.fetch('/widgets', { headers })).status).toBe(403)
  await expect(first.sandbox.accounts.show('team')).rejects.toMatchObject({
    code: 'ACCOUNT_UNKNOWN',
  })
  // One of the same id is another one.
  await first.sandbox.account('team')
  expect(await second.sandbox.accounts.show('team')).toMatchObject({ id: 'team' })
})

test('credentials of one’s own are found in the other, and nobody has them twice', async () => {
  const { first, second } = await openTwo()
  const given = { acme: { apiKey: 'a-key-of-our-own' } }
  await first.sandbox.engine.createAccount('own', given)
  const asked = await second.fetch('/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-acme-key': 'a-key-of-our-own' },
    body: JSON.stringify({ device: 'known' }),
  })
  expect(asked.status).toBe(201)
  await expect(second.sandbox.engine.createAccount('other', given)).rejects.toMatchObject({
    message: expect.stringContaining('own'),
  })
})

test('variants, faults with their counts, stubs and clocks act in both', async () => {
  const { first, second } = await openTwo()
  const ask = async (sandbox: Acme) => (await via(sandbox, first)('/widgets')).status
  await first.sandbox.faults.add({ provider: 'acme', kind: 'status', status: 503, times: 3 })
  expect([await ask(second), await ask(first), await ask(second), await ask(first)]).toEqual([
    503, 503, 503, 200,
  ])
  await second.sandbox.stubs.add({
    operationId: 'listWidgets',
    answer: { status: 200, body: { data: [] } },
    times: 1,
  })
  await first.api.widget()
  expect(await via(first, first)('/widgets')).toMatchObject({ body: { data: [] } })
  await first.sandbox.quirks.set('acme.widget.missing-name', 'documented-400')
  expect((await second.sandbox.quirks.active())['acme.widget.missing-name']).toBe('documented-400')
  await first.clock.set('2027-01-01T00:00:00Z')
  expect(await second.clock.now()).toBe(Date.parse('2027-01-01T00:00:00Z'))
  await second.clock.run(60)
  expect(await first.clock.show()).toMatchObject({ rate: 60 })
})

test('rules that both set at the same time are all there', async () => {
  const { first, second } = await openTwo()
  const adding = Array.from({ length: 10 }, (_, at) =>
    (at % 2 ? first : second).sandbox.faults.add({
      provider: 'acme',
      kind: 'status',
      status: 500 + at,
    }),
  )
  const ids = (await Promise.all(adding)).map((fault) => (fault as { id: string }).id)
  expect(new Set(ids).size).toBe(10)
  for (const { sandbox } of [first, second]) expect(await sandbox.faults.list()).toHaveLength(10)
})

test('what is due is played by whichever is asked to advance, and told once', async () => {
  await using receiver = await createReceiver()
  const { first, second } = await openTwo()
  const made = await Promise.all(
    Array.from({ length: 10 }, () => first.api.widget({ callback: receiver.url })),
  )
  const results = await Promise.all([second.clock.advance('PT6S'), first.clock.advance('PT6S')])
  expect(results.map(({ ran }) => ran.timers).reduce((a, b) => a + b)).toBe(10)
  await first.sandbox.settle()
  expect(receiver.received).toHaveLength(10)
  for (const { widgetId } of made) {
    expect(await via(first, first)(`/widgets/${widgetId}`)).toMatchObject({
      body: { state: 'active' },
    })
  }
  const rows = await second.sandbox.webhooks.list()
  expect(rows.map(({ status, attempts }) => [status, attempts.length])).toEqual(
    Array.from({ length: 10 }, () => ['delivered', 1]),
  )
})

test('a message is everybody’s, and is taken once', async () => {
  const { first, second } = await openTwo()
  const waiting = second.sandbox.inbox.next({ timeoutMs: 60_000 })
  for (const name of ['Uno', 'Dos']) {
    await first.api.widget({ name, callback: first.sandbox.inbox.url })
  }
  await first.clock.advance('PT6S')
  const taken = [await waiting, await first.sandbox.inbox.next({ timeoutMs: 60_000 })]
  expect(taken.map(({ id }) => id).sort()).toEqual(['msg_1', 'msg_2'])
  expect(await second.sandbox.inbox.list()).toHaveLength(2)
  await expect(second.sandbox.inbox.next({ timeoutMs: 1 })).rejects.toMatchObject({
    code: 'NOTHING_ARRIVED',
  })
  await second.sandbox.inbox.clear()
  expect(await first.sandbox.inbox.list()).toEqual([])
})

test('requests, attempts and events are those of both', async () => {
  const { first, second } = await openTwo()
  const seen: EngineEvent[] = []
  second.sandbox.engine.subscribe((event) => seen.push(event))
  const { widgetId } = await first.api.widget({ callback: first.sandbox.inbox.url })
  await via(second, first)(`/widgets/${widgetId}`)
  const paths = (await first.sandbox.requests()).map(({ request }) => request.path)
  expect(paths.slice(-2)).toEqual(['/widgets', `/widgets/${widgetId}`])
  expect(await second.sandbox.requests()).toEqual(await first.sandbox.requests())
  await first.clock.advance('PT6S')
  await second.sandbox.webhooks.list()
  expect(seen.filter(({ type }) => type === 'delivery')).toMatchObject([
    { isElsewhere: true, delivery: { status: 'delivered' } },
  ])
  expect(seen.filter(({ isElsewhere }) => !isElsewhere)).toHaveLength(1)
})

test('the pages of one show what the other has answered', async () => {
  const { first, second } = await openTwo()
  const { widgetId } = await first.api.widget()
  await first.api.get(`/widgets/${widgetId}`)
  const face = createFace(second.sandbox.engine)
  const page = await face.request('http://127.0.0.1:4800/')
  expect(await page.text()).toContain(`/widgets/${widgetId}`)
})

test('a reset of an account, of all, and a snapshot act in both', async () => {
  const { first, second } = await openTwo()
  const list = async (sandbox: Acme) => {
    const api = await connect(sandbox.sandbox)
    return ((await read(await api.get('/widgets'))).body as { data: unknown[] }).data.length
  }
  await first.api.widget()
  await second.sandbox.account('team')
  const snapshot = await second.sandbox.snapshot()
  expect(await list(second)).toBe(1)

  await second.sandbox.reset('default')
  expect([await list(first), await list(second)]).toEqual([0, 0])
  await first.sandbox.restore(snapshot)
  expect([await list(second), await list(first)]).toEqual([1, 1])
  expect((await second.sandbox.accounts.list()).map(({ id }) => id)).toEqual(['default', 'team'])
  await second.sandbox.reset()
  expect([await list(first), await list(second)]).toEqual([0, 0])
  expect((await first.sandbox.accounts.list()).map(({ id }) => id)).toEqual(['default'])
  await expect(second.sandbox.restore({ ...snapshot, version: 9 } as never)).rejects.toMatchObject({
    code: 'SNAPSHOT_INVALID',
  })
  expect(await list(first)).toBe(0)
})

test('two hundred accounts side by side keep apart', async () => {
  const { first, second } = await openTwo()
  const sandboxes = [first, second]
  const found = await Promise.all(
    Array.from({ length: 200 }, async (_, at) => {
      const id = `team-${at}`
      await sandboxes[at % 2]!.sandbox.accounts.create(id)
      const handle = await sandboxes[(at + 1) % 2]!.sandbox.engine.within('default', () =>
        sandboxes[(at + 1) % 2]!.sandbox.engine.account(id),
      )
      const key = { 'x-acme-key': handle.credentials.acme!.apiKey! }
      const send = async (way: number, method: string, path: string, body?: object, headers = {}) =>
        sandboxes[(at + way) % 2]!.fetch(path, {
          method,
          headers: { 'content-type': 'application/json', ...key, ...headers },
          ...(body && { body: JSON.stringify(body) }),
        })
      const opened = await send(0, 'POST', '/sessions', { device: 'known' })
      const { token } = (await opened.json()) as { token: string }
      const own = { authorization: `Bearer ${token}` }
      for (let made = 0; made < 3; made++) {
        await send(made, 'POST', '/widgets', { name: `${id}-${made}` }, own)
      }
      const listed = (await (await send(1, 'GET', '/widgets', undefined, own)).json()) as {
        data: { name: string }[]
      }
      return listed.data.map(({ name }) => name).sort()
    }),
  )
  expect(found).toEqual(
    Array.from({ length: 200 }, (_, at) => [0, 1, 2].map((made) => `team-${at}-${made}`)),
  )
})

test('a database that is gone for a while: the provider’s own 500 with the hint, then as before', async () => {
  const { first, second, database } = await openTwo()
  const { widgetId } = await first.api.widget()
  await database.breakConnections({ refuses: true })
  const refused = await first.api.post('/widgets', { name: 'Mesa' })
  expect(await read(refused.clone())).toEqual({ status: 500, body: { error: 'fallo_interno' } })
  expect(refused.headers.get('x-ensayo-hint')).toContain('could not be written')
  expect(first.sandbox.engine.readiness()).toMatchObject({ isReady: false })
  await expect(second.sandbox.faults.list()).rejects.toMatchObject({ code: 'NOT_KEPT' })

  await database.admit()
  await expect.poll(async () => (await first.api.get(`/widgets/${widgetId}`)).status).toBe(200)
  expect((await via(first, first)('/widgets')).body).toMatchObject({ data: [{ widgetId }] })
  expect((await first.api.post('/widgets', { name: 'Mesa' })).status).toBe(201)
  expect(first.sandbox.engine.readiness()).toMatchObject({ isReady: true })
  expect(((await via(second, first)('/widgets')).body as { data: unknown[] }).data).toHaveLength(2)
})

test('what the database does not take has not happened: nothing by halves, in no process', async () => {
  const { first, second, database } = await openTwo()
  const { widgetId } = await first.api.widget()
  await second.sandbox.account('team')
  const before = await second.sandbox.snapshot()
  await database.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE 'no space left' USING ERRCODE = 'disk_full'; END $$`)
  for (const table of ['account', 'record']) {
    await database.query(`CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON ensayo.${table}
      FOR EACH ROW EXECUTE FUNCTION refuse()`)
  }
  const refused = await first.api.post('/widgets', { name: 'Mesa' })
  expect(await read(refused.clone())).toEqual({ status: 500, body: { error: 'fallo_interno' } })
  expect(refused.headers.get('x-ensayo-hint')).toContain('no space left')
  const changes = [
    () => first.sandbox.reset(),
    () => first.sandbox.reset('default'),
    () => first.sandbox.restore({ ...before, seed: 'other' }),
    () => first.sandbox.accounts.create('other'),
    () => first.sandbox.accounts.remove('team'),
    () => first.sandbox.faults.add({ provider: 'acme', kind: 'status', status: 503 }),
    () => first.sandbox.quirks.set('acme.widget.missing-name', 'documented-400'),
    () => first.clock.set('2027-01-01T00:00:00Z'),
  ]
  for (const change of changes) await expect(change()).rejects.toMatchObject({ code: 'NOT_KEPT' })

  for (const table of ['account', 'record']) {
    await database.query(`DROP TRIGGER full_disk ON ensayo.${table}`)
  }
  for (const { sandbox } of [first, second]) {
    const { takenAt: _, ...after } = await sandbox.snapshot()
    expect({ ...after, takenAt: before.takenAt }).toEqual(before)
    expect(await sandbox.faults.list()).toEqual([])
    expect((await sandbox.quirks.active())['acme.widget.missing-name']).not.toBe('documented-400')
  }
  expect(await via(first, first)(`/widgets/${widgetId}`)).toMatchObject({ status: 200 })
})

test('an answer that waits in one leaves when the other’s clock gets there', async () => {
  const { first, second } = await openTwo()
  await second.sandbox.faults.add({ provider: 'acme', kind: 'latency', duration: 'PT1H' })
  let isAnswered = false
  const waiting = first.api.get('/widgets').then((answer) => {
    isAnswered = true
    return answer
  })
  await expect.poll(async () => (await second.sandbox.faults.list())[0]?.acted).toBe(1)
  await second.clock.advance('PT59M59S')
  expect(isAnswered).toBe(false)
  await second.clock.advance('PT1S')
  expect((await waiting).status).toBe(200)
})

test('what a program changes by the engine itself is seen in the other', async () => {
  const { first, second } = await openTwo()
  first.sandbox.engine.setVariant('default', 'acme.widget.missing-name', 'documented-400')
  await expect
    .poll(async () => (await second.sandbox.quirks.active())['acme.widget.missing-name'])
    .toBe('documented-400')
})

test('a message to the inbox of an account that the other has made is received', async () => {
  const { first, second } = await openTwo()
  const team = await first.sandbox.account('team')
  const url = `${team.inbox.url}/hook`
  const sent = new Request(url, { method: 'POST', body: '{}' })
  expect((await second.sandbox.engine.receive('team', sent)).status).toBe(200)
  expect(await team.inbox.list()).toMatchObject([{ id: 'msg_1', target: '/hook', rawBody: '{}' }])
})

test('an account at rest leaves memory, and comes back when somebody asks or something is due', async () => {
  let atMs = 0
  const real = { ...systemTime, monotonicMs: () => atMs }
  const { first } = await openTwo({ real })
  const { widgetId } = await first.api.widget({ callback: first.sandbox.inbox.url })
  atMs += 11 * 60_000
  // It looks for itself, too.
  await first.sandbox.engine.settle()
  expect(await via(first, first)(`/widgets/${widgetId}`)).toMatchObject({ status: 200 })
  atMs += 11 * 60_000
  await first.sandbox.engine.settle()
  await first.clock.advance('PT6S')
  expect(await first.sandbox.inbox.list()).toHaveLength(1)
})

test('of accounts only those leave memory that rest and have nothing under way', async () => {
  const store = createMemoryStore()
  for (const id of ['used', 'rests', 'sends']) {
    await store.transaction(id, (tx) => tx.insert('widget', { id: 'wdg_1' }))
  }
  const row = { id: 'whk_1', status: 'pending' }
  await store.transaction('sends', (tx) => tx.insert(DELIVERIES, row))
  const forgotten: string[] = []
  const shared = {
    parts: { store, accounts: { list: () => ['used', 'rests', 'sends'].map((id) => ({ id })) } },
    lanes: {
      restingMs: (id: string) => (id === 'used' ? 599_999 : 600_000),
      forget: (id: string) => forgotten.push(id),
    },
  }
  letRest(shared as never)
  expect(forgotten).toEqual(['rests'])
  const left = ['used', 'rests', 'sends'].filter((id) => store.read(id).get('widget', 'wdg_1'))
  expect(left).toEqual(['used', 'sends'])
})

test('where the connection breaks during a commit, the hint says that nobody knows', async () => {
  const { first, second, database } = await openTwo()
  await first.api.widget()
  await database.query(`CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`)
  await database.query(`CREATE CONSTRAINT TRIGGER breaks AFTER INSERT ON ensayo.record
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION break()`)
  const refused = await first.api.post('/widgets', { name: 'Mesa' })
  expect(refused.status).toBe(500)
  const hint = refused.headers.get('x-ensayo-hint')
  expect(hint).toContain('did not say whether this was written')
  expect(hint).toContain('All of it was, or nothing; look before you repeat it.')
  await database.query('DROP TRIGGER breaks ON ensayo.record')
  for (const sandbox of [first, second]) {
    expect((await via(sandbox, first)('/widgets')).body).toMatchObject({
      data: [{ name: 'Silla' }],
    })
  }
  expect((await first.api.post('/widgets', { name: 'Mesa' })).status).toBe(201)
})

test('connections that break again and again lose nothing that was answered, and nobody is told less', async () => {
  await using receiver = await createReceiver()
  const { first, second, database } = await openTwo()
  const made: string[] = []
  let isOver = false
  const client = async (sandbox: Acme) => {
    while (!isOver) {
      const answer = await sandbox.fetch('/widgets', {
        method: 'POST',
        headers: { ...first.api.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Silla', callback: receiver.url }),
      })
      const body = (await answer.json()) as { widgetId: string }
      if (answer.status === 201) made.push(body.widgetId)
      else expect(answer.status).toBe(500)
    }
  }
  const clients = [first, second, first, second].map(client)
  for (let broken = 0; broken < 10; broken++) {
    const before = made.length
    await expect.poll(() => made.length).toBeGreaterThan(before + 5)
    await database.breakConnections()
  }
  isOver = true
  await Promise.all(clients)
  await expect.poll(() => first.sandbox.engine.readiness().isReady).toBe(true)
  await expect.poll(() => second.sandbox.engine.readiness().isReady).toBe(true)
  await second.clock.advance('PT6S')
  await first.sandbox.settle()
  const { store } = await first.sandbox.snapshot()
  const kept = store.default!['acme/widget'] as unknown as { widgetId: string; state: string }[]
  expect(kept.map(({ widgetId }) => widgetId)).toEqual(expect.arrayContaining(made))
  expect(kept.filter(({ state }) => state !== 'active')).toEqual([])
  const told = receiver.received.map(({ body }) => body)
  for (const id of made) expect(told.filter((body) => body.includes(id)).length).toBeGreaterThan(0)
  expect((await second.sandbox.snapshot()).store).toEqual(store)
})

test('what a process had under way when it lost its connection is sent by another', async () => {
  const held = Promise.withResolvers<void>()
  let isFirst = true
  await using receiver = await createReceiver(async (_, response) => {
    if (isFirst) {
      isFirst = false
      await held.promise
    }
    response.end()
  })
  onTestFinished(() => held.resolve())
  const { first, second, database } = await openTwo()
  await first.api.widget({ callback: receiver.url })
  const advanced = first.clock.advance('PT6S').catch(() => {})
  await expect.poll(() => receiver.received.length).toBe(1)
  await database.breakConnections()
  await expect.poll(() => receiver.received.length).toBe(2)
  held.resolve()
  await advanced
  await second.sandbox.settle()
  const [one, two] = receiver.received
  expect(two!.body).toBe(one!.body)
  expect(await second.sandbox.webhooks.list()).toMatchObject([
    { status: 'delivered', attempts: [{ status: 200 }] },
  ])
  expect(receiver.received).toHaveLength(2)
})
