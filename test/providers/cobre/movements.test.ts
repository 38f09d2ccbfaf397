import { expect, test } from 'vitest'
import { BREB_KEY, CLABE, createTestSandbox, type Json, quirkTest, WALLET } from './setup.ts'

test('a payout leaves the balance when it is processed and ends by the QA endpoint', async () => {
  const { api, clock } = await createTestSandbox()
  const account = await api.account(10_000)
  const id = await api.payout(account, 4_000)

  await clock.advance(999)
  expect([await api.state(id), await api.balance(account)]).toEqual(['initiated', 10_000])
  await clock.advance(1)
  expect([await api.state(id), await api.balance(account)]).toEqual(['processing', 6_000])

  const change = { money_movement_id: id, state: 'completed' }
  expect((await api.post('/v1/change_mm_state', change)).status).toBe(200)
  expect([await api.state(id), await api.balance(account)]).toEqual(['completed', 6_000])
  expect((await api.post('/v1/change_mm_state', change)).status).toBe(400)
  expect(await api.movement(id)).toEqual({
    id,
    batch_id: '',
    mm_approval_id: '',
    creator: 'cli_SandboxKey1',
    status: { state: 'completed', code: '', description: '' },
    metadata: { description: 'Payment' },
    external_id: '',
    checker_approval: false,
    type: 'fast_pay',
    geo: 'col',
    source_id: account,
    source: null,
    destination_id: expect.stringMatching(/^cp_/),
    destination: null,
    currency: 'cop',
    amount: 4_000,
    created_at: '2026-11-20T12:00:00Z',
    updated_at: '2026-11-20T12:00:01Z',
  })
})

test.each([
  ['fast_pay', 'pr_col_cobre', undefined],
  ['ach', 'pr_col_1007', undefined],
  ['breb', 'pr_col_cobre', BREB_KEY],
  ['spei', 'pr_mex_cobre3', CLABE],
])('the rail %s follows from both ends', async (type, provider, counterparty: Json | undefined) => {
  const { api } = await createTestSandbox()
  const destination_id = await api.counterparty(counterparty)
  const id = await api.payout(await api.account(100, provider), 100, { destination_id })
  expect((await api.movement(id)).type).toBe(type)
})

test('no rail joins a Colombian balance and a CLABE', async () => {
  const { api } = await createTestSandbox()
  const source_id = await api.account(100)
  const destination_id = await api.counterparty(CLABE)
  const answer = await api.move({ source_id, destination_id, amount: 1, metadata: {} })
  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({ error_code: 'G001', error_description: expect.any(String) })
})

test('money between own balances arrives at completion', async () => {
  const { api, clock, trigger } = await createTestSandbox()
  const [from, to] = [await api.account(900), await api.account()]
  const id = await api.payout(from, 900, { destination_id: to })
  await clock.advance(1_000)
  expect([await api.balance(from), await api.balance(to)]).toEqual([0, 0])
  await trigger('cobre.movement.complete', { id })
  expect([await api.balance(from), await api.balance(to)]).toEqual([0, 900])
})

test('a stablecoin payout needs a verified counterparty, a token of its chain and 1.00 USD', async () => {
  const { api, clock } = await createTestSandbox()
  const source_id = await api.account(10_000, 'pr_global_cobre')
  const destination_id = await api.counterparty(WALLET)
  const send = (amount: number, token: string) =>
    api.move({ source_id, destination_id, amount, metadata: { description: 'x', token } })

  expect((await send(100, 'USDC')).status).toBe(400)
  await clock.advance(5_000)
  expect((await send(99, 'USDC')).status).toBe(400)
  expect((await send(100, 'USDT')).status).toBe(400)
  const made = await send(100, 'USDC')
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ type: 'global', currency: 'usd' })
})

