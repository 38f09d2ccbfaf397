/** Payins and notifications: a test per variant. */
import { expect } from 'vitest'
import { CASH_ID, KEY, type Localpayment, type Loose, quirkTest, toSignature, uuid } from './kit.ts'

const PAYER = { payerName: 'Rosa', payerLastName: 'Ensayo', payerDocument: '1020304050' }

/** A stranger pays the key; the notification that follows. */
async function receive(
  lp: Localpayment,
  over: Record<string, unknown> = {},
): Promise<{ body: Loose; headers: Record<string, string>; rawBody: string }> {
  await lp.listen('PayIn')
  await lp.activate()
  await lp.sandbox.trigger('localpayment.payin.receive', {
    key: KEY,
    amount: 1000,
    ...PAYER,
    ...over,
  })
  await lp.sandbox.clock.advance('PT1S')
  return (await lp.messages())[0]!
}

quirkTest('localpayment.payin.envelope = flat: a payin is told at the top', async (lp) => {
  expect((await receive(lp)).body).toMatchObject({
    transactionType: 'PayIn',
    amount: 1000,
    status: { code: '200' },
  })
})

quirkTest('localpayment.payin.envelope = wrapped: a payin is told below `data`', async (lp) => {
  expect((await receive(lp)).body).toMatchObject({
    transactionType: 'PayIn',
    transactionFlow: null,
    data: { amount: 1000 },
  })
})

quirkTest('localpayment.payin.envelope = event: a payin is told as an event', async (lp) => {
  expect((await receive(lp)).body).toMatchObject({
    event: 'transaction.completed',
    data: { amount: 1000 },
  })
})

quirkTest('localpayment.payin.external-id = uuid: a real payment gets a UUID', async (lp) => {
  expect((await receive(lp)).body.externalId).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
})

quirkTest(
  'localpayment.payin.external-id = transferencia: a real payment gets TRANSFERENCIA- and digits',
  async (lp) => {
    expect((await receive(lp)).body.externalId).toMatch(/^TRANSFERENCIA-\d+$/)
  },
)

quirkTest(
  'localpayment.payin.beneficiary-is-localpayment = localpayment: only the key leads to the account',
  async (lp) => {
    const { body, rawBody } = await receive(lp)
    expect(body.beneficiary).toMatchObject({
      name: 'LOCALPAYMENT',
      bank: { account: { type: 'KEY', number: KEY } },
    })
    expect(rawBody).not.toContain(lp.account().externalId)
  },
)

quirkTest(
  'localpayment.payin.sample-documents = as-printed: the beneficiary has a NIT that fails the check',
  async (lp) => {
    const { document } = (await receive(lp)).body.beneficiary
    expect(document).toEqual({ type: 'NIT', id: '1111123456' })
    expect(
      (await lp.api.post('/api/validation/document', { country: 'COL', document })).status,
    ).toBe(400)
  },
)

quirkTest(
  'localpayment.payin.fees-object = object: `fees` is an object beside two lists',
  async (lp) => {
    const { fees, localTaxes, withHoldings } = (await receive(lp)).body
    expect(fees).toEqual({
      description: 'Fee',
      currency: 'COP',
      fxSource: 3705.82,
      fxQuote: 1,
      amount: 1,
      account: lp.accountNumber,
    })
    expect([localTaxes, withHoldings]).toEqual([[], []])
  },
)

quirkTest(
  'localpayment.payin.any-payer = reported: a payer who is not the beneficiary is reported',
  async (lp) => {
    expect((await receive(lp)).body.payer).toMatchObject({
      name: 'Rosa',
      lastName: 'Ensayo',
      document: { type: 'CC', id: '1020304050' },
      email: 'NA',
    })
  },
)

quirkTest(
  'localpayment.payin.over-limit-silent = silent: a transfer above the limit leaves no trace',
  async (lp) => {
    await expect(receive(lp, { amount: 12_110_000.01 })).rejects.toThrow('The network refuses')
    expect(await lp.messages()).toEqual([])
    expect(await lp.balance()).toBe(100_000_000)
  },
)

const balanceAfter = async (lp: Localpayment) => {
  await receive(lp)
  return lp.balance()
}

quirkTest('localpayment.payin.fee = booked: the fee is taken from the balance', async (lp) => {
  expect(await balanceAfter(lp)).toBe(100_000_999)
})

quirkTest('localpayment.payin.fee = told-only: the fee is told and not taken', async (lp) => {
  expect(await balanceAfter(lp)).toBe(100_001_000)
})

const STRANGER = { type: 'INDIVIDUAL', name: 'Rosa', document: { type: 'CC', id: '1020304050' } }

