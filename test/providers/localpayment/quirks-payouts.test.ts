/** Payouts: a test per variant. */
import { expect } from 'vitest'
import { KEY, type Localpayment, PAYOUT_ID, quirkTest, uuid } from './kit.ts'

const METHOD_WORDS =
  "Invalid param + [paymentMethod.code] + doesn't exist for PAYMENT_METHOD_TYPE BankTransfer"

type Over = Record<string, unknown>
const pay = (lp: Localpayment, over: Over = {}) => lp.api.post('/api/payout/', [lp.payout(over)])
const codeOf = async (lp: Localpayment, over: Over) => (await pay(lp, over)).body[0].status.code
const withAccount = (lp: Localpayment, account: Over) => ({
  beneficiary: { ...lp.payout().beneficiary, bank: { account } },
})

quirkTest(
  'localpayment.payout.envelope = as-printed: one accepted payout is an object, all else an array',
  async (lp) => {
    expect((await pay(lp)).body).toMatchObject({ externalId: PAYOUT_ID, status: { code: '100' } })
    expect((await pay(lp)).body).toMatchObject([{ status: { code: '500' } }])
    const two = [lp.payout({ externalId: uuid(1) }), lp.payout({ externalId: uuid(2) })]
    expect((await lp.api.post('/api/payout/', two)).body).toHaveLength(2)
  },
)

quirkTest(
  'localpayment.payout.envelope = array: one accepted payout comes in an array',
  async (lp) => {
    expect((await pay(lp)).body).toMatchObject([{ externalId: PAYOUT_ID, status: { code: '100' } }])
  },
)

quirkTest(
  'localpayment.payout.bare-object = rejected: a body that is not an array is rejected for its payment method',
  async (lp) => {
    const { status, body } = await lp.api.post('/api/payout/', lp.payout())
    expect(status).toBe(400)
    expect(body).toEqual([
      {
        externalId: PAYOUT_ID,
        internalId: expect.any(String),
        status: { code: '801', description: 'Rejected', detail: 'Params error' },
        errors: [{ code: '300', description: METHOD_WORDS }],
      },
    ])
  },
)

quirkTest(
  'localpayment.payout.bare-object = accepted: a body that is not an array is one payout',
  async (lp) => {
    expect(await lp.api.post('/api/payout/', lp.payout())).toMatchObject({
      status: 201,
      body: { externalId: PAYOUT_ID },
    })
    const { body } = await lp.api.post(
      '/api/payout/',
      lp.payout({ externalId: uuid(1), currency: 'USD' }),
    )
    expect(body[0].errors).toEqual([
      { code: '300', description: 'Invalid param + [currency] + verification failed' },
    ])
  },
)

quirkTest(
  'localpayment.payout.one-message-four-causes = same-words: code, type, flow and a missing array get one message',
  async (lp) => {
    const method = lp.payout().paymentMethod
    const bodies = [
      [lp.payout({ paymentMethod: { ...method, code: '62' } })],
      [lp.payout({ paymentMethod: { ...method, type: 'Card' } })],
      [lp.payout({ paymentMethod: { ...method, flow: 'REDIRECT' } })],
      lp.payout(),
    ]
    for (const body of bodies) {
      const answer = await lp.api.post('/api/payout/', body)
      expect(answer.body[0].errors, JSON.stringify(body)).toEqual([
        { code: '300', description: METHOD_WORDS },
      ])
    }
  },
)

const LOWER = { paymentMethod: { type: 'BankTransfer', code: '0062', flow: 'direct' } }

quirkTest('localpayment.payout.flow-case = exact: the flow `direct` is rejected', async (lp) => {
  expect(await codeOf(lp, LOWER)).toBe('801')
})

quirkTest('localpayment.payout.flow-case = any-case: the flow `direct` is taken', async (lp) => {
  expect((await pay(lp, LOWER)).status).toBe(201)
})

quirkTest(
  'localpayment.payout.rejection-code = 801: a wrong parameter is 801 with 300 below',
  async (lp) => {
    const { body } = await pay(lp, { country: 'MEX' })
    expect(body[0].status).toEqual({ code: '801', description: 'Rejected', detail: 'Params error' })
    expect(body[0].errors[0].code).toBe('300')
  },
)

