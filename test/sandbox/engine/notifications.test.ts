import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { createReceiver } from '../../core/webhooks/receiver.ts'
import { createAcme, KEY, START, tick, toInit, writeAcme } from '../../fixtures/acme-sandbox.ts'

/** A sandbox with a widget that can be shipped, and an endpoint that hears of it in the inbox. */
async function createShop(
  variants: Record<string, string> = {},
  options: { signatureTime?: 'account' } = {},
) {
  const acme = await createAcme({ variants, ...options })
  const registered = await acme.api.post('/endpoints', { url: acme.sandbox.inbox.url })
  const { secret } = (await registered.json()) as { secret: string }
  const { widgetId } = await acme.api.widget({ price: 2 })
  await acme.clock.advance('PT6S')
  return {
    ...acme,
    secret,
    widgetId,
    ship: () => acme.sandbox.trigger('acme.widget.ship', { widgetId }),
  }
}

test('delivers a webhook to a registered endpoint, signed so that the receiver can verify it', async () => {
  const { sandbox, ship, secret, widgetId } = await createShop({}, { signatureTime: 'account' })
  await ship()
  const message = await sandbox.inbox.next({ provider: 'acme', notification: 'widgetShipped' })
  expect(message).toMatchObject({
    method: 'POST',
    attempt: 1,
    body: { widgetId, state: 'shipped', price: 2 },
  })
  const time = message.headers['x-acme-time']!
  expect(time).toBe(String((START + 6_000) / 1_000))
  const expected = createHmac('sha256', secret).update(`${time}.${message.rawBody}`).digest('hex')
  expect(message.headers['x-acme-signature']).toBe(`v1=${expected}`)
})

test('signs by real time, whatever the clock of the account shows', async () => {
  const { sandbox, ship } = await createShop()
  await sandbox.clock.advance('PT20M')
  await ship()
  const { headers } = await sandbox.inbox.next()
  expect(Math.abs(Number(headers['x-acme-time']) * 1_000 - Date.now())).toBeLessThan(60_000)
})

test('forges a signature that looks right and is not', async () => {
  const { sandbox, ship, secret } = await createShop({ 'acme.shipped.signature': 'forged' })
  await ship()
  const { headers, rawBody } = await sandbox.inbox.next()
  const right = createHmac('sha256', secret)
    .update(`${headers['x-acme-time']}.${rawBody}`)
    .digest('hex')
  expect(headers['x-acme-signature']).toMatch(/^v1=[0-9a-f]{64}$/)
  expect(headers['x-acme-signature']).not.toBe(`v1=${right}`)
})

test('reshapes a payload where notification and transition are those of `when`', async () => {
  const { sandbox, ship, widgetId } = await createShop({ 'acme.shipped.payload': 'wrapped' })
  await ship()
  const { body } = await sandbox.inbox.next()
  expect(body).toEqual({ data: { widget_id: widgetId, state: 'shipped', price: 2 } })
  const [delivery] = await sandbox.webhooks.list()
  expect(delivery!.quirks).toEqual(['acme.shipped.payload=wrapped'])
})

test('tells endpoints of the events they subscribed to, and no others', async () => {
  const { api, sandbox, ship } = await createShop()
  const url = sandbox.inbox.url
  await api.post('/endpoints', { url: `${url}/shipped`, events: ['widgetShipped'] })
  await api.post('/endpoints', { url: `${url}/other`, events: ['widgetLost'] })
  await ship()
  await sandbox.settle()
  expect((await sandbox.inbox.list()).map(({ target }) => target)).toEqual(['', '/shipped'])
})

test('puts a form to the callback of a create when the widget changes', async () => {
  const { api, sandbox, clock } = await createAcme()
  const { widgetId } = await api.widget({ callback: `${sandbox.inbox.url}/changed?order=7` })
  await clock.advance(5_999)
  expect(await sandbox.inbox.list()).toEqual([])
  await clock.advance(1)
  expect(await sandbox.inbox.list()).toMatchObject([
    {
      method: 'PUT',
      target: '/changed?order=7',
      query: { order: '7' },
      receivedAt: START + 6_000,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      rawBody: `id=${widgetId}&state=active`,
    },
  ])
})

test('sends nothing where the request gave no callback', async () => {
  const { api, sandbox, clock } = await createAcme()
  await api.widget()
  await clock.advance('PT6S')
  expect(await sandbox.webhooks.list()).toEqual([])
})

test('never delivers before the answer of the request that caused it', async () => {
  const { fetch, sandbox } = await createAcme()
  const body = { callback: sandbox.inbox.url }
  const answer = await fetch('/sessions', toInit('POST', body, { 'x-acme-key': KEY }))
  expect(answer.status).toBe(201)
  expect(await sandbox.inbox.list()).toEqual([])
  const message = await sandbox.inbox.next({ notification: 'sessionOpened' })
  expect(message).toMatchObject({ body: { device: 'unknown' }, headers: { 'x-acme-version': '1' } })
  const [delivery] = await sandbox.webhooks.list()
  expect(delivery!.causedBy).toBe(answer.headers.get('x-ensayo-request'))
})

