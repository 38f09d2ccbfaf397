import { expect, test } from 'vitest'
import { createTestSandbox, quirkTest } from './setup.ts'

test('opens a Colombian balance with nothing on it', async () => {
  const { api } = await createTestSandbox()
  const made = await api.post('/v1/accounts', {
    provider_id: 'pr_col_cobre',
    action: 'create',
    alias: 'Store',
    tags: ['web'],
  })
  expect(made.status).toBe(201)
  expect(made.body).toEqual({
    id: expect.stringMatching(/^acc_\w{10}$/),
    provider_id: 'pr_col_cobre',
    provider_name: 'Cobre Balance Colombia',
    connectivity: { status: 'connected', description: expect.any(String) },
    alias: 'Store',
    metadata: { available_services: ['mm_push_from_account'], cobre_tag: made.body.account_number },
    account_number: expect.stringMatching(/^@co[a-z]{4}\d{5}$/),
    account_type: 'cobre_balance',
    obtained_balance: 0,
    obtained_balance_at: '2026-11-20T12:00:00Z',
    geo: 'col',
    currency: 'cop',
    tags: ['web'],
    created_at: '2026-11-20T12:00:00Z',
    updated_at: '2026-11-20T12:00:00Z',
  })
})

test.each([
  ['a wrong provider', { provider_id: 'pr_x', action: 'create', alias: 'a' }, 'ACC002'],
  [
    'a wrong account type',
    { provider_id: 'pr_col_1007', action: 'connect', alias: 'a', account_type: 'x' },
    'ACC003',
  ],
  ['fewer fields', { provider_id: 'pr_col_cobre' }, 'ACC004'],
  ['a wrong action', { provider_id: 'pr_col_cobre', action: 'open', alias: 'a' }, 'ACC005'],
  [
    'an action of other providers',
    { provider_id: 'pr_col_cobre', action: 'connect', alias: 'a' },
    'ACC005',
  ],
])('refuses %s', async (_, body, error_code) => {
  const { api } = await createTestSandbox()
  const answer = await api.post('/v1/accounts', body)
  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({ error_code, error_description: expect.any(String) })
})

test('an adjustment credits and debits, never below 0, and shows as a transaction', async () => {
  const { api } = await createTestSandbox()
  const id = await api.account()

  expect((await api.fund(id, 500)).text).toBe('')
  expect((await api.fund(id, 250, '0350')).status).toBe(200)
  expect((await api.fund(id, 251, '0350')).status).toBe(400)

  expect(await api.balance(id)).toBe(250)
  const [credit, debit] = await api.transactions(id)
  expect(credit).toEqual({
    id: expect.stringMatching(/^trx_\w{20}$/),
    type: 'adjustment_credit',
    account_id: id,
    amount: 500,
    previous_balance: 0,
    current_balance: 500,
    currency: 'COP',
    credit_debit_type: 'credit',
    transaction_date: '2026-11-20T12:00:00Z',
    created_at: '2026-11-20T12:00:00Z',
    metadata: { description: 'Test funds' },
  })
  expect(debit).toMatchObject({ type: 'adjustment_debit', amount: -250 })
  expect((await api.get('/v1/transactions')).body.total_items).toBe(2)
  expect((await api.get(`/v1/accounts/${id}/transactions/${debit!.id}`)).body).toEqual(debit)
  const other = await api.account()
  expect((await api.get(`/v1/accounts/${other}/transactions/${debit!.id}`)).status).toBe(404)
})

test('sweeps credits of a secondary account to its primary one until it is unlinked', async () => {
  const { api } = await createTestSandbox()
  const [primary, secondary] = [await api.account(), await api.account()]
  const link = `/v1/accounts/${secondary}/primary_account`

  const linked = await api.call('PUT', link, { primary_account: primary })
  expect(linked.body.metadata.primary_account).toBe(primary)
  await api.fund(secondary, 700)
  expect([await api.balance(primary), await api.balance(secondary)]).toEqual([700, 0])
  expect((await api.transactions(primary))[0]).toMatchObject({ type: 'internal_credit' })

  await api.delete(link)
  await api.fund(secondary, 1)
  expect([await api.balance(primary), await api.balance(secondary)]).toEqual([700, 1])
})

test('refuses links to itself, across currencies and to a linked account', async () => {
  const { api } = await createTestSandbox()
  const [a, b, mexican] = [
    await api.account(),
    await api.account(),
    await api.account(0, 'pr_mex_cobre3'),
  ]
  const link = (from: string, to: string) =>
    api.call('PUT', `/v1/accounts/${from}/primary_account`, { primary_account: to })
  expect((await link(a, a)).status).toBe(400)
  expect((await link(a, mexican)).status).toBe(400)
  expect((await link(a, b)).status).toBe(200)
  expect((await link(b, a)).status).toBe(400)
})