quirkTest(
  'localpayment.payout.rejection-code = 300: a wrong parameter is 300 above and below',
  async (lp) => {
    const { body } = await pay(lp, { country: 'MEX' })
    expect(body[0].status).toEqual({
      code: '300',
      description: 'Rejected',
      detail: 'Invalid param + [country] + verification failed',
    })
  },
)

quirkTest(
  'localpayment.payout.account-number-forbidden = rejected: `type` and `number` beside an alias are rejected',
  async (lp) => {
    const { body } = await pay(lp, withAccount(lp, { alias: '@ana01', type: 'S', number: '1' }))
    expect(body[0].status.code).toBe('801')
    expect(body[0].errors).toEqual([
      {
        code: '300',
        description: 'Invalid param + [beneficiary.bank.account.type] + must be excluded',
      },
      {
        code: '300',
        description: 'Invalid param + [beneficiary.bank.account.number] + must be excluded',
      },
    ])
  },
)

quirkTest(
  'localpayment.payout.account-number-forbidden = ignored: `type` and `number` beside an alias do nothing',
  async (lp) => {
    const { body } = await pay(lp, withAccount(lp, { alias: '@ana01', type: 'S', number: '1' }))
    expect(body.beneficiary.bank.account).toEqual({ alias: '@ana01' })
  },
)

const ALONE = { sender: undefined, merchant: undefined }

quirkTest(
  'localpayment.payout.parties = optional: `sender` and `merchant` may be left out',
  async (lp) => {
    expect((await pay(lp, ALONE)).status).toBe(201)
  },
)

quirkTest(
  'localpayment.payout.parties = required: `sender` and `merchant` are mandatory',
  async (lp) => {
    expect((await pay(lp, ALONE)).body[0].errors).toEqual([
      { code: '301', description: 'Empty mandatory param + [sender]' },
      { code: '301', description: 'Empty mandatory param + [merchant]' },
    ])
  },
)

quirkTest('localpayment.payout.alias-format = any: any text is an alias', async (lp) => {
  expect((await pay(lp, withAccount(lp, { alias: '!?' }))).status).toBe(201)
})

quirkTest(
  'localpayment.payout.alias-format = network-rules: an alias is a phone, document, code, e-mail or @ and letters',
  async (lp) => {
    const good = ['3001234567', '0012345678', '1088338888', 'ana@example.com', '@anaEnsayo0001']
    for (const [index, alias] of good.entries()) {
      expect(
        (await pay(lp, { externalId: uuid(index), ...withAccount(lp, { alias }) })).status,
        alias,
      ).toBe(201)
    }
    expect(await codeOf(lp, withAccount(lp, { alias: '!?' }))).toBe('801')
  },
)

quirkTest(
  'localpayment.payout.to-virtual-account = 513: a payout to the key of a virtual account is refused until that is deleted',
  async (lp) => {
    const { externalId } = await lp.activate()
    const toKey = withAccount(lp, { alias: KEY })
    expect((await pay(lp, toKey)).body[0]).toMatchObject({
      status: {
        code: '513',
        description: 'Rejected',
        detail: 'Restricted payment: payment to a Virtual Account is not allowed',
      },
    })
    await lp.api.delete(`/api/virtual-account/${externalId}`)
    expect((await pay(lp, toKey)).status).toBe(201)
  },
)

const leave = (lp: Localpayment, pesos: number) =>
  lp.sandbox.trigger('localpayment.account.fund', { amount: pesos - 100_000_000 })

quirkTest(
  'localpayment.payout.insufficient-funds = reject-505: what the balance does not cover is rejected',
  async (lp) => {
    await leave(lp, 49_999.99)
    expect(await codeOf(lp, {})).toBe('505')
    await lp.sandbox.trigger('localpayment.account.fund', { amount: 0.01 })
    expect((await pay(lp)).status).toBe(201)
    expect(await lp.balance()).toBe(0)
  },
)

quirkTest(
  'localpayment.payout.insufficient-funds = hold-107: what the balance does not cover waits for funds',
  async (lp) => {
    await leave(lp, 40_000)
    expect((await pay(lp)).body.status).toEqual({
      code: '107',
      description: 'OnHold',
      detail: 'Insufficient funds',
    })
    const authorize = () => lp.api.post('/api/payout/authorize', { externalId: PAYOUT_ID })
    expect((await authorize()).body.status.code).toBe('505')
    await lp.sandbox.trigger('localpayment.account.fund', { amount: 10_000 })
    expect((await authorize()).body.status.code).toBe('100')
    expect(await lp.balance()).toBe(0)
  },
)

