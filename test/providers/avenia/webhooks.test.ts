/**
 * Webhooks: registration, bodies, signature, the log of tries.
 * Source: https://integration-guide.avenia.io/docs/Webhooks/verifyingWebhookAuthenticity, read 2026-11-20.
 */
import { constants, createPublicKey, verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { type Avenia, createAvenia, created, order, WEBHOOKS } from './kit.ts'

const subscribe = (
  avenia: Avenia,
  subscriptions = ['TICKET'],
  webhookUrl = avenia.sandbox.inbox.url,
) => created(avenia.api.post(WEBHOOKS, { webhookUrl, subscriptions }))

async function caught(avenia: Avenia, subscriptions = ['TICKET']) {
  await subscribe(avenia, subscriptions)
  const { body } = await order(avenia.api)
  await avenia.sandbox.clock.advance(0)
  return { id: body.id, messages: await avenia.sandbox.inbox.list() }
}

/** As the documents and clients verify: PSS, SHA-256, longest salt, raw body. */
async function isGenuine(avenia: Avenia, signature: string, rawBody: string): Promise<boolean> {
  const { body } = await avenia.api.send('/v2/public-key')
  const key = {
    key: createPublicKey(body.publicKey),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN,
  }
  return verify('sha256', Buffer.from(rawBody), key, Buffer.from(signature, 'base64'))
}

test('the public key is 2048 bits of PKCS#1 and needs no credentials', async () => {
  await using avenia = await createAvenia()
  const { status, body } = await avenia.api.send('/v2/public-key')
  expect(status).toBe(200)
  expect(body.publicKey).toMatch(/^-----BEGIN RSA PUBLIC KEY-----\n/)
  expect(createPublicKey(body.publicKey).asymmetricKeyDetails?.modulusLength).toBe(2048)
})

test('avenia.webhook.signature = right: the raw body verifies, and no longer with a byte changed', async () => {
  await using avenia = await createAvenia()
  const { messages } = await caught(avenia)
  const { headers, rawBody } = messages[0]!
  expect(await isGenuine(avenia, headers.signature!, rawBody)).toBe(true)
  expect(
    await isGenuine(
      avenia,
      headers.signature!,
      rawBody.replace('TICKET-CREATED', 'TICKET-CREATEd'),
    ),
  ).toBe(false)
  expect(await isGenuine(avenia, headers.signature!, `${rawBody} `)).toBe(false)
})

test('avenia.webhook.signature = forged: the signature does not verify', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.webhook.signature': 'forged' } })
  const { messages } = await caught(avenia)
  expect(await isGenuine(avenia, messages[0]!.headers.signature!, messages[0]!.rawBody)).toBe(false)
})

test('avenia.webhook.envelope = wrapped: the event stands under event', async () => {
  await using avenia = await createAvenia()
  const { id, messages } = await caught(avenia)
  expect(messages.map(({ body }) => body)).toEqual([
    {
      event: {
        id: expect.any(String),
        accountId: '11111111-1111-1111-1111-111111111111',
        subscription: 'TICKET',
        data: { type: 'TICKET-CREATED', ticket: expect.objectContaining({ id, status: 'UNPAID' }) },
        createdAt: '2026-04-06T15:00:00.250000Z',
      },
    },
  ])
})

test('avenia.webhook.envelope = flat: its fields stand at the top', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.webhook.envelope': 'flat' } })
  const { messages } = await caught(avenia)
  expect(messages[0]!.body).toEqual({
    id: expect.any(String),
    subAccountId: '',
    subscription: 'TICKET',
    data: expect.objectContaining({ type: 'TICKET-CREATED' }),
    createdAt: '2026-04-06T15:00:00.250000Z',
  })
  const { body } = await avenia.api.get(`${WEBHOOKS}attempts/`)
  expect(body.eventAttempts[0].webhookEventId).toBe((messages[0]!.body as { id: string }).id)
})

test('tells a whole life in order, to subscribers of TICKET and of everything only', async () => {
  await using avenia = await createAvenia()
  await subscribe(avenia, ['KYC'])
  const { messages } = await caught(avenia, ['*'])
  expect(messages).toHaveLength(1)
  await avenia.sandbox.clock.advance('PT1M')
  const types = (await avenia.sandbox.inbox.list()).map(
    ({ body }) => (body as { event: { data: { type: string } } }).event.data.type,
  )
  expect(types).toEqual([
    'TICKET-CREATED',
    'DEPOSIT-PROCESSING',
    'DEPOSIT-SUCCESS',
    'DELIVERY-PROCESSING',
    'DELIVERY-SUCCESS',
    'TICKET-COMPLETE',
  ])
})

test('avenia.webhook.copies = once: each event comes once', async () => {
  await using avenia = await createAvenia()
  expect((await caught(avenia)).messages).toHaveLength(1)
})

test('avenia.webhook.copies = twice: each event comes twice, under one id', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.webhook.copies': 'twice' } })
  const { messages } = await caught(avenia)
  expect(messages).toHaveLength(2)
  expect(messages[1]!.rawBody).toBe(messages[0]!.rawBody)
})