test('a refused approval cancels, an approval processes, and both are listed', async () => {
  const { api, clock } = await createTestSandbox()
  const account = await api.account(100)
  const [first, second] = [
    await api.payout(account, 60, { checker_approval: true }),
    await api.payout(account, 60, { checker_approval: true }),
  ]
  const decide = (money_movement_id: string, decision: string) =>
    api.post('/v1/money_movement_approvals', { money_movement_id, decision })
  expect((await decide(first, 'approve')).status).toBe(400)
  await clock.advance(1_000)
  expect([await api.state(first), await api.balance(account)]).toEqual(['pending_approval', 100])

  const approval = await decide(first, 'approve')
  expect((await api.movement(first)).mm_approval_id).toBe(approval.body.id)
  expect([await api.state(first), await api.balance(account)]).toEqual(['processing', 40])
  await decide(second, 'reject')
  expect(await api.state(second)).toBe('canceled')
  expect((await api.get('/v1/money_movement_approvals')).body.total_items).toBe(2)
})

test('returns a SPEI credit by its transaction, once', async () => {
  const { api, clock, trigger } = await createTestSandbox()
  const account_id = await api.account(0, 'pr_mex_cobre3')
  await trigger('cobre.account.receive', { account_id, amount: 500 })
  const [credit] = await api.transactions(account_id)
  expect(credit!.type).toBe('spei_credit')
  const body = { transaction_id: credit!.id, metadata: { description: 'Wrong' } }

  const made = await api.post('/v1/money_movements_return', body)
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    type: 'spei_return',
    external_id: credit!.id,
    source: {},
    destination: {},
    batch_id: '',
    mm_approval_id: '',
    checker_approval: false,
    status: { state: 'initiated' },
  })
  expect((await api.post('/v1/money_movements_return', body)).status).toBe(400)
  await clock.advance(1_000)
  expect(await api.balance(account_id)).toBe(0)
  expect((await api.transactions(account_id))[1]).toMatchObject({
    type: 'spei_debit',
    amount: -500,
  })
})

for (const [choice, status] of [
  ['cobre.return.providers = second-and-third', 201],
  ['cobre.return.providers = third-only', 400],
] as const) {
  quirkTest(
    choice,
    `a return on the second generation answers ${status}`,
    async ({ api, trigger }) => {
      const account_id = await api.account(0, 'pr_mex_cobre2')
      await trigger('cobre.account.receive', { account_id, amount: 5 })
      const transaction_id = (await api.transactions(account_id))[0]!.id
      const body = { transaction_id, metadata: { description: 'x' } }
      expect((await api.post('/v1/money_movements_return', body)).status).toBe(status)
    },
  )
}

test.each([
  ['no description', {}, 400],
  ['an empty description', { description: '' }, 400],
  ['40 characters', { description: 'x'.repeat(40) }, 201],
  ['41 characters', { description: 'x'.repeat(41) }, 400],
])('a return with %s answers %s', async (_, metadata, status) => {
  const { api, trigger } = await createTestSandbox()
  const account_id = await api.account(0, 'pr_mex_cobre3')
  await trigger('cobre.account.receive', { account_id, amount: 5 })
  const transaction_id = (await api.transactions(account_id))[0]!.id
  const answer = await api.post('/v1/money_movements_return', { transaction_id, metadata })
  expect(answer.status).toBe(status)
})

test('no credit goes back between two balances of the latest generation', async () => {
  const { api, trigger } = await createTestSandbox()
  const account_id = await api.account(0, 'pr_mex_cobre3')
  const returnFrom = async (sender_account_number: string) => {
    await trigger('cobre.account.receive', { account_id, amount: 5, sender_account_number })
    const transaction_id = (await api.transactions(account_id)).at(-1)!.id
    const metadata = { description: 'x' }
    return api.post('/v1/money_movements_return', { transaction_id, metadata })
  }
  const other = await api.get(`/v1/accounts/${await api.account(0, 'pr_mex_cobre3')}`)
  const refused = await returnFrom(other.body.account_number)
  expect([refused.status, refused.headers.get('x-ensayo-hint')]).toEqual([
    400,
    'No credit of another pr_mex_cobre3 goes back.',
  ])
  const older = await api.get(`/v1/accounts/${await api.account(0, 'pr_mex_cobre2')}`)
  expect((await returnFrom(older.body.account_number)).status).toBe(201)
})

