import { expect, test } from 'vitest'
import {
  CLABE,
  createTestSandbox,
  type Json,
  NEQUI_ACCOUNT,
  PAYER,
  quirkTest,
  toPse,
} from './setup.ts'

test('a payout to another Colombian balance is a `col_cb_debit` that names its tag', async () => {
  const { api, clock } = await createTestSandbox()
  const [from, to] = [await api.account(100), await api.account()]
  const { account_number } = (await api.get(`/v1/accounts/${to}`)).body
  const id = await api.payout(from, 100, { destination_id: to })
  await clock.advance(1_000)
  const [, debit] = await api.transactions(from)
  expect(debit).toEqual({
    id: expect.stringMatching(/^trx_\w{20}$/),
    type: 'col_cb_debit',
    account_id: from,
    amount: -100,
    previous_balance: 100,
    current_balance: 0,
    currency: 'COP',
    credit_debit_type: 'debit',
    transaction_date: '2026-11-20T12:00:01Z',
    created_at: '2026-11-20T12:00:01Z',
    metadata: {
      money_movement_id: id,
      description: 'Payment',
      beneficiary_account_number: account_number,
      tracking_key: `20261120${id.replace('_', '')}`,
    },
  })
})

test('a payout to somebody else`s tag is one, too, and one to a bank is not', async () => {
  const { api, clock } = await createTestSandbox()
  const from = await api.account(100)
  const tag = { geo: 'col', type: 'cobre_balance', metadata: { cobre_tag: '@cibaa01147' } }
  await api.payout(from, 1, { destination_id: await api.counterparty(tag) })
  await api.payout(from, 1, { destination_id: await api.counterparty(NEQUI_ACCOUNT) })
  await clock.advance(1_000)
  const [, first, second] = await api.transactions(from)
  expect([first!.type, first!.metadata.beneficiary_account_number]).toEqual([
    'col_cb_debit',
    '@cibaa01147',
  ])
  expect([second!.type, second!.metadata.beneficiary_account_number]).toEqual([
    'col_debit',
    '1234567890',
  ])
})

for (const [choice, type, link] of [
  ['cobre.transaction.internal-credit = internal-credit', 'internal_credit', 'uniqueTransactionId'],
  ['cobre.transaction.internal-credit = col-cb-credit', 'col_cb_credit', 'money_movement_id'],
] as const) {
  quirkTest(choice, `the twin of that debit is ${type}`, async ({ api, clock }) => {
    const [from, to] = [await api.account(100), await api.account()]
    const id = await api.payout(from, 100, { destination_id: to })
    await clock.advance(1_000)
    await api.post('/v1/change_mm_state', { money_movement_id: id, state: 'completed' })
    const [credit] = await api.transactions(to)
    expect(credit).toMatchObject({ type, amount: 100, metadata: { [link]: id } })
  })
}

for (const [choice, isNamed] of [
  ['cobre.transaction.external-id = absent', false],
  ['cobre.transaction.external-id = present', true],
] as const) {
  quirkTest(choice, 'the external id in a debit', async ({ api, clock }) => {
    const from = await api.account(100)
    await api.payout(from, 100, { external_id: 'order-1' })
    await clock.advance(1_000)
    const [, { metadata }] = (await api.transactions(from)) as [Json, Json]
    expect(metadata.mm_external_id).toBe(isNamed ? 'order-1' : undefined)
  })
}

test('a SPEI credit names its sender, from which a refund finds the payer', async () => {
  const { api, trigger } = await createTestSandbox()
  const account_id = await api.account(0, 'pr_mex_cobre3')
  const sender = { sender_name: 'Eva Prueba', sender_id: 'ND' }
  await trigger('cobre.account.receive', { account_id, amount: 5, ...sender })
  expect((await api.transactions(account_id))[0]).toMatchObject({
    type: 'spei_credit',
    currency: 'mxn',
    metadata: {
      description: 'Deposit',
      tracking_key: expect.stringMatching(/^\d{30}$/),
      sender_account_number: expect.stringMatching(/^646180\d{12}$/),
      ...sender,
    },
  })
})

