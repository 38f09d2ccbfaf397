/** What a person lets go wrong, and how they see that a notification is genuine. */
import { expect, test } from 'vitest'
import { createPages } from '#inspector/pages'
import { createAcme } from '../../fixtures/acme-sandbox.ts'
import { createSandbox } from '../../fixtures/any-names.ts'

const ORIGIN = 'http://127.0.0.1:4800'

async function open() {
  const acme = await createAcme({ fetch: async () => new Response('taken') })
  const { engine } = acme.sandbox
  const app = createPages(engine, {})
  const get = async (path: string) => (await app.request(`${ORIGIN}${path}`)).text()
  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await app.request(`${ORIGIN}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    })
    const to = answer.headers.get('location') ?? ''
    return { status: answer.status, to, text: await answer.text() }
  }
  return { ...acme, engine, get, post }
}

const BACK = { account: 'default', back: '/_inspector/surprises?account=default' }

test('a form of faults lets requests fail, and the list above takes it away', async () => {
  const { api, engine, get, post } = await open()
  expect(await get('/_inspector/surprises')).toContain('<option value="acme.createWidget">')
  const { status, to } = await post('/_inspector/fault', {
    ...BACK,
    target: 'acme.createWidget',
    kind: 'status',
    status: '503',
    duration: 'PT5S',
    times: '1',
  })
  expect([status, to]).toEqual([303, '/_inspector/surprises?account=default&said=started'])
  expect(engine.faults('default')).toMatchObject([
    { provider: 'acme', operationId: 'createWidget', kind: 'status', status: 503, times: 1 },
  ])
  expect((await api.post('/widgets', { name: 'Silla' })).status).toBe(503)
  expect((await api.post('/widgets', { name: 'Silla' })).status).toBe(201)
})

test('a form of chaos lets deliveries go wrong', async () => {
  const { engine, post } = await open()
  await post('/_inspector/chaos', {
    ...BACK,
    target: 'acme.widgetShipped',
    kind: 'delay',
    duration: 'PT30S',
    times: '',
  })
  expect(engine.chaos('default')).toMatchObject([
    { provider: 'acme', notification: 'widgetShipped', kind: 'delay', duration: 'PT30S' },
  ])
})

test.each([
  ['/_inspector/fault', { kind: 'status', status: 'often', target: 'acme.createWidget' }, 'status'],
  ['/_inspector/fault', { kind: 'nothing', target: 'acme.createWidget' }, 'There are: latency'],
  ['/_inspector/chaos', { kind: 'delay', duration: 'soon', target: 'acme.widgetShipped' }, 'soon'],
])('%s refuses %o with what would do', async (path, fields, message) => {
  const { engine, post } = await open()
  const { status, text } = await post(path, { ...BACK, ...fields })
  expect(status).toBeGreaterThanOrEqual(400)
  expect(text).toContain(message)
  expect([engine.faults('default'), engine.chaos('default')]).toEqual([[], []])
})

test('a notification says how it is signed, and a forged one can be sent from its page', async () => {
  await using sandbox = await createSandbox({
    providers: ['cobre'],
    timeRate: 0,
    fetch: async () => new Response('taken'),
  })
  const { engine } = sandbox
  await engine.playState('default', { provider: 'cobre', state: 'an account has been credited' })
  await sandbox.clock.advance('PT1M')
  const [row] = await engine.deliveries('default')
  const { notifications } = engine.providers.get('cobre')!.spec
  const rule = notifications.get(row!.notification)!.delivery.signature!
  const app = createPages(engine, {})
  const at = `${ORIGIN}/_inspector/deliveries/${row!.id}`

  const page = await (await app.request(at)).text()
  const section = /<section[^>]*id="signature"[\s\S]*?<\/section>/.exec(page)![0]
  const headers = [rule.header, rule.timestamp!.header].map(
    (name) => row!.headers[name.toLowerCase()]!,
  )
  for (const part of ['HMAC-SHA256', rule.over, rule.key, ...headers]) {
    expect(section).toContain(part)
  }

  const body = new URLSearchParams({ kind: 'wrong-signature' })
  const answer = await app.request(`${at}/forge`, { method: 'POST', body })
  expect(answer.status).toBe(303)
  const forged = (await engine.deliveries('default')).find((each) => each.forged !== undefined)!
  expect(forged).toMatchObject({ forged: 'wrong-signature', notification: row!.notification })
  expect(answer.headers.get('location')).toBe(`/_inspector/deliveries/${forged.id}?said=forgedOne`)
})

test('a notification that nothing signs says so', async () => {
  const { api, engine, get, sandbox } = await open()
  await api.widget({ callback: 'http://shop/hook' })
  await sandbox.clock.advance('PT6S')
  const [row] = await engine.deliveries('default')
  expect(await get(`/_inspector/deliveries/${row!.id}`)).toContain(
    'Nothing signs this notification',
  )
})

test('balances stand with the entries behind them', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'], timeRate: 0 })
  const { engine } = sandbox
  await engine.playState('default', { provider: 'cobru', state: 'a payment has been paid' })
  const app = createPages(engine, {})
  const page = await (await app.request(`${ORIGIN}/_inspector/state`)).text()
  const section = /<section[^>]*id="balances"[\s\S]*?<\/section>/.exec(page)![0]
  const { store } = await engine.snapshot()
  const balances = store.default!['cobru/ledgerBalance'] as unknown as {
    book: string
    balanceMinor: number
    currency: string
  }[]
  expect(balances.length).toBeGreaterThan(1)
  for (const { book, balanceMinor, currency } of balances) {
    expect(section).toContain(`<code>${book}</code> <strong>${balanceMinor} ${currency}</strong>`)
  }
  expect(section).toContain('<td>payin</td>')
})