quirkTest(
  'localpayment.simulate.payer-is-beneficiary = enforced: a simulated payer must be the account’s beneficiary',
  async (lp) => {
    await lp.activate()
    const stranger = lp.simulation({ payer: STRANGER })
    expect(await lp.api.post('/api/payin/simulate', stranger)).toMatchObject({
      status: 400,
      body: {
        status: {
          code: '400',
          description: 'ERROR',
          detail: 'Invalid param + [payer] + verification failed',
        },
      },
    })
    expect((await lp.api.post('/api/payin/simulate', lp.simulation())).status).toBe(201)
  },
)

quirkTest(
  'localpayment.simulate.payer-is-beneficiary = anybody: a simulated payer may be anybody',
  async (lp) => {
    await lp.activate()
    expect(
      (await lp.api.post('/api/payin/simulate', lp.simulation({ payer: STRANGER }))).status,
    ).toBe(201)
  },
)

const withFlow = (lp: Localpayment, flow: string) =>
  lp.pse({
    externalId: uuid(flow.length),
    paymentMethod: { type: 'BankTransfer', code: '1936', flow },
  })

quirkTest('localpayment.payin.pse-flow = redirect: PSE takes REDIRECT alone', async (lp) => {
  expect((await lp.api.post('/api/payin/', withFlow(lp, 'REDIRECT'))).status).toBe(201)
  expect(
    (await lp.api.post('/api/payin/', withFlow(lp, 'DIRECT'))).body.errors[0].detail,
  ).toContain('[paymentMethod.flow]')
})

quirkTest('localpayment.payin.pse-flow = direct: PSE takes DIRECT alone', async (lp) => {
  expect((await lp.api.post('/api/payin/', withFlow(lp, 'DIRECT'))).status).toBe(201)
  expect((await lp.api.post('/api/payin/', withFlow(lp, 'REDIRECT'))).status).toBe(400)
})

quirkTest(
  'localpayment.payin.pse-parties = merchant-and-sender: PSE wants merchant and sender',
  async (lp) => {
    const { body } = await lp.api.post(
      '/api/payin/',
      lp.pse({ merchant: undefined, sender: undefined }),
    )
    expect(body.errors).toEqual([
      { code: '301', detail: 'Empty mandatory param + [merchant]' },
      { code: '301', detail: 'Empty mandatory param + [sender]' },
    ])
  },
)

quirkTest(
  'localpayment.payin.pse-parties = payer-and-bank: PSE wants payer and bank',
  async (lp) => {
    expect((await lp.api.post('/api/payin/', lp.pse())).body.errors).toHaveLength(2)
    const whole = lp.pse({ payer: STRANGER, bank: { code: 'LP-2S-FLOW' } })
    expect((await lp.api.post('/api/payin/', whole)).status).toBe(201)
  },
)

const refund = async (lp: Localpayment) =>
  lp.api.patch(`/api/payin/${(await receive(lp)).body.externalId}/refund`)

quirkTest(
  'localpayment.payin.breb-refund = allowed: a Bre-B payin is refunded out of the balance',
  async (lp) => {
    expect((await refund(lp)).body).toMatchObject({
      status: { code: '902', description: 'REFUNDED', detail: 'The payin was refunded' },
    })
    expect(await lp.balance()).toBe(99_999_999)
  },
)

quirkTest(
  'localpayment.payin.breb-refund = refused: a Bre-B payin cannot be refunded',
  async (lp) => {
    expect(await refund(lp)).toMatchObject({
      status: 400,
      body: { status: { code: '400', description: 'ERROR', detail: 'Invalid operation' } },
    })
  },
)

const secretOf = (lp: Localpayment) => lp.sandbox.localpayment.credentials.webhookSecret!

quirkTest('localpayment.webhook.signature = bare-hex: the header is the digest', async (lp) => {
  const { headers, rawBody } = await receive(lp)
  expect(headers['x-signature']).toBe(toSignature(secretOf(lp), rawBody))
})

quirkTest(
  'localpayment.webhook.signature = prefixed: a word stands before the digest',
  async (lp) => {
    const { headers, rawBody } = await receive(lp)
    expect(headers['x-signature']).toBe(`HMAC-SHA256 ${toSignature(secretOf(lp), rawBody)}`)
  },
)

quirkTest(
  'localpayment.webhook.signature = sha256-header: the header has another name',
  async (lp) => {
    const { headers, rawBody } = await receive(lp)
    expect(headers['x-localpayment-signature']).toBe(`sha256=${toSignature(secretOf(lp), rawBody)}`)
    expect(headers).not.toHaveProperty('x-signature')
  },
)