test('the token that traces a return is the day and its id; that of a SPEI payout has 30 digits', async () => {
  const { api, clock, trigger } = await createTestSandbox()
  const account_id = await api.account(0, 'pr_mex_cobre3')
  await trigger('cobre.account.receive', { account_id, amount: 5 })
  const [credit] = await api.transactions(account_id)
  const metadata = { description: 'x' }
  const made = await api.post('/v1/money_movements_return', {
    transaction_id: credit!.id,
    metadata,
  })
  await clock.advance(1_000)
  const { metadata: traced } = await api.movement(made.body.id)
  expect(traced.tracking_key).toBe(`20261120${made.body.id.replace('_', '')}`)
  await trigger('cobre.account.receive', { account_id, amount: 5 })
  const id = await api.payout(account_id, 5, { destination_id: await api.counterparty(CLABE) })
  await clock.advance(1_000)
  expect((await api.movement(id)).metadata.tracking_key).toMatch(/^\d{30}$/)
})

quirkTest(
  'cobre.return.takes-transaction = transaction',
  'a movement is not a transaction',
  async ({ api }) => {
    const body = { money_movement_id: 'mm_1', metadata: { description: 'x' } }
    const answer = await api.post('/v1/money_movements_return', body)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('x-ensayo-hint')).toContain('transaction_id')
  },
)

for (const [choice, delayMs] of [
  ['cobre.movement.start-time = at-once', 0],
  ['cobre.movement.start-time = one-second', 1_000],
  ['cobre.movement.start-time = ten-seconds', 10_000],
] as const) {
  quirkTest(choice, `it starts after ${delayMs} ms`, async ({ api, clock }) => {
    const id = await api.payout(await api.account(10), 10)
    if (delayMs > 0) {
      await clock.advance(delayMs - 1)
      expect(await api.state(id)).toBe('initiated')
    }
    await clock.advance(delayMs > 0 ? 1 : 0)
    expect(await api.state(id)).toBe('processing')
  })
}

for (const [choice, state] of [
  ['cobre.movement.completion = waits', 'processing'],
  ['cobre.movement.completion = by-itself', 'completed'],
] as const) {
  quirkTest(choice, `after ten seconds it is ${state}`, async ({ api, clock }) => {
    const id = await api.payout(await api.account(10), 10)
    await clock.advance(10_999)
    expect(await api.state(id)).toBe('processing')
    await clock.advance(1)
    expect(await api.state(id)).toBe(state)
  })
}

quirkTest(
  'cobre.movement.debit-at-processing = at-processing',
  'the second of two fails',
  async ({ api, clock }) => {
    const account = await api.account(100)
    const [first, second] = [await api.payout(account, 100), await api.payout(account, 100)]
    await clock.advance(1_000)
    expect([await api.state(first), await api.state(second)]).toEqual(['processing', 'failed'])
    expect(await api.balance(account)).toBe(0)
  },
)

quirkTest(
  'cobre.movement.rejected-credits-back = new-transaction',
  'the money comes back',
  async ({ api, clock }) => {
    const account = await api.account(100)
    const destination_id = await api.counterparty(BREB_KEY)
    const id = await api.payout(account, 100, { destination_id })
    await clock.advance(1_000)
    await api.post('/v1/change_mm_state', { money_movement_id: id, state: 'rejected' })
    expect([await api.state(id), await api.balance(account)]).toEqual(['rejected', 100])
    const types = (await api.transactions(account)).map(({ type, amount }) => [type, amount])
    expect(types).toEqual([
      ['adjustment_credit', 100],
      ['breb_debit', -100],
      ['breb_rejected', 100],
    ])
  },
)

