import { expect, test } from 'vitest'
import {
  BANK_ACCOUNT,
  CLABE,
  createTestSandbox,
  NEQUI_ACCOUNT,
  PAYER,
  quirkTest,
  WALLET,
} from './setup.ts'

test('registers, reads, filters and deletes a counterparty', async () => {
  const { api } = await createTestSandbox()
  const made = await api.post('/v1/counterparties', BANK_ACCOUNT)
  expect(made.status).toBe(201)
  expect(made.body).toEqual({
    id: expect.stringMatching(/^cp_\w{10}$/),
    ...BANK_ACCOUNT,
    created_at: '2026-11-20T12:00:00Z',
    updated_at: '2026-11-20T12:00:00Z',
  })
  await api.counterparty(CLABE)
  const path = '/v1/counterparties?counterparty_id_number=1000000001&sensitive_data=true'
  expect((await api.get(path)).body.contents).toEqual([made.body])
  expect((await api.get(`/v1/counterparties/${made.body.id}`)).body).toEqual(made.body)
  await api.delete(`/v1/counterparties/${made.body.id}`)
  expect((await api.get(`/v1/counterparties/${made.body.id}`)).status).toBe(404)
})

test.each([
  ['no type', { geo: 'col', metadata: {} }, 'CP001'],
  ['a wrong type', { geo: 'col', type: 'x', metadata: {} }, 'CP002'],
  ['a short CLABE', { ...CLABE, metadata: { account_number: '123' } }, 'G001'],
])('refuses %s', async (_, body, error_code) => {
  const { api } = await createTestSandbox()
  const answer = await api.post('/v1/counterparties', body)
  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({ error_code, error_description: expect.any(String) })
})

for (const [choice, isSame] of [
  ['cobre.counterparty.repeated = first-record', true],
  ['cobre.counterparty.repeated = another-record', false],
] as const) {
  quirkTest(choice, 'the same data again', async ({ api, clock }) => {
    const first = await api.post('/v1/counterparties', PAYER)
    await clock.advance(60_000)
    const second = await api.post('/v1/counterparties', PAYER)
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body.id === first.body.id).toBe(isSame)
    expect(second.body.created_at === first.body.created_at).toBe(isSame)
  })
}

for (const [choice, type] of [
  ['cobre.counterparty.id-type-case = lowered', 'cc'],
  ['cobre.counterparty.id-type-case = as-sent', 'CC'],
] as const) {
  quirkTest(choice, `CC comes back as ${type}`, async ({ api }) => {
    const metadata = { ...PAYER.metadata, counterparty_id_type: 'CC' }
    const { body } = await api.post('/v1/counterparties', { ...PAYER, metadata })
    expect(body.metadata.counterparty_id_type).toBe(type)
  })
}

for (const [choice, shown] of [
  ['cobre.counterparty.missing-alias = is-null', { alias: null }],
  ['cobre.counterparty.missing-alias = absent', {}],
] as const) {
  quirkTest(choice, 'no alias', async ({ api }) => {
    const { body } = await api.post('/v1/counterparties', PAYER)
    expect('alias' in body).toBe('alias' in shown)
  })
}

for (const [choice, status] of [
  ['cobre.counterparty.delete-status = 204', 204],
  ['cobre.counterparty.delete-status = 200', 200],
] as const) {
  quirkTest(choice, `a deletion answers ${status}`, async ({ api }) => {
    const path = `/v1/counterparties/${await api.counterparty()}`
    expect((await api.delete(path)).status).toBe(status)
  })
}

for (const [choice, number] of [
  ['cobre.counterparty.sensitive-data = masked', '******7890'],
  ['cobre.counterparty.sensitive-data = plain', '1234567890'],
] as const) {
  quirkTest(choice, `the list shows ${number}`, async ({ api }) => {
    await api.counterparty()
    const { body } = await api.get('/v1/counterparties')
    expect(body.contents[0].metadata.account_number).toBe(number)
    const whole = await api.get('/v1/counterparties?sensitive_data=true')
    expect(whole.body.contents[0].metadata.account_number).toBe('1234567890')
  })
}

for (const [choice, delayMs] of [
  ['cobre.counterparty.verification-time = five-seconds', 5_000],
  ['cobre.counterparty.verification-time = one-hour', 3_600_000],
] as const) {
  quirkTest(choice, `a global one is verified after ${delayMs} ms`, async ({ api, clock }) => {
    const path = `/v1/counterparties/${await api.counterparty(WALLET)}`
    await clock.advance(delayMs - 1)
    await api.login()
    expect((await api.get(path)).body.metadata.verification_status).toBe('processing')
    await clock.advance(1)
    expect((await api.get(path)).body.metadata.verification_status).toBe('verified')
  })
}

test('a global counterparty may fail its verification', async () => {
  const { api, clock, trigger } = await createTestSandbox()
  const id = await api.counterparty(WALLET)
  await trigger('cobre.counterparty.fail', { id })
  await clock.advance(10_000)
  const { body } = await api.get(`/v1/counterparties/${id}`)
  expect(body.metadata.verification_status).toBe('failed')
  await expect(trigger('cobre.counterparty.verify', { id })).rejects.toThrow(
    'it must be processing',
  )
})