for (const [choice, status] of [
  ['cobre.account.closable = mexico', 400],
  ['cobre.account.closable = every-balance', 204],
] as const) {
  quirkTest(choice, `closing a Colombian balance answers ${status}`, async ({ api }) => {
    const id = await api.account(1)
    expect((await api.delete(`/v1/accounts/${id}`)).status).toBe(400)
    await api.fund(id, 1, '0350')
    expect((await api.delete(`/v1/accounts/${id}`)).status).toBe(status)
    expect((await api.delete(`/v1/accounts/${await api.account(0, 'pr_mex_cobre3')}`)).status).toBe(
      204,
    )
  })
}

test('a balance in the USA has where wires arrive, and a wire credits it', async () => {
  const { api, trigger } = await createTestSandbox()
  const id = await api.account(0, 'pr_usa_cobre')
  const { body } = await api.get(`/v1/accounts/${id}?sensitive_data=true`)
  expect(body).toMatchObject({ geo: 'usa', currency: 'usd', account_type: 'cobre_balance' })
  expect(body.payment_methods).toEqual({
    aba_routing_number: expect.stringMatching(/^\d{9}$/),
    account_number: body.account_number,
  })
  await trigger('cobre.account.receive', { account_id: id, amount: 5_000, sender_name: 'Acme' })
  const { contents } = (await api.get(`/v1/accounts/${id}/transactions?sensitive_data=true`)).body
  expect(contents[0]).toMatchObject({ type: 'fedwire_credit', metadata: { sender_name: 'Acme' } })
  expect(await api.balance(id)).toBe(5_000)
})

test('changes alias and tags; closes an empty Mexican balance alone', async () => {
  const { api } = await createTestSandbox()
  const id = await api.account(100, 'pr_mex_cobre3')
  const changed = await api.call('PATCH', `/v1/accounts/${id}`, { alias: 'New' })
  expect(changed.body).toMatchObject({ alias: 'New', tags: [] })

  expect((await api.delete(`/v1/accounts/${id}`)).status).toBe(400)
  await api.fund(id, 100, '0350')
  expect((await api.delete(`/v1/accounts/${id}`)).status).toBe(204)
  expect((await api.get(`/v1/accounts/${id}`)).status).toBe(404)
  expect((await api.delete(`/v1/accounts/${await api.account()}`)).status).toBe(400)
})

test('lists accounts page by page, narrowed by alias and provider', async () => {
  const { api } = await createTestSandbox()
  for (let count = 0; count < 3; count++) await api.account()
  await api.account(0, 'pr_mex_cobre3')

  const { body } = await api.get('/v1/accounts?page_size=3&page_number=1')
  const { contents, ...envelope } = body
  expect(contents).toHaveLength(1)
  expect(envelope).toEqual({
    total_items: 4,
    total_pages: 2,
    is_last_page: true,
    page_items: 1,
    page_size: 3,
    page_number: 1,
  })
  const mexican = await api.get('/v1/accounts?provider_id=pr_mex_cobre3')
  expect(mexican.body.total_items).toBe(1)
  expect((await api.get('/v1/accounts?page_size=0')).status).toBe(400)
  expect((await api.get('/v1/accounts?page_size=x')).status).toBe(400)
})

for (const [choice, first] of [
  ['cobre.paging.first-page = zero', 0],
  ['cobre.paging.first-page = one', 1],
] as const) {
  quirkTest(choice, `the first page is ${first}`, async ({ api }) => {
    await api.account()
    expect((await api.get('/v1/accounts')).body.page_number).toBe(first)
    const { body } = await api.get(`/v1/accounts?page_number=${first}`)
    expect(body.page_items).toBe(1)
    const before = await api.get(`/v1/accounts?page_number=${first - 1}`)
    expect(before.status).toBe(400)
  })
}

quirkTest('cobre.paging.ten-thousand = ten-thousand', 'pages end at 10,000', async ({ api }) => {
  const last = await api.get('/v1/accounts?page_size=100&page_number=99')
  const beyond = await api.get('/v1/accounts?page_size=100&page_number=100')
  expect([last.status, beyond.status]).toEqual([200, 400])
  expect(beyond.body.error_description).toContain('10000')
})

for (const [choice, status] of [
  ['cobre.account.new-status = connected', 'connected'],
  ['cobre.account.new-status = created', 'created'],
] as const) {
  quirkTest(choice, `a new account is ${status}`, async ({ api }) => {
    const { body } = await api.get(`/v1/accounts/${await api.account()}`)
    expect(body.connectivity.status).toBe(status)
  })
}