quirkTest('localpayment.webhook.forgery = genuine: the signature verifies', async (lp) => {
  const { headers, rawBody } = await receive(lp)
  expect(headers['x-signature']).toBe(toSignature(secretOf(lp), rawBody))
})

quirkTest(
  'localpayment.webhook.forgery = forged: the signature is well formed and does not verify',
  async (lp) => {
    const { headers, rawBody } = await receive(lp)
    expect(headers['x-signature']).toMatch(/^[0-9a-f]{64}$/)
    expect(headers['x-signature']).not.toBe(toSignature(secretOf(lp), rawBody))
  },
)

const idsTold = async (lp: Localpayment) => {
  await receive(lp)
  return (await lp.messages()).map(({ body }) => (body as { internalId: string }).internalId)
}

quirkTest('localpayment.webhook.duplicates = once: a payin is told once', async (lp) => {
  expect(await idsTold(lp)).toHaveLength(1)
})

quirkTest(
  'localpayment.webhook.duplicates = twice: a payin is told twice with the same ids',
  async (lp) => {
    const ids = await idsTold(lp)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  },
)

async function countTold(lp: Localpayment): Promise<number> {
  await lp.listen('PayOut')
  await lp.api.post('/api/payout/', [lp.payout()])
  await lp.sandbox.clock.advance('PT6S')
  return (await lp.messages()).length
}

quirkTest('localpayment.webhook.order = prompt: notifications leave at once', async (lp) => {
  expect(await countTold(lp)).toBe(3)
})

quirkTest(
  'localpayment.webhook.order = shuffled: notifications come up to 20 seconds late',
  async (lp) => {
    expect(await countTold(lp)).toBeLessThan(3)
    await lp.sandbox.clock.advance('PT20S')
    expect(await lp.messages()).toHaveLength(3)
  },
)

quirkTest(
  'localpayment.webhook.back-off = seconds: tries follow after 1, 2, 4, 8 and 16 seconds',
  async (lp) => {
    await lp.sandbox.trigger('localpayment.webhook.register', {
      url: 'http://127.0.0.1:9/closed',
      types: 'PayIn',
    })
    await lp.activate()
    await lp.sandbox.trigger('localpayment.payin.receive', { key: KEY, amount: 1000 })
    await lp.sandbox.clock.advance('PT1M')
    const [delivery] = await lp.sandbox.webhooks.list()
    expect(delivery).toMatchObject({
      status: 'failed',
      retryMs: [1_000, 2_000, 4_000, 8_000, 16_000],
    })
    expect(delivery!.attempts).toHaveLength(6)
  },
)

quirkTest(
  'localpayment.webhook.back-off = minutes: tries follow after 1, 2, 4, 8 and 16 minutes',
  async (lp) => {
    await receive(lp)
    expect(
      (await lp.sandbox.webhooks.list()).find(({ notification }) => notification === 'PayIn')
        ?.retryMs,
    ).toEqual([60_000, 120_000, 240_000, 480_000, 960_000])
  },
)

quirkTest('localpayment.payin.cash-life = 7-days: cash can be paid for seven days', async (lp) => {
  await lp.api.post('/api/payin/', lp.cash())
  await lp.sandbox.clock.advance(7 * 86_400_000 - 1)
  await lp.login()
  expect((await lp.statusOf(CASH_ID)).code).toBe('100')
  await lp.sandbox.clock.advance(1)
  expect((await lp.statusOf(CASH_ID)).code).toBe('900')
})

quirkTest('localpayment.payin.cash-life = 1-day: cash can be paid for a day', async (lp) => {
  const { body } = await lp.api.post('/api/payin/', lp.cash())
  expect(body.ticket.expirationDate).toBe('2026-02-26T15:00:00Z')
  await lp.sandbox.clock.advance('P1D')
  await lp.login()
  expect((await lp.statusOf(CASH_ID)).code).toBe('900')
})

const wrongAccount = { accountNumber: '170.170.99999999' }
const ACCOUNT_WORDS = 'Invalid param + [accountNumber] + verification failed'

quirkTest(
  'localpayment.payin.error-text = detail: the errors of a rejected payin have `detail`',
  async (lp) => {
    const { body } = await lp.api.post('/api/payin/', lp.pse(wrongAccount))
    expect(body.errors).toEqual([{ code: '300', detail: ACCOUNT_WORDS }])
  },
)

quirkTest(
  'localpayment.payin.error-text = description: the errors of a rejected payin are as those of a payout',
  async (lp) => {
    const { body } = await lp.api.post('/api/payin/', lp.pse(wrongAccount))
    expect(body.errors).toEqual([{ code: '300', description: ACCOUNT_WORDS }])
  },
)