test('credits by Bre-B name their sender: by a static key without a movement, by a link with one', async () => {
  const { api, clock, trigger } = await createTestSandbox()
  const id = await api.account()
  const holder = { full_name: 'Ana Prueba', id_type: 'CC', id_number: '1000000001' }
  const key = await api.post(`/v1/accounts/${id}/keys`, {
    alias: 'k',
    key_config: 'random',
    holder,
  })
  const source_id = await api.counterparty(PAYER)
  const link = toPse(source_id, id, 70)
  const made = await api.move({ ...link, metadata: { r2p_rail: 'breb_key' } })
  await clock.advance(5_000)
  await trigger('cobre.key.pay', { key: key.body.id, amount: 30, sender_name: 'Luis Prueba' })
  await trigger('cobre.movement.complete', { id: made.body.id })

  const [byKey, byLink] = await api.transactions(id)
  expect(byKey).toMatchObject({ type: 'breb_credit', metadata: { sender_name: 'Luis Prueba' } })
  expect(byKey!.metadata).not.toHaveProperty('money_movement_id')
  expect(byLink).toMatchObject({
    type: 'r2p_breb_credit',
    metadata: {
      sender_name: PAYER.metadata.counterparty_fullname,
      sender_id: PAYER.metadata.counterparty_id_number,
      money_movement_id: made.body.id,
      tracking_key: `20261120${made.body.id.replace('_', '')}`,
    },
  })
  expect((await api.get('/v1/money_movements')).body.total_items).toBe(1)
  const names = Object.keys(byLink!.metadata).filter((name) => name !== 'money_movement_id')
  const known = Object.keys(byKey!.metadata).filter((name) => name !== 'key_value')
  expect(names.sort()).toEqual(known.sort())
})

test('a connected bank tells its own codes, in lower case and without balances', async () => {
  const { api, trigger } = await createTestSandbox()
  const account_id = await api.account(0, 'pr_col_1007')
  await trigger('cobre.account.receive', { account_id, amount: 250_000 })
  expect((await api.transactions(account_id))[0]).toEqual({
    id: expect.stringMatching(/^trx_/),
    type: 'col_credit',
    account_id,
    amount: 250_000,
    previous_balance: 0,
    current_balance: 0,
    currency: 'cop',
    credit_debit_type: 'credit',
    transaction_date: '2026-11-20T12:00:00Z',
    created_at: '2026-11-20T12:00:00Z',
    metadata: {
      bank_transaction_type: expect.any(String),
      bank_transaction_type_2: '3560',
      bank_transaction_type_code: expect.any(String),
      bank_statement_id: expect.any(String),
      bank_rejection_code: '',
      description: 'Deposit',
      operation_date: '2026-11-20',
      sender_name: null,
      sender_id: '1000000003',
      reference: null,
      tracking_key: '',
      money_movement_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    },
  })
})

for (const [choice, number] of [
  ['cobre.transaction.sensitive-data = masked', '*******1147'],
  ['cobre.transaction.sensitive-data = plain', '@cibaa01147'],
] as const) {
  quirkTest(choice, `lists show ${number}`, async ({ api, clock }) => {
    const from = await api.account(100)
    const tag = { geo: 'col', type: 'cobre_balance', metadata: { cobre_tag: '@cibaa01147' } }
    await api.payout(from, 1, { destination_id: await api.counterparty(tag) })
    await clock.advance(1_000)
    for (const path of [`/v1/accounts/${from}/transactions`, '/v1/transactions']) {
      const shown = async (query: string) =>
        (await api.get(path + query)).body.contents[1].metadata.beneficiary_account_number
      expect(await shown('')).toBe(number)
      expect(await shown('?sensitive_data=false')).toBe(number)
      expect(await shown('?sensitive_data=true')).toBe('@cibaa01147')
    }
  })
}

for (const [choice, number] of [
  ['cobre.read.sensitive-data = plain', CLABE.metadata.account_number],
  ['cobre.read.sensitive-data = masked', '**************0001'],
] as const) {
  quirkTest(choice, `one counterparty shows ${number}`, async ({ api }) => {
    const path = `/v1/counterparties/${await api.counterparty(CLABE)}`
    expect((await api.get(path)).body.metadata.account_number).toBe(number)
    const whole = await api.get(`${path}?sensitive_data=true`)
    expect(whole.body.metadata.account_number).toBe(CLABE.metadata.account_number)
    const account = `/v1/accounts/${await api.account(0, 'pr_mex_cobre3')}`
    const isMasked = (await api.get(account)).body.account_number.startsWith('*')
    expect(isMasked).toBe(number.startsWith('*'))
    const shown = await api.get(`${account}?sensitive_data=true`)
    expect(shown.body.account_number).toMatch(/^\d{18}$/)
  })
}

for (const [choice, isShort] of [
  ['cobre.paging.envelope = whole', false],
  ['cobre.paging.envelope = short', true],
] as const) {
  quirkTest(choice, 'the envelope of a list', async ({ api }) => {
    const keys = ['total_items', 'total_pages', 'is_last_page', 'page_items']
    const more = isShort ? [] : ['page_size', 'page_number']
    for (const path of ['/v1/accounts', '/v1/transactions'])
      expect(Object.keys((await api.get(path)).body)).toEqual([...keys, ...more, 'contents'])
  })
}