test('delivers before the answer where a variant says so', async () => {
  const { fetch, sandbox } = await createAcme({ variants: { 'acme.session.alert-count': 'early' } })
  const body = { callback: sandbox.inbox.url }
  await fetch('/sessions', toInit('POST', body, { 'x-acme-key': KEY }))
  expect(await sandbox.inbox.list()).toHaveLength(1)
})

test('holds back what a delayed answer caused until the answer has left', async () => {
  const { fetch, sandbox, clock } = await createAcme({
    spec: writeAcme(
      '      x-behaviour: session.open\n',
      `      x-behaviour: session.open
      x-quirks:
        - id: acme.session.slow
          title: Opening a session takes a while
          before: response
          variants: { slow: { default: true, delay: PT5S }, prompt: { accept: true } }\n`,
    ),
    variants: { 'acme.session.slow': 'prompt' },
  })
  await sandbox.quirks.set('acme.session.slow', 'slow')
  const order: string[] = []
  const init = toInit('POST', { callback: sandbox.inbox.url }, { 'x-acme-key': KEY })
  const answered = fetch('/sessions', init).then(() => order.push('answer'))
  const told = sandbox.inbox.next().then(() => order.push('callback'))
  await tick()
  await clock.advance(4_999)
  expect(await sandbox.inbox.list()).toEqual([])
  await clock.advance(1)
  await answered
  expect(await sandbox.inbox.list()).toEqual([])
  await clock.advance(1)
  await told
  expect(order).toEqual(['answer', 'callback'])
})

test('user and password of a callback become Basic authentication and stand nowhere else', async () => {
  const { sandbox, fetch } = await createAcme()
  await using receiver = await createReceiver()
  const callback = receiver.url.replace('http://', 'http://shop%40x:s%3Acret-word@')
  await fetch('/sessions', toInit('POST', { callback }, { 'x-acme-key': KEY }))
  await tick()
  await sandbox.settle()
  const { authorization } = receiver.received[0]!.headers
  expect(authorization).toBe(`Basic ${btoa('shop@x:s:cret-word')}`)
  const [delivery] = await sandbox.webhooks.list()
  const { headers: _, ...rest } = delivery!
  expect(JSON.stringify(rest)).not.toContain('cret-word')
  expect(rest).toMatchObject({ status: 'delivered', url: `${receiver.url}/` })
})

test.each([
  ['ftp://localhost/x', 'is not an http or https URL'],
  ['https://yourapp.example/x', 'is neither local nor private'],
])('an address that cannot be called, %s, has a row that says why', async (callback, reason) => {
  const { sandbox, fetch } = await createAcme()
  await fetch('/sessions', toInit('POST', { callback }, { 'x-acme-key': KEY }))
  await tick()
  await sandbox.settle()
  expect(await sandbox.webhooks.list()).toMatchObject([
    { status: 'withheld', reason: expect.stringContaining(reason) },
  ])
})

test('reaches a real receiver, and tries again on schedule until it takes the alert', async () => {
  const { sandbox, fetch, clock } = await createAcme()
  const statuses = [503, 204, 200]
  await using receiver = await createReceiver((_, response) => {
    response.statusCode = statuses.shift()!
    response.end('ok')
  })
  await fetch('/sessions', toInit('POST', { callback: receiver.url }, { 'x-acme-key': KEY }))
  await tick()
  await sandbox.settle()
  await clock.advance(59_999)
  expect(receiver.received).toHaveLength(1)
  await clock.advance(1)
  expect(receiver.received).toHaveLength(2)
  await clock.advance('PT5M')
  expect(receiver.received).toHaveLength(3)
  await clock.advance('PT1H')
  expect(receiver.received).toHaveLength(3)
  const [delivery] = await sandbox.webhooks.list()
  expect(delivery).toMatchObject({
    status: 'delivered',
    attempts: [
      { at: START, status: 503, bodyStart: 'ok' },
      { at: START + 60_000, status: 204 },
      { at: START + 360_000, status: 200 },
    ],
  })
})

test('withholds what would go to a host of somebody else, unless it is allowed by name', async () => {
  const calls: string[] = []
  const call = async (url: unknown): Promise<Response> => {
    calls.push(String(url))
    return new Response('')
  }
  const options = { fetch: call as typeof fetch, allowHosts: ['shop.example'] }
  const { sandbox, fetch: send } = await createAcme(options)
  for (const callback of ['https://yourapp.com/hook', 'https://shop.example/hook']) {
    await send('/sessions', toInit('POST', { callback }, { 'x-acme-key': KEY }))
  }
  await tick()
  await sandbox.settle()
  expect(calls).toEqual(['https://shop.example/hook'])
  expect(await sandbox.webhooks.list()).toMatchObject([
    { status: 'delivered' },
    { status: 'withheld', reason: expect.stringContaining('"yourapp.com"'), attempts: [] },
  ])
})