const TOO_MUCH = { amount: 11_552_001 }

quirkTest('localpayment.payout.over-limit = 504: an amount over the limit is 504', async (lp) => {
  expect(await codeOf(lp, TOO_MUCH)).toBe('504')
})

quirkTest('localpayment.payout.over-limit = 602: an amount over the limit is 602', async (lp) => {
  expect(await codeOf(lp, TOO_MUCH)).toBe('602')
})

quirkTest('localpayment.payout.over-limit = 512: an amount over the limit is 512', async (lp) => {
  expect(await codeOf(lp, TOO_MUCH)).toBe('512')
})

quirkTest(
  'localpayment.payout.over-limit = network: an amount over the limit is accepted, then rejected by the network',
  async (lp) => {
    expect((await pay(lp, TOO_MUCH)).body.status.code).toBe('100')
    await lp.sandbox.clock.advance('PT4S')
    expect((await lp.statusOf(PAYOUT_ID)).code).toBe('102')
    expect(await lp.balance()).toBe(88_447_999)
    await lp.sandbox.clock.advance('PT20S')
    expect(await lp.statusOf(PAYOUT_ID)).toEqual({
      code: '802',
      description: 'Rejected',
      detail: 'Rejected by provider',
    })
    expect(await lp.balance()).toBe(100_000_000)
  },
)

quirkTest('localpayment.payout.zero-amount = 511: an amount of zero is 511', async (lp) => {
  expect(await codeOf(lp, { amount: 0 })).toBe('511')
})

quirkTest('localpayment.payout.zero-amount = 719: an amount of zero is 719', async (lp) => {
  expect(await codeOf(lp, { amount: 0 })).toBe('719')
})

const mixed = (lp: Localpayment) => lp.api.post('/api/payout/', [lp.payout(), lp.payout()])

quirkTest(
  'localpayment.payout.mixed-status = success: an array accepted in part is a success',
  async (lp) => {
    const answer = await mixed(lp)
    expect(answer).toMatchObject({
      status: 201,
      body: [{ status: { code: '100' } }, { status: { code: '500' } }],
    })
  },
)

quirkTest(
  'localpayment.payout.mixed-status = bad-request: an array accepted in part is a bad request',
  async (lp) => {
    const answer = await mixed(lp)
    expect(answer).toMatchObject({
      status: 400,
      body: [{ status: { code: '100' } }, { status: { code: '500' } }],
    })
  },
)

quirkTest(
  'localpayment.payout.authorization = as-asked: a payout waits when it says `requireAuth`, and else goes ahead',
  async (lp) => {
    expect((await pay(lp)).body.status).toEqual({
      code: '100',
      description: 'Received',
      detail: 'The payout was received',
    })
    const plain = await pay(lp, { externalId: uuid(1), requireAuth: false })
    expect(plain.body.status.code).toBe('100')
    const asked = await pay(lp, { externalId: uuid(2), requireAuth: true })
    expect(asked.body.status).toMatchObject({ code: '104', description: 'PendingAuth' })
    expect(asked.headers.get('x-ensayo-quirk')).toContain('localpayment.payout.authorization')
    await lp.api.post('/api/payout/authorize', { externalId: uuid(2) })
    expect((await lp.statusOf(uuid(2))).code).toBe('100')
    const wrong = await pay(lp, { externalId: uuid(3), requireAuth: 'yes' })
    expect(wrong.body[0].errors[0].description).toContain('[requireAuth]')
  },
)

quirkTest(
  'localpayment.payout.record = short: an accepted payout has the members of the guide',
  async (lp) => {
    expect(Object.keys((await pay(lp)).body)).toEqual([
      'externalId',
      'internalId',
      'paymentMethod',
      'country',
      'currency',
      'amount',
      'accountNumber',
      'status',
      'beneficiary',
      'date',
      'errors',
    ])
  },
)

