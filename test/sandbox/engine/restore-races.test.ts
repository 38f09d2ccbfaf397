/** Snapshots, restores and resets while requests and deliveries are under way. */
import { expect, test } from 'vitest'
import { createFakeTime } from '../../core/clock/fake-time.ts'
import { createAcme, KEY, START, tick, toInit, writeAcme } from '../../fixtures/acme-sandbox.ts'

type Acme = Awaited<ReturnType<typeof createAcme>>

/** Opens sessions at once; returns the statuses of the answers. */
function openMany({ fetch }: Acme, count: number): Promise<number[]> {
  const init = toInit('POST', { device: 'new' }, { 'x-acme-key': KEY })
  const one = async () => (await fetch('/sessions', init)).status
  return Promise.all(Array.from({ length: count }, one))
}

function all(status: number, count: number): number[] {
  return Array.from({ length: count }, () => status)
}

/** Lets some of what waits for nothing but its turn happen. */
async function step(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve()
}

test('takes a snapshot under load that is of one moment', async () => {
  const acme = await createAcme()
  const { engine } = acme.sandbox
  const start = await engine.snapshot()
  const lengths = new Set<number>()
  for (let turns = 0; turns < 300; turns += 10) {
    await engine.restore(start)
    const opened = openMany(acme, 20)
    await step(turns)
    const snapshot = await engine.snapshot()
    expect(await opened).toEqual(all(201, 20))
    const records = snapshot.store.default!['acme/session'] ?? []
    expect(snapshot.accounts.default!.ids.counters.session).toBe(records.length)
    lengths.add(records.length)
    await engine.restore(snapshot)
    expect(await openMany(acme, 25), `after ${turns} turns`).toEqual(all(201, 25))
  }
  // Some were taken before, others after; a request is all in one or all in the other.
  expect(lengths.size).toBeGreaterThan(1)
  expect(acme.log).toEqual([])
})

test.each(['reset', 'restore'] as const)(
  'gives no id twice when a %s comes among requests',
  async (mode) => {
    const acme = await createAcme()
    const { engine } = acme.sandbox
    const snapshot = await engine.snapshot()
    for (let turns = 0; turns < 200; turns += 5) {
      const opened = openMany(acme, 10)
      await step(turns)
      await (mode === 'reset' ? engine.reset() : engine.restore(snapshot))
      expect(await opened, `after ${turns} turns`).toEqual(all(201, 10))
      expect(await openMany(acme, 15), `after ${turns} turns`).toEqual(all(201, 15))
    }
    expect(acme.log).toEqual([])
  },
)

test('lets delayed answers go when a restore takes their account away', async () => {
  const open = '      summary: Says that Acme is there\n      security: []'
  const spec = writeAcme(open, open.replace('[]', '[{ ApiKey: [] }]'))
  const { sandbox, log } = await createAcme({ spec })
  const snapshot = await sandbox.engine.snapshot()
  const account = await sandbox.account()
  await account.quirks.set('acme.ping.trouble', 'slow')
  const statuses: number[] = []
  const headers = { 'x-acme-key': account.acme.credentials.apiKey! }
  const answered = account.acme.fetch('/ping', { headers })
  answered.then(({ status }) => statuses.push(status))
  for (let turn = 0; turn < 5; turn++) await tick()
  expect(statuses).toEqual([])
  await sandbox.engine.restore(snapshot)
  expect((await answered).status).toBe(200)
  expect(log).toEqual([])
})

test('changes nothing when it refuses a snapshot', async () => {
  const acme = await createAcme()
  const { engine } = acme.sandbox
  await acme.sandbox.account('mine')
  const snapshot = await engine.snapshot()
  const { mine, ...others } = snapshot.accounts
  await openMany(acme, 2)
  await acme.clock.advance('PT1H')
  const before = await engine.snapshot()
  const broken = { ...snapshot, store: {}, accounts: { ...others, 'bad id!': mine! } }
  await expect(engine.restore(broken)).rejects.toThrow('has an account "bad id!"')
  expect(await engine.snapshot()).toEqual(before)
  expect(await acme.sandbox.requests()).toHaveLength(3)
  expect(await openMany(acme, 2)).toEqual([201, 201])
})

test('sends again after a restore what was under way when the snapshot was taken', async () => {
  const real = createFakeTime(START)
  const answers: ((answer: Response) => void)[] = []
  const call = () => new Promise<Response>((resolve) => answers.push(resolve))
  const acme = await createAcme({ real, fetch: call as unknown as typeof fetch })
  const body = { callback: 'http://shop/hook' }
  await acme.fetch('/sessions', toInit('POST', body, { 'x-acme-key': KEY }))
  const held = await acme.sandbox.engine.snapshot()
  real.pass(0)
  await expect.poll(() => answers.length, { interval: 1 }).toBe(1)
  const underWay = await acme.sandbox.engine.snapshot()
  answers[0]!(new Response('ok'))
  await acme.sandbox.settle()
  for (const [index, snapshot] of [held, underWay].entries()) {
    await acme.sandbox.engine.restore(snapshot)
    await expect.poll(() => answers.length, { interval: 1 }).toBe(index + 2)
    answers[index + 1]!(new Response('ok'))
    await acme.sandbox.settle()
    expect(await acme.sandbox.webhooks.list()).toMatchObject([{ status: 'delivered' }])
  }
})
