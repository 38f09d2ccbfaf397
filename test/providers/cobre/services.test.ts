import { expect, test } from 'vitest'
import { BANK_ACCOUNT, CLABE, createTestSandbox, type Json, quirkTest } from './setup.ts'

const HOLDER = { full_name: 'Argos Pexto Colombia', id_type: 'CC', id_number: '9001234567' }

test.each([
  ['name', {}, /^@CB[A-Z0-9]{6}[A-Z]{12}$/],
  ['id', {}, /^@CB[A-Z0-9]{6}001234567$/],
  ['random', {}, /^@CB[A-Z0-9]{7}$/],
  ['open_input', { open_input: 'myPersonalKey123' }, /^@MYPERSONALKEY123$/],
])('a key of kind %s has its documented form', async (key_config, more, form) => {
  const { api } = await createTestSandbox()
  const path = `/v1/accounts/${await api.account()}/keys`
  const made = await api.post(path, { alias: 'Store', key_config, holder: HOLDER, ...more })
  expect(made.status).toBe(201)
  expect(made.body.key_value).toMatch(form)
  expect(made.body.connectivity.status).toBe('processing')
})

test('a registered key receives money, is blocked, reactivated and canceled for good', async () => {
  const { api, clock, trigger } = await createTestSandbox()
  const account = await api.account()
  const path = `/v1/accounts/${account}/keys`
  const key = (await api.post(path, { alias: 'Store', key_config: 'random', holder: HOLDER })).body
  const act = (action: string) =>
    api.post(`${path}/${key.id}/key_action`, { action, reason: 'client_request' })
  const status = async () => (await api.get(`${path}/${key.id}`)).body.connectivity.status
  await expect(trigger('cobre.key.pay', { key: key.id, amount: 5 })).rejects.toThrow('registered')

  await clock.advance(5_000)
  await trigger('cobre.key.pay', { key: key.key_value, amount: 5 })
  expect(await api.balance(account)).toBe(5)
  expect((await api.transactions(account))[0]!.type).toBe('breb_credit')
  await act('disable')
  await clock.advance(5_000)
  expect(await status()).toBe('disabled')
  await act('enable')
  await clock.advance(5_000)
  expect(await status()).toBe('registered')
  expect((await api.delete(`${path}/${key.id}`)).status).toBe(204)
  expect(await status()).toBe('unregistered')
  expect((await act('enable')).status).toBe(400)
  expect((await api.get(path)).body.total_items).toBe(1)
  expect((await api.get(`/v1/accounts/${await api.account()}/keys`)).body.total_items).toBe(0)
})

for (const [choice, delayMs] of [
  ['cobre.key.time = five-seconds', 5_000],
  ['cobre.key.time = one-minute', 60_000],
] as const) {
  quirkTest(choice, `a key is registered after ${delayMs} ms`, async ({ api, clock }) => {
    const path = `/v1/accounts/${await api.account()}/keys`
    const { id } = (await api.post(path, { alias: 'a', key_config: 'random', holder: HOLDER })).body
    await clock.advance(delayMs - 1)
    expect((await api.get(`${path}/${id}`)).body.connectivity.status).toBe('processing')
    await clock.advance(1)
    expect((await api.get(`${path}/${id}`)).body.connectivity.status).toBe('registered')
  })
}

for (const [choice, shown] of [
  ['cobre.key.action-at-once = later', 'registered'],
  ['cobre.key.action-at-once = at-once', 'disabled'],
] as const) {
  quirkTest(choice, `disabling answers ${shown}`, async ({ api, clock }) => {
    const path = `/v1/accounts/${await api.account()}/keys`
    const { id } = (await api.post(path, { alias: 'a', key_config: 'random', holder: HOLDER })).body
    await clock.advance(5_000)
    const body = { action: 'disable', reason: 'client_request' }
    const answer = await api.post(`${path}/${id}/key_action`, body)
    expect(answer.body.connectivity.status).toBe(shown)
    expect(answer.body.previous_action.action_requested).toBe('disable')
  })
}