test('avenia.webhook.url-name = renamed: a webhook is listed with url, changed by its id in the body, deleted by path', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const id = await subscribe(avenia, ['TICKET'], 'http://127.0.0.1:9/hook')
  const view = { id, url: 'http://127.0.0.1:9/hook', subscriptions: ['TICKET'] }
  expect((await api.get(WEBHOOKS)).body).toEqual({ webhooks: [view] })
  expect((await api.get(`${WEBHOOKS}${id}`)).body).toEqual({ webhook: view })
  expect((await api.patch(WEBHOOKS, { webhookId: id, subscriptions: ['KYC'] })).body).toEqual({})
  expect((await api.get(WEBHOOKS)).body.webhooks[0]).toEqual({ ...view, subscriptions: ['KYC'] })
  expect((await api.delete(`${WEBHOOKS}${id}`)).body).toEqual({})
  expect((await api.get(`${WEBHOOKS}${id}`)).status).toBe(404)
})

test('takes three webhooks, and neither empty nor unknown subscriptions', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const body = { webhookUrl: 'http://127.0.0.1:9/hook', subscriptions: ['TICKET'] }
  expect((await api.post(WEBHOOKS, { ...body, subscriptions: [] })).body).toEqual({
    error: 'InvalidFieldError: subscriptions is invalid',
  })
  expect((await api.post(WEBHOOKS, { ...body, subscriptions: ['WITHDRAW'] })).status).toBe(400)
  expect((await api.post(WEBHOOKS, { ...body, webhookUrl: 'hook' })).body).toEqual({
    error: 'InvalidFieldError: webhookUrl is invalid',
  })
  for (let count = 0; count < 3; count++) await created(api.post(WEBHOOKS, body))
  expect((await api.post(WEBHOOKS, body)).status).toBe(400)
})

test('avenia.webhook.acknowledged = by-patch: every try is logged, and acknowledged by hand', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const { messages } = await caught(avenia)
  const path = `${WEBHOOKS}attempts/`
  const [attempt] = (await api.get(path)).body.eventAttempts
  expect(attempt).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{8}-/),
    accountId: '11111111-1111-1111-1111-111111111111',
    webhookEventId: (messages[0]!.body as { event: { id: string } }).event.id,
    webhookUrl: avenia.sandbox.inbox.url,
    responseStatus: 200,
    acknowledged: false,
    createdAt: '2026-04-06T15:00:00.250000Z',
    updatedAt: '2026-04-06T15:00:00.250000Z',
  })
  await avenia.sandbox.clock.advance(1_000)
  expect((await api.patch(`${WEBHOOKS}attempts`, { ids: [attempt.id, 'unknown'] })).body).toEqual(
    {},
  )
  expect((await api.get(`${path}${attempt.id}`)).body.eventAttempt).toMatchObject({
    acknowledged: true,
    updatedAt: '2026-04-06T15:00:01.250000Z',
  })
  expect((await api.get(`${path}?unackedOnly=true`)).body.eventAttempts).toEqual([])
  expect(
    (await api.get(`${path}?webhookEventId=${attempt.webhookEventId}`)).body.eventAttempts,
  ).toHaveLength(1)
  expect((await api.get(`${path}unknown`)).status).toBe(404)
})

test('avenia.webhook.acknowledged = by-2xx: an answer of 200 acknowledges', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.webhook.acknowledged': 'by-2xx' } })
  await caught(avenia)
  expect(
    (await avenia.api.get(`${WEBHOOKS}attempts/?unackedOnly=true`)).body.eventAttempts,
  ).toEqual([])
})

test.each([
  ['three-times', [500, 500, 500]],
  ['never', [500]],
])('avenia.webhook.retry = %s: a receiver that fails sees %j', async (variant, statuses) => {
  const server = createServer((_, answer) => answer.writeHead(500).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await using avenia = await createAvenia({ variants: { 'avenia.webhook.retry': variant } })
  await subscribe(avenia, ['TICKET'], `http://127.0.0.1:${port}/hook`)
  await order(avenia.api, { outputAmount: '2000' })
  for (const by of ['PT0S', 'PT1M', 'PT5M']) {
    await avenia.sandbox.clock.advance(by)
    await avenia.sandbox.settle()
  }
  const { body } = await avenia.api.get(`${WEBHOOKS}attempts/`)
  server.close()
  expect(body.eventAttempts.map((each: { responseStatus: number }) => each.responseStatus)).toEqual(
    statuses,
  )
})

test('events are kept, by subject and subscription', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const { body } = await order(api)
  const path = `${WEBHOOKS}events/`
  const [event] = (await api.get(`${path}?subscription=TICKET&dataId=${body.id}`)).body.events
  expect(event).toMatchObject({ subscription: 'TICKET', data: { type: 'TICKET-CREATED' } })
  expect((await api.get(`${path}${event.id}`)).body).toEqual({ event })
  expect((await api.get(`${path}?subscription=KYC`)).body.events).toEqual([])
})

test('an administrator’s change of a limit is told', async () => {
  await using avenia = await createAvenia()
  await subscribe(avenia, ['LIMIT-UPDATE'])
  await avenia.sandbox.trigger('avenia.limits.update', { currency: 'BRL', maxFiatIn: '5000' })
  await avenia.sandbox.clock.advance(0)
  expect((await avenia.sandbox.inbox.list())[0]!.body).toMatchObject({
    event: { subscription: 'LIMIT-UPDATE' },
  })
  const { body } = await avenia.api.get('/v2/account/limits')
  expect(body.limitInfo.limits[0]).toMatchObject({ currency: 'BRL', maxFiatIn: '5000' })
  await expect(avenia.sandbox.trigger('avenia.limits.update', { currency: 'XYZ' })).rejects.toThrow(
    /No limit/,
  )
})