quirkTest(
  'localpayment.payout.record = full: an accepted payout has the members that v3 shows',
  async (lp) => {
    const { body } = await pay(lp)
    expect(Object.keys(body)).toEqual([
      'transactionType',
      'externalId',
      'internalId',
      'loteOut',
      'paymentMethod',
      'country',
      'currency',
      'amount',
      'accountNumber',
      'clientCode',
      'clientName',
      'confirmed',
      'payment',
      'fees',
      'localTaxes',
      'withHoldings',
      'status',
      'beneficiary',
    ])
    expect(Object.keys(body.beneficiary.bank.account)).toEqual([
      'number',
      'type',
      'alias',
      'pixKey',
      'phone',
    ])
  },
)

const nameAlone = { sender: { name: 'TechColombia SAS' }, merchant: { name: 'TechColombia SAS' } }

quirkTest(
  'localpayment.payout.party-members = anything: a name is enough of a sender and a merchant',
  async (lp) => {
    expect((await pay(lp, nameAlone)).status).toBe(201)
    const broken = await pay(lp, { externalId: uuid(1), merchant: { type: 'FIRM' } })
    expect(broken.body[0].errors[0].description).toContain('[merchant.type]')
  },
)

quirkTest(
  'localpayment.payout.party-members = as-printed: type, name and document are asked for',
  async (lp) => {
    const { body, headers } = await pay(lp, nameAlone)
    expect(body[0].errors.map(({ description }: Over) => description)).toEqual(
      ['sender.type', 'sender.document', 'merchant.type', 'merchant.document'].map(
        (path) => `Empty mandatory param + [${path}]`,
      ),
    )
    expect(headers.get('x-ensayo-quirk')).toContain('localpayment.payout.party-members')
    expect((await pay(lp)).status).toBe(201)
  },
)

quirkTest(
  'localpayment.payout.authorization = pending-auth: a payout waits as 104 until it is authorized',
  async (lp) => {
    expect((await pay(lp)).body.status).toMatchObject({ code: '104', description: 'PendingAuth' })
    await lp.sandbox.clock.advance('PT1M')
    expect((await lp.statusOf(PAYOUT_ID)).code).toBe('104')
    expect(await lp.balance()).toBe(100_000_000)
    const { body } = await lp.api.post('/api/payout/authorize', { externalId: PAYOUT_ID })
    expect(body).toMatchObject({
      externalId: PAYOUT_ID,
      status: { code: '100', description: 'Received' },
    })
    expect(await lp.balance()).toBe(99_950_000)
    await lp.sandbox.clock.advance('PT6S')
    expect((await lp.statusOf(PAYOUT_ID)).code).toBe('200')
  },
)

async function steps(lp: Localpayment, stepMs: number): Promise<string[]> {
  await pay(lp)
  const codes: string[] = []
  for (let step = 0; step < 3; step++) {
    await lp.sandbox.clock.advance(stepMs - 1)
    codes.push((await lp.statusOf(PAYOUT_ID)).code)
    await lp.sandbox.clock.advance(1)
    codes.push((await lp.statusOf(PAYOUT_ID)).code)
  }
  return codes
}

quirkTest(
  'localpayment.payout.step-time = 2s: 100, 101, 102 and 200 follow each other by two seconds',
  async (lp) => {
    expect(await steps(lp, 2_000)).toEqual(['100', '101', '101', '102', '102', '200'])
  },
)

quirkTest(
  'localpayment.payout.step-time = 6s: 100, 101, 102 and 200 follow each other by six seconds',
  async (lp) => {
    expect(await steps(lp, 6_000)).toEqual(['100', '101', '101', '102', '102', '200'])
  },
)

quirkTest('localpayment.payout.in-progress-label = with-space: 102 is In Progress', async (lp) => {
  await pay(lp)
  await lp.sandbox.clock.advance('PT4S')
  expect(await lp.statusOf(PAYOUT_ID)).toMatchObject({ code: '102', description: 'In Progress' })
})

quirkTest(
  'localpayment.payout.in-progress-label = without-space: 102 is InProgress',
  async (lp) => {
    await pay(lp)
    await lp.sandbox.clock.advance('PT4S')
    expect(await lp.statusOf(PAYOUT_ID)).toMatchObject({ code: '102', description: 'InProgress' })
  },
)

quirkTest(
  'localpayment.payout.lastname-case = lowercase: the answer says `lastname`',
  async (lp) => {
    const { beneficiary } = (await pay(lp)).body
    expect(beneficiary).toMatchObject({ lastname: 'Ensayo' })
    expect(beneficiary).not.toHaveProperty('lastName')
  },
)