for (const [choice, status] of [
  ['cobre.account.alias-place = top-level', 400],
  ['cobre.account.alias-place = in-metadata', 201],
] as const) {
  quirkTest(choice, `an alias in metadata answers ${status}`, async ({ api }) => {
    const answer = await api.post('/v1/accounts', {
      provider_id: 'pr_col_cobre',
      action: 'create',
      metadata: { alias: 'Old' },
    })
    expect(answer.status).toBe(status)
    if (status === 201) expect(answer.body.alias).toBe('Old')
  })
}

quirkTest('cobre.money.minor-units = refused', 'a decimal amount is refused', async ({ api }) => {
  const id = await api.account(100_000)
  expect(await api.balance(id)).toBe(100_000)
  const destination_id = await api.counterparty()
  const answer = await api.move({ source_id: id, destination_id, amount: 1000.5, metadata: {} })
  expect(answer.status).toBe(400)
  expect(answer.headers.get('x-ensayo-hint')).toBe('1,000 COP is 100000.')
})

quirkTest('cobre.money.minor-units = left-to-schema', 'the schema refuses it', async ({ api }) => {
  const id = await api.account(100)
  const answer = await api.move({
    source_id: id,
    destination_id: 'cp_1',
    amount: 0.5,
    metadata: {},
  })
  expect(answer.status).toBe(400)
  expect(answer.headers.get('x-ensayo-quirk')).toBeNull()
})

for (const [choice, found] of [
  ['cobre.money.currency-case = by-account', ['COP', 'cop', 'mxn']],
  ['cobre.money.currency-case = all-upper', ['COP', 'COP', 'MXN']],
] as const) {
  quirkTest(choice, `transactions are in ${found}`, async ({ api }) => {
    const ids = [
      await api.account(100),
      await api.account(100, 'pr_col_1007'),
      await api.account(100, 'pr_mex_cobre3'),
    ]
    const currencies = []
    for (const id of ids) currencies.push((await api.transactions(id))[0]!.currency)
    expect(currencies).toEqual(found)
    expect((await api.get(`/v1/accounts/${ids[0]}`)).body.currency).toBe('cop')
    expect((await api.movement(await api.payout(ids[0]!, 100))).currency).toBe('cop')
  })
}

quirkTest('cobre.balances.not-a-resource = not-found', 'there are no balances', async ({ api }) => {
  const answer = await api.get('/v1/balances')
  expect(answer.status).toBe(404)
  expect(answer.headers.get('x-ensayo-hint')).toContain('obtained_balance')
})

for (const [choice, text] of [
  ['cobre.qa.adjustment-error = no-body', ''],
  ['cobre.qa.adjustment-error = error-object', 'error_code'],
] as const) {
  quirkTest(choice, 'a wrong adjustment answers 400', async ({ api }) => {
    for (const body of [
      {},
      { account_id: 'acc_x', amount: 1, transaction_code: '0301', description: 'x' },
    ]) {
      const answer = await api.post('/v1/account_test_transactions', body)
      expect(answer.status).toBe(400)
      if (text === '') expect(answer.text).toBe('')
      else expect(answer.text).toContain(text)
    }
  })
}

for (const [choice, status] of [
  ['cobre.qa.features = all', 201],
  ['cobre.qa.features = documented', 400],
] as const) {
  quirkTest(choice, `connecting a bank answers ${status}`, async ({ api }) => {
    const body = { provider_id: 'pr_col_1007', action: 'connect', alias: 'Bank' }
    expect((await api.post('/v1/accounts', body)).status).toBe(status)
    const mexican = { provider_id: 'pr_mex_cobre3', action: 'create', alias: 'Mexico' }
    expect((await api.post('/v1/accounts', mexican)).status).toBe(status)
    const quotes = await api.get('/v1/fx_quotes')
    expect(quotes.status).toBe(status === 201 ? 200 : 400)
  })
}

quirkTest(
  'cobre.limits.rate = thirty-per-second',
  '200 at once, then 30 a second',
  async ({ api, clock }) => {
    // The login was the first.
    for (let count = 0; count < 199; count++)
      expect((await api.get('/v1/accounts')).status).toBe(200)
    expect((await api.get('/v1/accounts')).status).toBe(429)
    await clock.advance(33)
    expect((await api.get('/v1/accounts')).status).toBe(429)
    await clock.advance(1)
    expect((await api.get('/v1/accounts')).status).toBe(200)
    await clock.advance(1_000)
    for (let count = 0; count < 30; count++)
      expect((await api.get('/v1/accounts')).status).toBe(200)
    const over = await api.get('/v1/accounts')
    expect(over.status).toBe(429)
    expect(Object.keys(over.body)).toEqual(['error_code', 'error_description'])
  },
)

quirkTest('cobre.limits.rate = none', 'nothing is limited', async ({ api }) => {
  for (let count = 0; count < 300; count++) expect((await api.get('/v1/accounts')).status).toBe(200)
})
