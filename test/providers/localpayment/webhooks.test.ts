/** Notifications: where they go, how they are signed, what acknowledges them. */
import { expect, test } from 'vitest'
import { createLocalpayment, KEY, type Localpayment, toSignature } from './kit.ts'

const URL = 'http://127.0.0.1:9/hook'

async function receive({ sandbox }: Localpayment): Promise<void> {
  await sandbox.trigger('localpayment.payin.receive', {
    key: KEY,
    amount: 1000,
    concept: 'Factura 7',
  })
  await sandbox.clock.advance('PT1S')
}

test('the recipe of the documents gives the digest of the test vector', () => {
  expect(toSignature('test_secret', '{"transactionType":"PayIn","amount":1000}')).toBe(
    '5c3b7bf0a6326ca95cc66a2cf345d4144372a359520624df2559effa121d5d7c',
  )
})

test('a notification verifies over its raw bytes, and a changed byte does not', async () => {
  await using lp = await createLocalpayment()
  await lp.listen('PayIn')
  await lp.activate()
  await receive(lp)
  const [message] = await lp.messages()
  const secret = lp.sandbox.localpayment.credentials.webhookSecret!
  expect(lp.sandbox.localpayment.env.LOCALPAYMENT_WEBHOOK_SECRET).toBe(secret)
  expect(message!.headers['x-signature']).toBe(toSignature(secret, message!.rawBody))
  expect(message!.rawBody).toBe(JSON.stringify(message!.body))
  const changed = message!.rawBody.replace('"amount":1000', '"amount":1001')
  expect(message!.headers['x-signature']).not.toBe(toSignature(secret, changed))
})

test('a Bre-B payin is told with every member of the printed notification', async () => {
  await using lp = await createLocalpayment()
  await lp.listen('PayIn')
  await lp.activate()
  await receive(lp)
  const [message] = await lp.messages()
  expect(message!.body).toEqual({
    transactionType: 'PayIn',
    externalId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    internalId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    paymentMethod: { type: 'BankTransfer', code: '2006', flow: 'DIRECT' },
    country: 'COL',
    currency: 'COP',
    amount: 1000,
    accountNumber: lp.accountNumber,
    confirmed: { currency: 'COP', fxQuote: 1, amount: 1000 },
    payment: { currency: 'COP', fxQuote: 1, financingFee: 0, amount: 1000 },
    localTaxes: [],
    withHoldings: [],
    fees: {
      description: 'Fee',
      currency: 'COP',
      fxSource: 3705.82,
      fxQuote: 1,
      amount: 1,
      account: lp.accountNumber,
    },
    status: { code: '200', description: 'COMPLETED', detail: 'The payin was credited' },
    beneficiary: {
      type: 'COMPANY',
      name: 'LOCALPAYMENT',
      document: { type: 'NIT', id: '1111123456' },
      bank: { name: 'BANCO DE BOGOTÁ', code: '1001', account: { type: 'KEY', number: KEY } },
    },
    merchant: { type: 'COMPANY', name: 'Empresa de Ensayo SAS' },
    payer: {
      type: 'INDIVIDUAL',
      name: 'Rosa',
      lastName: 'Ensayo',
      document: { type: 'CC', id: '1020304050' },
      email: 'NA',
      bank: {
        name: 'BANCO POPULAR',
        code: '1002',
        account: { type: 'BREB', number: expect.stringMatching(/^signer:[A-Za-z0-9]{34}@breb$/) },
      },
    },
    date: { creationDate: '2026-02-25T15:00:06Z', processedDate: '2026-02-25T15:00:07Z' },
    errors: [],
    referenceCode: expect.stringMatching(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/),
    tracking: {
      id: expect.stringMatching(/^20260225\d{9}TFY\d{15}$/),
      reference: expect.stringMatching(/^20260225\d{9}TFY\d{15}$/),
      concept: 'Factura 7',
    },
  })
})

async function deliverTo(statuses: number[]) {
  const lp = await createLocalpayment({
    fetch: async () => new Response(null, { status: statuses.shift() ?? 500 }),
  })
  await lp.sandbox.trigger('localpayment.webhook.register', { url: URL, types: 'PayIn' })
  await lp.activate()
  await receive(lp)
  await lp.sandbox.settle()
  return lp
}

test('localpayment.webhook.ack = only-200: another success is tried again', async () => {
  await using lp = await deliverTo([204, 200])
  expect((await lp.sandbox.webhooks.list())[0]).toMatchObject({
    status: 'pending',
    attempts: [{ status: 204 }],
  })
  await lp.sandbox.clock.advance('PT1S')
  expect((await lp.sandbox.webhooks.list())[0]).toMatchObject({
    status: 'delivered',
    attempts: [{ status: 204 }, { status: 200 }],
  })
})

test('retries back off by doubling and then end', async () => {
  await using lp = await deliverTo([])
  await lp.sandbox.clock.advance('PT5M')
  const [delivery] = await lp.sandbox.webhooks.list()
  const at = delivery!.attempts.map((attempt) => attempt.at)
  expect(at.slice(1).map((instant, index) => instant - at[index]!)).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000,
  ])
  expect(delivery).toMatchObject({ status: 'failed' })
})

test('a URL gets the types it was registered for, and nothing once it is removed', async () => {
  await using lp = await createLocalpayment()
  await lp.listen('PayOut')
  await lp.activate()
  await receive(lp)
  expect(await lp.messages()).toEqual([])
  await lp.listen('PayIn, PayOut')
  await receive(lp)
  expect(await lp.messages()).toHaveLength(1)
  await lp.sandbox.trigger('localpayment.webhook.remove', { url: lp.sandbox.inbox.url })
  await receive(lp)
  expect(await lp.messages()).toHaveLength(1)
})

test('the dashboard refuses what is not a URL, an unknown type and the removal of an unknown URL', async () => {
  await using lp = await createLocalpayment()
  const register = (parameters: Record<string, unknown>) =>
    lp.sandbox.trigger('localpayment.webhook.register', parameters)
  await expect(register({ url: 'nowhere' })).rejects.toThrow('"nowhere" is not a URL')
  await expect(register({ url: URL, types: 'Payin' })).rejects.toThrow(
    'No type "Payin". There are: PayIn, PayOut, VirtualAccount',
  )
  await expect(lp.sandbox.trigger('localpayment.webhook.remove', { url: URL })).rejects.toThrow(
    'no notification URL in this account has the url',
  )
})