test('an account reference gets its number once enabled, and takes transfers', async () => {
  const { api, clock, trigger } = await createTestSandbox()
  const source_id = await api.account(0, 'pr_col_1066')
  const ask = (body: Json) => api.post('/v1/account_references', { alias: 'a', ...body })
  const other = await api.account()
  const codes = [
    (await ask({ type: 'transfer_acc', source_id: other })).body.error_code,
    (await ask({ type: 'x', source_id })).body.error_code,
    (await ask({ type: 'transfer_acc', source_id: 'acc_x' })).body.error_code,
  ]
  expect(codes).toEqual(['REF001', 'REF002', 'REF006'])

  const { id, connectivity } = (await ask({ type: 'transfer_acc', source_id })).body
  expect(connectivity.status).toBe('processing')
  await clock.advance(5_000)
  const read = await api.get(`/v1/account_references/${id}`)
  expect(read.body).toMatchObject({
    connectivity: { status: 'enabled' },
    metadata: { account_number: expect.stringMatching(/^\d+$/) },
  })
  await trigger('cobre.reference.pay', { id, amount: 70 })
  expect((await api.transactions(source_id))[0]).toMatchObject({
    type: 'transfer_credit',
    amount: 70,
  })
  expect((await api.delete(`/v1/account_references/${id}`)).status).toBe(204)
  expect((await api.get('/v1/account_references')).body.total_items).toBe(0)
})

async function createConversion(provider_id = 'pr_global_cobre') {
  const client = await createTestSandbox()
  const source_id = await client.api.account(20_000, provider_id)
  const destination_id = await client.api.account(0, 'pr_mex_cobre3')
  const quote = (
    await client.api.post('/v1/fx_quotes', {
      currency_pair: 'usd/mxn',
      source_amount: 10_000,
      type: 'static_quote',
    })
  ).body
  const convert = (more: Json = {}) =>
    client.api.post(
      '/v1/cross_border_money_movements',
      { source_id, destination_id, forex_quote_id: quote.id, ...more },
      { idempotency: `convert-${JSON.stringify(more).length}` },
    )
  return { ...client, source_id, destination_id, quote, convert }
}

test('a conversion debits one currency and credits the other at the quoted rate', async () => {
  const { api, clock, convert, destination_id, quote, source_id } = await createConversion()
  expect(quote).toMatchObject({
    fx_rate: 20,
    destination_amount: 200_000,
    fees_breakdown: { spread: 1.5 },
    valid_until: '2026-11-20T12:03:00Z',
  })
  const made = await convert({ metadata: { destination_description: 'Treasury' } })
  expect(made.status).toBe(201)
  const { id: forex_quote_id, ...forex_quote } = quote
  expect(made.body).toMatchObject({
    type: 'cross_border',
    currency: 'usd/mxn',
    amount: 10_000,
    status: { state: 'initiated', code: '', description: '' },
    metadata: { destination_description: 'Treasury', forex_quote_id, forex_quote },
  })
  await clock.advance(1_000)
  expect([await api.balance(source_id), await api.balance(destination_id)]).toEqual([10_000, 0])
  await clock.advance(10_000)
  expect([await api.balance(source_id), await api.balance(destination_id)]).toEqual([
    10_000, 200_000,
  ])
  const read = await api.get(`/v1/cross_border_money_movements/${made.body.id}`)
  expect(read.body.status.state).toBe('completed')
})

test('a refused conversion gives the money back', async () => {
  const { api, clock, convert, source_id, trigger } = await createConversion()
  const { id } = (await convert()).body
  await clock.advance(1_000)
  await trigger('cobre.cross-border.reject', { id })
  expect(await api.balance(source_id)).toBe(20_000)
})

test('a conversion needs accounts in the currencies of its quote', async () => {
  const { convert, source_id } = await createConversion()
  expect((await convert({ destination_id: source_id })).status).toBe(400)
})

