import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSandbox, type EnsayoConfig, type SeedStep } from '../../../mocks/index.ts'

const acme = join(import.meta.dirname, '../../fixtures/acme.yaml')

async function open(
  config: EnsayoConfig,
  more: { data?: string; log?: (line: string) => void } = {},
) {
  const sandbox = await createSandbox({
    providers: [acme],
    strict: true,
    timeRate: 0,
    config,
    ...more,
  })
  onTestFinished(() => sandbox.close())
  return sandbox
}

const MADE: SeedStep = {
  request: { operationId: 'createWidget', body: { name: 'Silla' } },
  as: 'made',
}

function shop(...seeds: SeedStep[]): EnsayoConfig {
  return { accounts: [{ name: 'shop', credentials: { acme: { apiKey: 'our-key' } }, seeds }] }
}

type Opened = Awaited<ReturnType<typeof open>>

async function listWidgets({ engine }: Opened, account = 'shop'): Promise<unknown[]> {
  const request = new Request('http://acme.ensayo.localhost/widgets')
  const asked = await engine.equip(account, 'acme', request, { adds: true })
  const answer = await engine.providers.get('acme')!.fetch(asked)
  expect(answer.status).toBe(200)
  const body = (await answer.json()) as Record<string, unknown>
  return (Array.isArray(body) ? body : Object.values(body).find(Array.isArray)) as unknown[]
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-seeds-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('an account starts with what its requests, states, triggers and time have made', async () => {
  const sandbox = await open(
    shop(
      MADE,
      { state: 'a widget exists', params: { name: 'Mesa' }, as: 'other' },
      { advance: 'PT1M' },
      { trigger: 'acme.widget.ship', params: { widgetId: '{{made.widgetId}}' } },
      { request: { operationId: 'getWidget', path: { widgetId: '{{other.widgetId}}' } } },
    ),
  )
  expect(sandbox.engine.requests('shop').map(({ operationId }) => operationId)).toEqual([
    'createWidget',
    'createWidget',
    'getWidget',
  ])
  expect(sandbox.engine.requests('default')).toHaveLength(0)
})

test('the default account can start with records too', async () => {
  const sandbox = await open({ accounts: [{ name: 'default', seeds: [MADE] }] })
  expect(await listWidgets(sandbox, 'default')).toHaveLength(1)
})

test('a reset starts the account anew, with its seeds', async () => {
  const sandbox = await open(shop(MADE))
  await sandbox.engine.playState('shop', { state: 'a widget exists' })
  expect(await listWidgets(sandbox)).toHaveLength(2)
  await sandbox.engine.reset('shop')
  expect(await listWidgets(sandbox)).toHaveLength(1)
  await sandbox.engine.reset()
  expect(await listWidgets(sandbox)).toHaveLength(1)
})

test('kept records are not seeded twice, and changed seeds are told of', async () => {
  const data = makeFolder()
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  await (await open(shop(MADE), { data, log })).close()
  const again = await open(shop(MADE), { data, log })
  expect(await listWidgets(again)).toHaveLength(1)
  await again.close()
  expect(lines).toEqual([])
  const changed = await open(shop(MADE, MADE), { data, log })
  expect(await listWidgets(changed)).toHaveLength(1)
  expect(lines).toEqual([expect.stringContaining('has changed since it was made')])
  await changed.engine.reset('shop')
  expect(await listWidgets(changed)).toHaveLength(2)
})

test('seeds that did not come to their end are played from the beginning', async () => {
  const data = makeFolder()
  const broken = shop(MADE, { trigger: 'acme.widget.ship', params: { widgetId: 'none' } })
  await expect(open(broken, { data })).rejects.toThrow('step 2 of account "shop"')
  expect(await listWidgets(await open(shop(MADE), { data }))).toHaveLength(1)
})

test('an account that is kept with other credentials is refused', async () => {
  const data = makeFolder()
  await (await open(shop(), { data })).close()
  const other = { accounts: [{ name: 'shop', credentials: { acme: { apiKey: 'other' } } }] }
  await expect(open(other, { data })).rejects.toThrow('kept with another credentials.acme.apiKey')
})

test.each([
  [
    'an operation that there is not',
    { request: { operationId: 'createWidgte' } },
    'Did you mean "createWidget"?',
  ],
  [
    'a variable of the path left out',
    { request: { operationId: 'getWidget' } },
    'needs "widgetId"',
  ],
  ['a value that no step gave', { state: '{{made.id}}' }, 'no earlier step gave "made"'],
  ['a state that there is not', { state: 'a widgte exists' }, 'No provider state'],
  ['a trigger that there is not', { trigger: 'acme.widget.shop' }, 'acme.widget.ship'],
  ['a duration that is none', { advance: 'P1X' }, 'is not a duration'],
  [
    'what the provider refuses',
    { request: { operationId: 'createWidget', body: {} } },
    'createWidget: acme answers 4',
  ],
] satisfies [string, SeedStep, string][])(
  'refuses %s, naming the step',
  async (_, step, message) => {
    const refusal = await open(shop(step)).catch((error) => error)
    expect(refusal).toMatchObject({ code: 'CONFIG_INVALID' })
    expect(refusal.message).toContain('accounts[0].seeds[0]: step 1 of account "shop"')
    expect(refusal.message).toContain(message)
  },
)

test('an account starts with faults, stubs and chaos of its own, also after a reset', async () => {
  const rules = {
    faults: [{ operationId: 'createWidget', kind: 'status', status: 503 }],
    stubs: [{ operationId: 'ping', answer: { status: 200, body: { pong: false } } }],
    chaos: [{ provider: 'acme', kind: 'drop', rate: 1 }],
  }
  const { engine } = await open({ accounts: [{ name: 'shop', ...rules } as never] })
  for (const _ of ['at the start', 'after a reset']) {
    expect(engine.faults('shop')).toMatchObject(rules.faults)
    expect(engine.stubs('shop')).toMatchObject(rules.stubs)
    expect(engine.chaos('shop')).toMatchObject(rules.chaos)
    expect([engine.faults('default'), engine.stubs('default')]).toEqual([[], []])
    await engine.reset('shop')
  }
})

test.each([
  ['faults', { operationId: 'ping' }, 'kind is missing'],
  ['faults', { operationId: 'ping', kind: 'status', status: 'x' }, 'status'],
  ['faults', { operationId: 'pnig', kind: 'status', status: 503 }, 'Did you mean "ping"?'],
  ['stubs', { operation: 'ping', status: 200 }, 'Did you mean "operationId"?'],
  ['chaos', { kind: 'drpo' }, 'must be one of'],
])('refuses %s that cannot be, naming the place: %o', async (kind, rule, message) => {
  const refusal = await open({ accounts: [{ name: 'shop', [kind]: [rule] }] } as never).catch(
    (error) => error,
  )
  expect(refusal).toMatchObject({ code: 'CONFIG_INVALID' })
  expect(refusal.message).toContain(`accounts[0].${kind}[0]: ${kind} 1 of account "shop": `)
  expect(refusal.message).not.toContain('/_ensayo')
  expect(refusal.message).toContain(message)
})

test.each([
  ['of an unknown name', { acme: { apiKye: 'x' } }, 'Did you mean "apiKey"?'],
  ['of an unknown provider', { acne: { apiKey: 'x' } }, 'acne'],
  ['that are empty', { acme: { apiKey: '' } }, 'not empty'],
])('refuses credentials %s', async (_, credentials, message) => {
  const config = { accounts: [{ name: 'shop', credentials }] } as unknown as EnsayoConfig
  await expect(open(config)).rejects.toThrow(message)
})

test('refuses credentials that another account has', async () => {
  const twice = ['a', 'b'].map((name) => ({ name, credentials: { acme: { apiKey: 'same' } } }))
  await expect(open({ accounts: twice })).rejects.toThrow('Account "a" holds that value already')
})
