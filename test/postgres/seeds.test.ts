/** What accounts start with, where several sandboxes keep in one database. */
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSandbox, type EnsayoConfig } from '../../mocks/index.ts'
import { createDatabase } from './database.ts'

const acme = join(import.meta.dirname, '../fixtures/acme.yaml')

const CONFIG: EnsayoConfig = {
  accounts: [
    {
      name: 'shop',
      seeds: [
        { request: { operationId: 'createWidget', body: { name: 'Silla' } }, as: 'made' },
        { advance: 'PT1M' },
        { trigger: 'acme.widget.ship', params: { widgetId: '{{made.widgetId}}' } },
      ],
    },
    {
      name: 'default',
      stubs: [{ operationId: 'ping', answer: { status: 200, body: { pong: false } } }],
      seeds: [{ state: 'a widget exists', params: { name: 'Mesa' } }],
    },
  ],
}

async function open(store: string, log?: (line: string) => void) {
  const sandbox = await createSandbox({
    providers: [acme],
    timeRate: 0,
    store,
    config: CONFIG,
    ...(log ? { log } : {}),
  })
  onTestFinished(() => sandbox.close())
  return sandbox
}

type Opened = Awaited<ReturnType<typeof open>>

async function ask({ engine }: Opened, account: string, path: string) {
  const request = new Request(`http://acme.ensayo.localhost${path}`)
  const asked = await engine.equip(account, 'acme', request, { adds: true })
  const answer = await engine.providers.get('acme')!.fetch(asked)
  return (await answer.json()) as Record<string, unknown>
}

const count = async (sandbox: Opened, account: string) =>
  ((await ask(sandbox, account, '/widgets')).data as unknown[]).length

test('three that start at once play the seeds once, and all see what they made', async () => {
  const { url } = await createDatabase()
  const sandboxes = await Promise.all([open(url), open(url), open(url)])
  for (const sandbox of sandboxes) {
    expect(await count(sandbox, 'shop')).toBe(1)
    expect(await count(sandbox, 'default')).toBe(1)
    expect(await ask(sandbox, 'default', '/ping')).toEqual({ pong: false })
  }
  const late = await open(url)
  expect(await count(late, 'shop')).toBe(1)
})

test('a reset in one plays them again, for all', async () => {
  const { url } = await createDatabase()
  const [first, second] = [await open(url), await open(url)]
  await second.engine.playState('shop', { state: 'a widget exists' })
  expect(await count(first, 'shop')).toBe(2)
  await second.engine.reset('shop')
  expect(await count(first, 'shop')).toBe(1)
  await first.engine.clearStubs('default')
  await second.engine.reset()
  expect(await ask(first, 'default', '/ping')).toEqual({ pong: false })
})
