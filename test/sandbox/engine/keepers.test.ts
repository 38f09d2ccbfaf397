import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createAcme, read, START } from '../../fixtures/acme-sandbox.ts'
import { createDatabase } from '../../postgres/database.ts'
import { keeperCases } from './keepers.cases.ts'

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** What a keeper cannot do, with the reason. */
const LACKING: Record<string, { reason: string; tests: readonly string[] }> = {
  memory: {
    reason: 'it forgets everything at its end',
    tests: keeperCases.map(({ title }) => title),
  },
}

for (const { title, run } of keeperCases) {
  test(`file: ${title}`, async () => {
    const data = makeFolder()
    await run((change) => createAcme({ data, ...change }))
  })
}

for (const { title, run } of keeperCases) {
  test(`postgres: ${title}`, async () => {
    const { url: store } = await createDatabase()
    await run((change) => createAcme({ store, ...change }))
  })
}

test('memory lacks what it is said to lack: a second sandbox knows nothing of the first', async () => {
  expect(LACKING.memory!.tests).toHaveLength(keeperCases.length)
  const first = await createAcme()
  const { widgetId } = await first.api.widget()
  const { headers } = first.api
  const next = await createAcme()
  expect((await next.fetch(`/widgets/${widgetId}`, { headers })).status).toBe(404)
})

/** Where each keeper keeps, and what its messages call that. */
const PLACES = [
  { kind: 'folder', makePlace: async () => ({ data: makeFolder() }) },
  { kind: 'database', makePlace: async () => ({ store: (await createDatabase()).url }) },
]

test.each(PLACES)(
  'refuses a $kind of another seed or of other providers with the cure, and changes nothing',
  async ({ kind, makePlace }) => {
    const place = await makePlace()
    const first = await createAcme({ ...place, seed: 'one' })
    await first.api.widget()
    await first.sandbox.close()
    await expect(createAcme({ ...place, seed: 'two' })).rejects.toMatchObject({
      code: 'DATA_INVALID',
      message: expect.stringContaining(
        `made with the seed "one", not "two". Leave the seed out, or name another ${kind}.`,
      ),
    })
    await expect(createAcme({ ...place, spec: 'cobru' })).rejects.toMatchObject({
      code: 'DATA_INVALID',
      message: expect.stringContaining('holds records of acme, which this sandbox does not serve'),
    })
    const again = await createAcme(place)
    expect(await read(await again.api.get('/widgets'))).toMatchObject({
      body: { data: [{ name: 'Silla' }] },
    })
  },
)

test.each(PLACES)(
  '$kind: a clock that runs has gone on while nothing ran',
  async ({ makePlace }) => {
    const place = await makePlace()
    let wall = START
    const real = {
      now: () => wall,
      monotonicMs: () => wall,
      setTimer: () => () => {},
    }
    const first = await createAcme({ ...place, real, timeRate: 60 })
    const before = await first.clock.now()
    await first.sandbox.close()
    wall += 1_000
    const next = await createAcme({ ...place, real, timeRate: 60 })
    expect(await next.clock.now()).toBe(before + 60_000)
  },
)

test('a full disk answers the provider’s own 500 with the hint, keeps nothing by halves and goes on once there is room', async () => {
  const data = { folder: makeFolder(), maxBytes: 600_000 }
  const { sandbox, api } = await createAcme({ data })
  const long = 'x'.repeat(20_000)
  const made: string[] = []
  let refused: Response | undefined
  while (refused === undefined) {
    const answer = await api.post('/widgets', { name: 'Silla', extra: long })
    if (answer.status === 500) refused = answer
    else made.push(((await answer.json()) as { widgetId: string }).widgetId)
    expect(made.length).toBeLessThan(100)
  }
  expect(await read(refused)).toEqual({ status: 500, body: { error: 'fallo_interno' } })
  expect(refused.headers.get('x-ensayo-hint')).toContain('could not be written')
  const { store } = await sandbox.engine.snapshot()
  const kept = store.default?.['acme/widget'] as unknown as { widgetId: string }[]
  expect(kept.map(({ widgetId }) => widgetId)).toEqual(made)

  await sandbox.reset()
  const fresh = await api.post('/sessions', { device: 'known' })
  expect(fresh.status).toBeLessThan(300)
  expect((await api.post('/widgets', { name: 'Mesa' })).status).toBe(201)
  await sandbox.close()

  const next = await createAcme({ data })
  expect(await read(await next.api.get('/widgets'))).toMatchObject({
    body: { data: [{ name: 'Mesa' }] },
  })
})

test('a snapshot that a full disk does not take changes nothing, in memory neither', async () => {
  const data = { folder: makeFolder(), maxBytes: 400_000 }
  const { sandbox, api } = await createAcme({ data })
  const { widgetId } = await api.widget()
  await sandbox.account('team')
  const snapshot = await sandbox.engine.snapshot()
  const big = structuredClone(snapshot)
  const [row] = big.store.default!['acme/widget']!
  big.store.default!['acme/widget'] = Array.from({ length: 500 }, (_, at) => ({
    ...row!,
    id: `wdg_${at}`,
    note: 'x'.repeat(2_000),
  }))
  await expect(sandbox.engine.restore({ ...big, seed: 'other' })).rejects.toMatchObject({
    code: 'NOT_KEPT',
  })
  const { takenAt: _, ...after } = await sandbox.engine.snapshot()
  expect({ ...after, takenAt: snapshot.takenAt }).toEqual(snapshot)
  expect((await api.get(`/widgets/${widgetId}`)).status).toBe(200)
  expect(sandbox.engine.accounts().map(({ id }) => id)).toEqual(['default', 'team'])
})
