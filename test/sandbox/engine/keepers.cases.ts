/** What lasts. Each case opens the same sandbox again and again; a keeper's own test runs them all. */
import { expect } from 'vitest'
import { connect, type createAcme, read } from '../../fixtures/acme-sandbox.ts'

export type Opened = Awaited<ReturnType<typeof createAcme>>

export interface KeeperCase {
  title: string
  /** `change` is what only this opening is asked for. */
  run(open: (change?: object) => Promise<Opened>): Promise<void>
}

export const keeperCases: KeeperCase[] = [
  {
    title: 'finds records, tokens, clock and the next ids again',
    run: async (open) => {
      const first = await open()
      const made = await first.api.widget()
      await first.clock.advance('PT1S')
      const now = await first.clock.now()
      await first.sandbox.close()

      const next = await open()
      const { headers } = first.api
      const found = await read(await next.fetch(`/widgets/${made.widgetId}`, { headers }))
      expect(found).toMatchObject({ status: 200, body: { widgetId: made.widgetId } })
      expect(await next.clock.now()).toBe(now)
      const later = await next.api.widget()
      expect(later.widgetId).not.toBe(made.widgetId)
      expect(Number(later.number)).toBe(Number(made.number) + 1)
    },
  },
  {
    title: 'plays what was due meanwhile or is due next, and sends what was not sent',
    run: async (open) => {
      const first = await open()
      const { widgetId } = await first.api.widget({ callback: first.sandbox.inbox.url })
      await first.sandbox.close()

      const next = await open()
      await next.clock.advance('PT6S')
      expect(await read(await next.api.get(`/widgets/${widgetId}`))).toMatchObject({
        body: { state: 'active' },
      })
      expect(await next.sandbox.inbox.list()).toMatchObject([{ notification: 'widgetChanged' }])
    },
  },
  {
    title: 'finds accounts, variants, faults and stubs again, counts of rules too',
    run: async (open) => {
      const first = await open()
      const team = await first.sandbox.account('team')
      const api = await connect(team)
      await team.quirks.set('acme.widget.missing-name', 'documented-400')
      await team.faults.add({ provider: 'acme', kind: 'status', status: 503, times: 2 })
      expect((await api.get('/widgets')).status).toBe(503)
      await first.sandbox.close()

      const next = await open()
      const engine = next.sandbox.engine
      expect(engine.account('team').credentials).toEqual({ acme: team.acme.credentials })
      const statuses: number[] = []
      for (let asked = 0; asked < 2; asked++) {
        const answer = await next.fetch('/widgets', { headers: api.headers })
        statuses.push(answer.status)
      }
      expect(statuses).toEqual([503, 200])
      const quirk = engine.quirks('team').find((each) => each.quirk.id.endsWith('missing-name'))
      expect(quirk?.active).toBe('documented-400')
    },
  },
  {
    title: 'shows the journal, the attempts and the inbox of before, and counts requests on',
    run: async (open) => {
      const first = await open()
      await first.api.widget({ callback: first.sandbox.inbox.url })
      await first.clock.advance('PT6S')
      const before = first.sandbox.engine.requests('default').map(({ id }) => id)
      const messages = await first.sandbox.inbox.list()
      await first.sandbox.close()

      const { sandbox, api } = await open()
      await api.get('/widgets')
      const after = sandbox.engine.requests('default').map(({ id }) => id)
      expect(after.slice(0, before.length)).toEqual(before)
      expect(new Set(after).size).toBe(after.length)
      expect(await sandbox.inbox.list()).toEqual(messages)
      expect(await sandbox.engine.deliveries('default')).toMatchObject([
        { status: 'delivered', attempts: [{ status: 200 }] },
      ])
    },
  },
  {
    title: 'has forgotten what was removed and reset',
    run: async (open) => {
      const first = await open()
      await first.api.widget()
      await first.sandbox.account('gone')
      await first.sandbox.engine.removeAccount('gone')
      await first.sandbox.reset()
      await first.sandbox.close()

      const next = await open()
      expect(next.sandbox.engine.accounts().map(({ id }) => id)).toEqual(['default'])
      expect(await read(await next.api.get('/widgets'))).toMatchObject({ body: { data: [] } })
    },
  },
  {
    title: 'has adopted a snapshot whole, its seed too',
    run: async (open) => {
      const first = await open()
      await first.api.widget()
      const snapshot = await first.sandbox.engine.snapshot()
      await first.sandbox.engine.restore({ ...snapshot, seed: 'another' })
      await first.sandbox.close()

      const next = await open()
      const again = await next.sandbox.engine.snapshot()
      expect(again.seed).toBe('another')
      const kept = snapshot.store.default?.['acme/widget']
      expect(kept).toHaveLength(1)
      expect(again.store.default?.['acme/widget']).toEqual(kept)
    },
  },
]