for (const [choice, lifeMs] of [
  ['cobre.fx.quote-life = three-minutes', 180_000],
  ['cobre.fx.quote-life = thirty-seconds', 30_000],
] as const) {
  quirkTest(choice, `a quote holds for ${lifeMs} ms`, async ({ api, clock }) => {
    const source_id = await api.account(200, 'pr_global_cobre')
    const destination_id = await api.account(0, 'pr_mex_cobre3')
    const body = { currency_pair: 'usd/mxn', source_amount: 100, type: 'static_quote' }
    const forex_quote_id = (await api.post('/v1/fx_quotes', body)).body.id
    const convert = (idempotency: string) =>
      api.post(
        '/v1/cross_border_money_movements',
        { source_id, destination_id, forex_quote_id },
        { idempotency },
      )
    await clock.advance(lifeMs - 1)
    expect((await convert('just-in-time')).status).toBe(201)
    await clock.advance(1)
    expect((await convert('just-too-late')).status).toBe(400)
  })
}

for (const [choice, delayMs] of [
  ['cobre.cross-border.time = ten-seconds', 10_000],
  ['cobre.cross-border.time = one-hour', 3_600_000],
] as const) {
  quirkTest(choice, `a conversion takes ${delayMs} ms`, async ({ api, clock }) => {
    const source_id = await api.account(100, 'pr_global_cobre')
    const destination_id = await api.account(0, 'pr_mex_cobre3')
    const body = { currency_pair: 'usd/mxn', source_amount: 100, type: 'static_quote' }
    const forex_quote_id = (await api.post('/v1/fx_quotes', body)).body.id
    await api.post(
      '/v1/cross_border_money_movements',
      { source_id, destination_id, forex_quote_id },
      { idempotency: '123456789' },
    )
    await clock.advance(1_000 + delayMs - 1)
    await api.login()
    expect(await api.balance(destination_id)).toBe(0)
    await clock.advance(1)
    expect(await api.balance(destination_id)).toBe(2_000)
  })
}

test('a scheduler sweeps the whole balance of each source when its pattern is due', async () => {
  const { api, clock } = await createTestSandbox()
  const [first, second] = [await api.account(70), await api.account(30)]
  const destination_id = await api.counterparty()
  const made = await api.post('/v1/money_movement_schedulers', {
    account_source_ids: [first, second],
    destination_id,
    schedule_pattern: '0/5 * * * ? *',
    amount: 0,
    metadata: { description: 'Sweep' },
  })
  expect(made.status).toBe(201)
  await clock.advance(5 * 60_000 - 1)
  expect((await api.get('/v1/money_movements')).body.total_items).toBe(0)
  await clock.advance(1)
  const { contents } = (await api.get('/v1/money_movements')).body
  expect(contents.map(({ amount }: Json) => amount)).toEqual([70, 30])
  expect(new Set(contents.map(({ batch_id }: Json) => batch_id)).size).toBe(1)
  expect(contents[0].batch_id).toMatch(/^mmse_/)
  await clock.advance(1_000)
  expect([await api.balance(first), await api.balance(second)]).toEqual([0, 0])

  await api.fund(first, 5)
  expect((await api.delete(`/v1/money_movement_schedulers/${made.body.id}`)).status).toBe(204)
  await clock.advance(10 * 60_000)
  expect((await api.get('/v1/money_movements')).body.total_items).toBe(2)
  expect((await api.get('/v1/money_movement_schedulers')).body.contents[0].active_status).toBe(
    false,
  )
})

test.each(['* * *', '0 25 * * ? *', '0 0 30 2 ? *', 'x x x x x x'])(
  'refuses the pattern %s',
  async (schedule_pattern) => {
    const { api } = await createTestSandbox()
    const destination_id = await api.counterparty()
    const body = {
      account_source_ids: [await api.account(1)],
      destination_id,
      schedule_pattern,
      amount: 1,
    }
    expect((await api.post('/v1/money_movement_schedulers', body)).status).toBe(400)
  },
)

quirkTest(
  'cobre.scheduler.external-id = scheduler-id',
  'executions share the id',
  async ({ api, clock }) => {
    const source = await api.account(100, 'pr_mex_cobre3')
    const made = await api.post('/v1/money_movement_schedulers', {
      account_source_ids: [source],
      destination_id: await api.counterparty(CLABE),
      schedule_pattern: '0/5 * * * ? *',
      amount: 10,
    })
    await clock.advance(10 * 60_000)
    const { contents } = (await api.get(`/v1/money_movements?external_id=${made.body.id}`)).body
    expect(contents).toHaveLength(2)
    expect(contents[0].metadata.reference).toBe('20261120')
  },
)