test('a Nequi account is debited once its holder has accepted', async () => {
  const { api, clock, trigger } = await createTestSandbox()
  const destination_id = await api.account()
  const source_id = await api.counterparty(NEQUI_ACCOUNT)
  const path = `/v1/counterparties/${source_id}/direct_debit_registrations`
  const made = await api.post(path, { destination_id, registration_description: 'Plan' })
  expect(made.status).toBe(201)
  const debit = { source_id, destination_id, amount: 300, metadata: { description: 'x' } }
  expect((await api.move(debit)).status).toBe(400)

  await trigger('cobre.registration.accept', { id: made.body.id })
  const read = await api.get(`${path}/${made.body.id}`)
  expect(read.body.status).toMatchObject({ state: 'registered', code: 'RD000' })
  expect((await api.get(path)).body.total_items).toBe(1)
  const movement = await api.move(debit)
  expect(movement.body.type).toBe('direct_debit')
  await clock.advance(2_000)
  expect([await api.state(movement.body.id), await api.balance(destination_id)]).toEqual([
    'completed',
    300,
  ])
  expect((await api.transactions(destination_id))[0]!.type).toBe('dd_credit')
})

test('only Nequi accounts register, and a refusal carries its code', async () => {
  const { api, trigger } = await createTestSandbox()
  const destination_id = await api.account()
  const other = await api.counterparty()
  const register = (id: string) =>
    api.post(`/v1/counterparties/${id}/direct_debit_registrations`, { destination_id })
  expect((await register(other)).status).toBe(400)
  const { body } = await register(await api.counterparty(NEQUI_ACCOUNT))
  const refused = await trigger('cobre.registration.refuse', { id: body.id, code: 'RD006' })
  expect(refused).toMatchObject({ state: 'unregistered', code: 'RD006' })
})

for (const [choice, state] of [
  ['cobre.direct-debit.state-case = lower', 'processing'],
  ['cobre.direct-debit.state-case = capitalised', 'Processing'],
] as const) {
  quirkTest(choice, `a registration is ${state}`, async ({ api }) => {
    const destination_id = await api.account()
    const id = await api.counterparty(NEQUI_ACCOUNT)
    const path = `/v1/counterparties/${id}/direct_debit_registrations`
    expect((await api.post(path, { destination_id })).body.status.state).toBe(state)
  })
}

for (const [choice, code] of [
  ['cobre.direct-debit.failed-code = fd001', 'FD001'],
  ['cobre.direct-debit.failed-code = the-word', 'Failed'],
] as const) {
  quirkTest(choice, `after fifteen minutes it has failed with ${code}`, async ({ api, clock }) => {
    const destination_id = await api.account()
    const id = await api.counterparty(NEQUI_ACCOUNT)
    const path = `/v1/counterparties/${id}/direct_debit_registrations`
    const made = await api.post(path, { destination_id })
    await clock.advance(15 * 60_000 - 1)
    expect((await api.get(`${path}/${made.body.id}`)).body.status.state).toBe('processing')
    await clock.advance(1)
    expect((await api.get(`${path}/${made.body.id}`)).body.status).toMatchObject({
      state: 'failed',
      code,
    })
  })
}

test.each([
  ['ETH', 'USDT', 201],
  ['Ethereum', 'USDC', 201],
  ['ETH', 'RLUSD', 400],
  ['xrpl', 'RLUSD', 201],
  ['Base', 'USDC', 201],
])('a wallet on %s is paid in %s: %s', async (counterparty_chain, token, status) => {
  const { api, clock } = await createTestSandbox()
  const source_id = await api.account(1_000, 'pr_global_cobre')
  const wallet = { ...WALLET, metadata: { ...WALLET.metadata, counterparty_chain } }
  const destination_id = await api.counterparty(wallet)
  await clock.advance(5_000)
  const metadata = { description: 'x', token }
  const answer = await api.move({ source_id, destination_id, amount: 100, metadata })
  expect(answer.status).toBe(status)
})

test.each(['bitcoin', '', 'eth ', 'constructor', 7])('refuses a wallet on %j', async (word) => {
  const { api } = await createTestSandbox()
  const metadata = { ...WALLET.metadata, counterparty_chain: word }
  const answer = await api.post('/v1/counterparties', { ...WALLET, metadata })
  expect([answer.status, answer.body.error_code]).toEqual([400, 'G001'])
  expect(answer.headers.get('x-ensayo-hint')).toContain('polygon')
})

test.each(['business', 'individual'])('pays a US %s by Fedwire', async (type) => {
  const { api, clock } = await createTestSandbox()
  const metadata = { aba_routing_number: '026009593', account_number: '12345678' }
  const destination_id = await api.counterparty({ geo: 'usa', type, metadata })
  for (const provider of ['pr_usa_cobre', 'pr_global_cobre']) {
    const id = await api.payout(await api.account(500, provider), 500, { destination_id })
    await clock.advance(1_000)
    expect(await api.movement(id)).toMatchObject({
      type: 'fedwire',
      status: { state: 'processing' },
    })
  }
})