quirkTest(
  'cobre.movement.returned-after-completed = r008',
  'SPEI returns what was completed',
  async ({ api, clock, trigger }) => {
    const account = await api.account(100, 'pr_mex_cobre3')
    const id = await api.payout(account, 100, { destination_id: await api.counterparty(CLABE) })
    await clock.advance(1_000)
    await trigger('cobre.movement.complete', { id })
    await trigger('cobre.movement.return', { id })
    expect((await api.movement(id)).status).toMatchObject({ state: 'returned', code: 'R008' })
    expect(await api.balance(account)).toBe(100)
    await expect(trigger('cobre.movement.return', { id })).rejects.toThrow('returned')
  },
)

quirkTest(
  'cobre.movement.refusal-is-canceled = canceled',
  'refused means canceled',
  async ({ api, clock }) => {
    const id = await api.payout(await api.account(1), 1, { checker_approval: true })
    await clock.advance(1_000)
    const body = { money_movement_id: id, decision: 'reject' }
    await api.post('/v1/money_movement_approvals', body)
    expect(await api.state(id)).toBe('canceled')
  },
)

for (const [choice, isFull] of [
  ['cobre.movement.create-answer = subset', false],
  ['cobre.movement.create-answer = full', true],
] as const) {
  quirkTest(choice, 'the answer to a creation', async ({ api }) => {
    const source_id = await api.account(5)
    const destination_id = await api.counterparty()
    const { body } = await api.move({ source_id, destination_id, amount: 5, metadata: {} })
    const read = await api.movement(body.id)
    const later = ['batch_id', 'mm_approval_id', 'source', 'destination', 'updated_at']
    const missing = Object.keys(read).filter((key) => !(key in body))
    expect(missing.sort()).toEqual(isFull ? [] : later.sort())
  })
}

for (const [choice, status] of [
  ['cobre.movement.external-id-unique = refused', 400],
  ['cobre.movement.external-id-unique = accepted', 201],
  ['cobre.movement.external-id-unique = conflict', 409],
] as const) {
  quirkTest(choice, `a second movement of one external id answers ${status}`, async ({ api }) => {
    const source_id = await api.account(10)
    await api.payout(source_id, 1, { external_id: 'order-1' })
    const destination_id = await api.counterparty()
    const again = { source_id, destination_id, amount: 1, metadata: {}, external_id: 'order-1' }
    const answer = await api.move(again)
    expect(answer.status).toBe(status)
    if (status !== 201)
      expect(Object.keys(answer.body)).toEqual(['error_code', 'error_description'])
    const found = await api.get('/v1/money_movements?external_id=order-1')
    expect(found.body.total_items).toBe(status === 201 ? 2 : 1)
  })
}

quirkTest(
  'cobre.movement.no-pending-state = processing',
  'there is no pending event',
  async ({ api }) => {
    const { body } = await api.get('/v1/subscribable_events')
    const keys = body.contents.map(({ subscriptionKey }: Json) => subscriptionKey)
    expect(keys).toContain('money_movements.status.processing')
    expect(keys).not.toContain('money_movements.status.pending')
  },
)

for (const [choice, status] of [
  ['cobre.idempotency.missing = refused', 400],
  ['cobre.idempotency.missing = accepted', 201],
] as const) {
  quirkTest(choice, `a movement without a key answers ${status}`, async ({ api }) => {
    const source_id = await api.account(10)
    const destination_id = await api.counterparty()
    const body = { source_id, destination_id, amount: 1, metadata: {} }
    const answer = await api.post('/v1/money_movements', body)
    expect(answer.status).toBe(status)
    if (status === 400) expect(answer.headers.get('x-ensayo-hint')).toContain('`idempotency`')
    const other = await api.post('/v1/money_movements', body, { 'idempotency-key': 'x'.repeat(9) })
    expect(other.status).toBe(400)
  })
}

