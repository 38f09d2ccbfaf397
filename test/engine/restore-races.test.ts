/** Snapshots, restores and resets while requests and deliveries are under way. */
import { expect, test } from 'vitest'
import {
  connect,
  createAcme,
  KEY,
  START,
  tick,
  toInit,
  writeAcme,
} from '../fixtures/acme-sandbox.ts'

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
  for (const turns of [1, 2, 3, 5, 8, 12]) {
    const opened = openMany(acme, 30)
    for (let turn = 0; turn < turns; turn++) await tick()
    const snapshot = await acme.sandbox.engine.snapshot()
    expect(await opened).toEqual(all(201, 30))
    const { counters } = snapshot.accounts.default!.ids
    expect(snapshot.store.default!['acme/session']).toHaveLength(counters.session!)
    await acme.sandbox.engine.restore(snapshot)
    expect(await openMany(acme, 40)).toEqual(all(201, 40))
  }
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
  const { sandbox, log } = await createAcme()
  const snapshot = await sandbox.engine.snapshot()
  const account = await sandbox.account()
  account.quirks.set('acme.ping.trouble', 'slow')
  const key = { 'x-acme-key': account.acme.credentials.apiKey! }
  const own = account.acme.fetch('/ping', { headers: key })
  await tick()
  await sandbox.engine.restore(snapshot)
  expect((await own).status).toBe(200)
  expect(log).toEqual([])
})
