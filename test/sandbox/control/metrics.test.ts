import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createControl } from '../../../mocks/sandbox/control/control.ts'
import { createAcme } from '../../fixtures/acme-sandbox.ts'

async function createScraped(options: object = {}) {
  const acme = await createAcme(options)
  const control = createControl(acme.sandbox.engine)
  const ask = (path: string) => control.request(`http://127.0.0.1:4800/_ensayo${path}`)
  const scrape = async () => (await ask('/metrics')).text()
  return { ...acme, ask, scrape }
}

test('counts answers by operation and status, and attempts by what they met', async () => {
  const { api, clock, sandbox, ask, scrape } = await createScraped()
  await api.widget({ callback: sandbox.inbox.url })
  await api.get('/nowhere')
  expect(await scrape()).toContain('ensayo_deliveries_pending 0\n')
  await clock.advance('PT6S')
  const text = await scrape()
  expect(text).toContain(
    'ensayo_requests_total{provider="acme",operation="createWidget",status="201"} 1\n',
  )
  expect(text).toContain('ensayo_requests_total{provider="acme",operation="",status="404"} 1\n')
  expect(text).toContain(
    'ensayo_delivery_attempts_total{provider="acme",notification="widgetChanged",status="200"} 1\n',
  )
  expect(text).toContain('ensayo_ready 1\n')
  expect(text).not.toContain('keeper')
  expect((await ask('/metrics')).headers.get('content-type')).toContain('text/plain')
})

test('every line is a comment or one sample, as the text form has it', async () => {
  const { api, scrape } = await createScraped()
  await api.widget()
  const lines = (await scrape()).trimEnd().split('\n')
  const sample = /^ensayo_[a-z_]+(\{([a-z]+="(\\.|[^"\\])*",?)*\})? -?\d+(\.\d+)?(e-?\d+)?$/
  const odd = lines.filter((line) => !/^# (HELP|TYPE) ensayo_/.test(line) && !sample.test(line))
  expect(odd).toEqual([])
})

test('tells the time of commits where something is kept', async () => {
  const data = mkdtempSync(join(tmpdir(), 'ensayo-'))
  onTestFinished(() => rmSync(data, { recursive: true }))
  const { api, scrape } = await createScraped({ data })
  await api.widget()
  const text = await scrape()
  expect(text).toMatch(/ensayo_keeper_commit_seconds_sum \d/)
  expect(text).toMatch(/ensayo_keeper_commit_seconds_count [1-9]/)
  expect(text).toContain('ensayo_keeper_failures_total 0\n')
})

test('tells live from ready', async () => {
  const { sandbox, ask } = await createScraped()
  const look = async () => {
    const [live, ready] = await Promise.all([ask('/health/live'), ask('/health/ready')])
    return [live.status, ready.status, ((await ready.json()) as { reason?: string }).reason]
  }
  expect(await look()).toEqual([200, 200, undefined])
  sandbox.engine.retire()
  expect(await look()).toEqual([200, 503, 'it is about to end'])
})

test('is not ready while it cannot keep, and ready again once it could', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { sandbox, api, ask } = await createScraped({ data: { folder, maxBytes: 600_000 } })
  const extra = 'x'.repeat(900_000)
  expect((await api.post('/widgets', { name: 'Silla', extra })).status).toBe(500)
  const refused = await ask('/health/ready')
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({ reason: expect.stringContaining('full') })
  await sandbox.reset()
  expect((await ask('/health/ready')).status).toBe(200)
})