test('`external_id: null` is not an external id: it is taken as often as one likes', async () => {
  const { api } = await createTestSandbox()
  const source_id = await api.account(10)
  const destination_id = await api.counterparty()
  const metadata = { description: 'Advance', reference: '0042' }
  const body = { source_id, destination_id, amount: 1, metadata, external_id: null }
  const [first, second] = [await api.move(body), await api.move(body)]
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.body.id).not.toBe(first.body.id)
  expect(first.body.metadata).toEqual(metadata)
})

test('a key of eight characters is refused, one of nine taken', async () => {
  const { api } = await createTestSandbox()
  const source_id = await api.account(10)
  const destination_id = await api.counterparty()
  const body = { source_id, destination_id, amount: 1, metadata: {} }
  expect((await api.move(body, '12345678')).status).toBe(400)
  expect((await api.move(body, '123456789')).status).toBe(201)
  expect((await api.post('/v1/money_movements', body)).status).toBe(400)
})

quirkTest(
  'cobre.idempotency.life = one-day',
  'after a day the key is free',
  async ({ api, clock }) => {
    const source_id = await api.account(10)
    const destination_id = await api.counterparty()
    const body = { source_id, destination_id, amount: 1, metadata: {} }
    const first = await api.move(body, 'the-same-key')
    await clock.advance(24 * 3_600_000 - 1)
    await api.login()
    expect((await api.move(body, 'the-same-key')).body.id).toBe(first.body.id)
    await clock.advance(1)
    expect((await api.move(body, 'the-same-key')).body.id).not.toBe(first.body.id)
  },
)

for (const [choice, isSame] of [
  ['cobre.idempotency.repeated = first-movement', true],
  ['cobre.idempotency.repeated = ignored', false],
] as const) {
  quirkTest(choice, 'a repeated key with another body', async ({ api }) => {
    const source_id = await api.account(10)
    const destination_id = await api.counterparty()
    const body = { source_id, destination_id, metadata: {} }
    const first = await api.move({ ...body, amount: 1 }, 'the-same-key')
    const second = await api.move({ ...body, amount: 2 }, 'the-same-key')
    expect(second.status).toBe(201)
    expect(second.body.id === first.body.id).toBe(isSame)
  })
}

for (const [choice, status] of [
  ['cobre.idempotency.other-header = refused', 400],
  ['cobre.idempotency.other-header = accepted', 201],
] as const) {
  quirkTest(choice, `Idempotency-Key answers ${status}`, async ({ api }) => {
    const source_id = await api.account(10)
    const destination_id = await api.counterparty()
    const body = { source_id, destination_id, amount: 1, metadata: {} }
    const answer = await api.post('/v1/money_movements', body, { 'Idempotency-Key': '123456789' })
    expect(answer.status).toBe(status)
  })
}

for (const [choice, reference] of [
  ['cobre.spei.reference = as-sent', 9911],
  ['cobre.spei.reference = text', '9911'],
] as const) {
  quirkTest(choice, 'a numeric reference', async ({ api, clock }) => {
    const source_id = await api.account(10, 'pr_mex_cobre3')
    const destination_id = await api.counterparty(CLABE)
    const metadata = { description: 'x', reference: 9911 }
    const id = await api.payout(source_id, 10, { destination_id, metadata })
    await clock.advance(1_000)
    const read = await api.movement(id)
    expect(read.metadata).toMatchObject({
      reference,
      tracking_key: expect.stringMatching(/^\w{30}$/),
    })
  })
}

for (const [choice, type] of [
  ['cobre.breb.rail = breb', 'breb'],
  ['cobre.breb.rail = fast-pay', 'fast_pay'],
  ['cobre.breb.rail = ach', 'ach'],
] as const) {
  quirkTest(choice, `a Bre-B payout travels by ${type}`, async ({ api }) => {
    const destination_id = await api.counterparty(BREB_KEY)
    const id = await api.payout(await api.account(10), 10, { destination_id })
    expect((await api.movement(id)).type).toBe(type)
  })
}