const ITEM = { amount: 10, destination: BANK_ACCOUNT, metadata: { description: 'Payroll' } }

test('a bulk is validated, approved and carried out as one batch', async () => {
  const { api, clock } = await createTestSandbox()
  const source_id = await api.account(100)
  const items = [
    { ...ITEM, source_id, external_id: 'a' },
    { ...ITEM, source_id, external_id: 'b' },
  ]
  const made = await api.post('/v1/bulk_money_movements', items, { checker_approval: 'true' })
  expect(made.body).toMatchObject({ status: { state: 'validating' }, total_money_movements: 2 })
  const path = `/v1/bulk_money_movements/${made.body.id}`
  await clock.advance(2_000)
  expect((await api.get(path)).body.status.state).toBe('pending_approval')
  expect((await api.post(`${path}/decision`, { decision: 'approve' })).body.status.state).toBe(
    'processing',
  )
  await clock.advance(2_000)
  expect((await api.get(path)).body.status.state).toBe('completed')
  expect(await api.balance(source_id)).toBe(80)
  const { contents } = (await api.get('/v1/money_movements')).body
  expect(contents.map(({ batch_id }: Json) => batch_id)).toEqual([made.body.id, made.body.id])
})

test('one wrong item fails a bulk; a refused one is canceled', async () => {
  const { api, clock } = await createTestSandbox()
  const source_id = await api.account(100)
  const wrong = await api.post('/v1/bulk_money_movements', [
    { ...ITEM, source_id },
    { amount: 1, source_id, destination_id: 'cp_x', metadata: {} },
  ])
  const refused = await api.post('/v1/bulk_money_movements', [{ ...ITEM, source_id }], {
    checker_approval: 'true',
  })
  await clock.advance(2_000)
  await api.post(`/v1/bulk_money_movements/${refused.body.id}/decision`, { decision: 'reject' })
  const state = async (id: string) =>
    (await api.get(`/v1/bulk_money_movements/${id}`)).body.status.state
  expect([await state(wrong.body.id), await state(refused.body.id)]).toEqual(['failed', 'canceled'])
  expect((await api.get('/v1/money_movements')).body.total_items).toBe(0)
})

test('evidence is asked for, uploaded by link, and accepted', async () => {
  const { api, account, trigger } = await createTestSandbox()
  const { evidence_request_id } = (await trigger('cobre.evidence.ask', { mm_id: 'mm_1' })) as Json
  const path = `/v1/evidence_requests/${evidence_request_id}`
  const { intents } = (
    await api.post(`${path}/upload_intent`, { documents: [{ type: 'doc_funds' }] })
  ).body
  const { pathname } = new URL(intents[0].url)
  const upload = await account.cobre.fetch(pathname, {
    method: 'PUT',
    headers: intents[0].headers,
    body: 'x',
  })
  expect(upload.status).toBe(200)
  await trigger('cobre.evidence.complete', { id: evidence_request_id })
  expect((await api.get(path)).body).toMatchObject({ status: 'completed', evidence_request_id })
  expect((await api.get('/v1/evidence_requests')).body.total_items).toBe(1)
})

test('a report scheduler runs at 10:00 UTC and counts its executions', async () => {
  const { api, clock } = await createTestSandbox()
  const account_id = await api.account()
  const layout = 'cobre_balance_multicash_v1'
  const made = await api.post('/v1/report_schedulers', {
    resource: 'accounts',
    layout,
    metadata: { account_id },
  })
  expect(made.body).toMatchObject({ active_status: true, execution_number: 1 })
  const read = async () => (await api.get('/v1/report_schedulers')).body.contents[0]
  await clock.advance(22 * 3_600_000 - 1)
  await api.login()
  expect((await read()).execution_number).toBe(1)
  await clock.advance(1)
  expect((await read()).execution_number).toBe(2)
  expect((await api.delete(`/v1/report_schedulers/${made.body.id}`)).status).toBe(204)
  expect((await read()).active_status).toBe(false)
})