quirkTest(
  'localpayment.payout.errors-null = null: `errors` is null on a payout and [] on an account',
  async (lp) => {
    expect((await pay(lp)).body.errors).toBeNull()
    expect((await lp.activate()).errors).toEqual([])
  },
)

quirkTest(
  'localpayment.payout.method-shape = renamed: the payment method comes back with other names',
  async (lp) => {
    expect((await pay(lp)).body.paymentMethod).toEqual({
      code: '0062',
      name: 'Bre-B Key',
      paymentMethodType: 'BankTransfer',
    })
  },
)

quirkTest(
  'localpayment.payout.processed-date = at-once: a payout that was just received has a processed date',
  async (lp) => {
    expect((await pay(lp)).body.date).toEqual({
      creationDate: '2026-02-25T15:00:00Z',
      processedDate: '2026-02-25T15:00:00Z',
    })
  },
)

const cancel = (lp: Localpayment) => lp.api.patch('/api/payout/cancel', { externalId: PAYOUT_ID })

quirkTest(
  'localpayment.payout.cancel-states = until-sent: a payout can be cancelled until it is sent to the network',
  async (lp) => {
    await pay(lp)
    expect((await cancel(lp)).body).toMatchObject({ status: { code: '900' } })
    expect(await lp.balance()).toBe(100_000_000)
    await pay(lp, { externalId: uuid(1) })
    await lp.sandbox.clock.advance('PT4S')
    expect(await lp.api.patch('/api/payout/cancel', { externalId: uuid(1) })).toMatchObject({
      status: 400,
      body: {
        status: { code: '506', description: 'ERROR', detail: 'Transaction could not be cancelled' },
      },
    })
  },
)

quirkTest(
  'localpayment.payout.cancel-states = locked-or-on-hold: a payout that is only received cannot be cancelled',
  async (lp) => {
    await pay(lp)
    expect((await cancel(lp)).body.status.code).toBe('506')
    await lp.sandbox.clock.advance('PT2S')
    expect((await cancel(lp)).body.status.code).toBe('900')
  },
)

quirkTest(
  'localpayment.payout.cancel-answer = status-900: a cancellation answers ids and status',
  async (lp) => {
    const { internalId } = (await pay(lp)).body
    expect((await cancel(lp)).body).toEqual({
      externalId: PAYOUT_ID,
      internalId,
      status: {
        code: '900',
        description: 'Cancelled',
        detail: 'The payout was cancelled successfully',
      },
    })
  },
)

quirkTest(
  'localpayment.payout.cancel-answer = flat-200: a cancellation answers a flat 200',
  async (lp) => {
    const { internalId } = (await pay(lp)).body
    expect((await cancel(lp)).body).toEqual({
      code: '200',
      description: 'The PayOut was cancelled',
      internalId,
    })
  },
)

async function told(lp: Localpayment): Promise<(string | undefined)[]> {
  await lp.listen('PayOut')
  await pay(lp)
  await lp.sandbox.clock.advance('PT6S')
  return (await lp.messages()).map(
    ({ body }) => (body as { data: { status: { code: string } } }).data.status.code,
  )
}

quirkTest(
  'localpayment.payout.notified-states = every: every change of a payout is told',
  async (lp) => {
    expect(await told(lp)).toEqual(['101', '102', '200'])
  },
)

quirkTest(
  'localpayment.payout.notified-states = final: only the end of a payout is told',
  async (lp) => {
    expect(await told(lp)).toEqual(['200'])
  },
)

async function lastTold(lp: Localpayment) {
  await lp.listen('PayOut')
  await pay(lp)
  await lp.sandbox.clock.advance('PT6S')
  return (await lp.messages()).at(-1)?.body
}

quirkTest(
  'localpayment.payout.notification-envelope = wrapped: a payout is told below `data`',
  async (lp) => {
    expect(await lastTold(lp)).toMatchObject({
      transactionType: 'PayOut',
      data: {
        transactionType: 'payOut',
        externalId: PAYOUT_ID,
        status: { code: '200', description: 'COMPLETED', detail: 'The payout was debited' },
      },
    })
  },
)

quirkTest(
  'localpayment.payout.notification-envelope = flat: a payout is told at the top',
  async (lp) => {
    expect(await lastTold(lp)).toMatchObject({
      transactionType: 'PayOut',
      externalId: PAYOUT_ID,
      status: { code: '200' },
    })
  },
)