test('what is known by name alone answers 501 in our shape', async () => {
  const { api } = await createTestSandbox()
  for (const path of ['/v1/reports', '/v1/account_verifications', '/v1/subclients']) {
    const answer = await api.get(path)
    expect(answer.status).toBe(501)
    expect(answer.body.ensayo.code).toBe('NOT_MODELLED')
  }
})

test('a virtual CLABE leads to a Mexican balance, and what comes in is a SPEI credit', async () => {
  const { api, clock, trigger } = await createTestSandbox()
  const source_id = await api.account(0, 'pr_mex_cobre3')
  const ask = (type: string, source: string) =>
    api.post('/v1/account_references', { type, source_id: source, alias: 'Order 7' })
  expect((await ask('virtual_clabe', await api.account())).body.error_code).toBe('REF001')
  expect((await ask('clabe', source_id)).body.error_code).toBe('REF002')
  const made = await ask('virtual_clabe', source_id)
  expect(made.body.connectivity.status).toBe('processing')
  await clock.advance(5_000)
  const { body } = await api.get(`/v1/account_references/${made.body.id}`)
  expect(body.metadata).toEqual({
    account_number: expect.stringMatching(/^646180\d{12}$/),
    account_type: 'clabe',
  })
  await trigger('cobre.reference.pay', { id: made.body.id, amount: 900 })
  expect((await api.transactions(source_id))[0]).toMatchObject({
    type: 'spei_credit',
    amount: 900,
    metadata: { beneficiary_account_number: body.metadata.account_number },
  })
})

test('the last digit of a CLABE checks the others', async () => {
  const { api } = await createTestSandbox()
  for (let count = 0; count < 20; count++) {
    const { body } = await api.get(`/v1/accounts/${await api.account(0, 'pr_mex_cobre3')}`)
    const digits = [...body.account_number].map(Number)
    const sum = digits
      .slice(0, 17)
      .reduce((all, digit, at) => all + ((digit * [3, 7, 1][at % 3]!) % 10), 0)
    expect((sum + digits[17]!) % 10).toBe(0)
  }
})

test.each([
  ['usd_stable/copco', 100, 400_000],
  ['copco/usd_stable', 400_000, 100],
  ['cop/copco', 70, 70],
  ['cop/usd', 6_000, 2],
  ['cop/usd', 5_999, 1],
  ['cop/usd', 999_999_999, 250_000],
  ['mxn/cop', 3, 600],
])(
  'a quote turns %s %i into %i, in whole numbers',
  async (currency_pair, source_amount, amount) => {
    const { api } = await createTestSandbox()
    const quote = { currency_pair, source_amount, type: 'static_quote' }
    const { body, status } = await api.post('/v1/fx_quotes', quote)
    expect([status, body.destination_amount]).toEqual([201, amount])
  },
)

for (const [choice, status] of [
  ['cobre.key.open-input = available', 201],
  ['cobre.key.open-input = coming-soon', 400],
] as const) {
  quirkTest(choice, `a key of one's own words answers ${status}`, async ({ api }) => {
    const holder = { full_name: 'Ana Prueba', id_type: 'CC', id_number: '1000000001' }
    const path = `/v1/accounts/${await api.account()}/keys`
    const own = { alias: 'Own', key_config: 'open_input', open_input: 'tienda7', holder }
    expect((await api.post(path, own)).status).toBe(status)
    expect((await api.post(path, { ...own, key_config: 'random' })).status).toBe(201)
  })
}

test('a file may send `external_id: null` as often as it likes', async () => {
  const { api, clock } = await createTestSandbox()
  const item = { ...ITEM, source_id: await api.account(50_000), external_id: null }
  const { body } = await api.post('/v1/bulk_money_movements', [item, item])
  await clock.advance(5_000)
  expect((await api.get('/v1/money_movements')).body.total_items).toBe(2)
  expect((await api.get(`/v1/bulk_money_movements/${body.id}`)).body.status.state).toBe('completed')
})
