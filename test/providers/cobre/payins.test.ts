import { expect, test } from 'vitest'
import { createTestSandbox, PAYER, quirkTest, toPse } from './setup.ts'

test('a PSE payment gets its link after the creation and credits the balance', async () => {
  const { api, clock, trigger } = await createTestSandbox()
  const account = await api.account()
  const made = await api.move(toPse(await api.counterparty(PAYER), account))
  expect(made.body).toMatchObject({
    type: 'r2p_pse',
    metadata: { payment_link: '', tracking_key: '', ticket_id: '' },
  })
  const { id } = made.body

  await clock.advance(1_000)
  const { metadata } = await api.movement(id)
  expect(metadata.payment_link).toContain(`/ensayo/pay/${id}`)
  await trigger('cobre.movement.complete', { id })
  expect([await api.state(id), await api.balance(account)]).toEqual(['completed', 10_000])
  expect((await api.transactions(account))[0]).toMatchObject({ type: 'r2p_credit', amount: 10_000 })
})

test.each([
  ['pse', 10],
  ['bancolombia', 10],
  ['nequi', 15],
  ['breb_qr', 5],
  ['breb_key', 5],
])('a payment by %s lapses after %i minutes', async (r2p_rail, minutes) => {
  const { api, clock } = await createTestSandbox()
  const body = toPse(await api.counterparty(PAYER), await api.account())
  const made = await api.move({ ...body, metadata: { ...body.metadata, r2p_rail } })
  await clock.advance(1_000 + minutes * 60_000 - 1)
  expect(await api.state(made.body.id)).toBe('processing')
  await clock.advance(1)
  expect((await api.movement(made.body.id)).status).toMatchObject({ state: 'failed', code: 'F001' })
})

test('who opens the link in time has 25 minutes more', async () => {
  const { api, clock } = await createTestSandbox()
  const { id } = (await api.move(toPse(await api.counterparty(PAYER), await api.account()))).body
  await clock.advance(601_000 - 1)
  const page = await api.get(`/ensayo/pay/${id}`)
  expect(page.status).toBe(200)
  expect(page.text).toContain('Course')
  await api.login()
  await clock.advance(25 * 60_000 - 1)
  await api.login()
  expect(await api.state(id)).toBe('processing')
  await clock.advance(1)
  expect(await api.state(id)).toBe('failed')
})

for (const [choice, metadata] of [
  [
    'cobre.pse.failed-metadata = minus-one',
    { tracking_key: '-1', payment_link: '', ticket_id: '' },
  ],
  [
    'cobre.pse.failed-metadata = nulls',
    { tracking_key: null, payment_link: null, ticket_id: null },
  ],
] as const) {
  quirkTest(choice, 'a failed PSE payment', async ({ api, clock, trigger }) => {
    const { id } = (await api.move(toPse(await api.counterparty(PAYER), await api.account()))).body
    await clock.advance(1_000)
    await trigger('cobre.movement.fail', { id })
    expect((await api.movement(id)).metadata).toMatchObject(metadata)
  })
}

for (const [choice, states] of [
  ['cobre.qa.payable-rails = all', ['processing', 'processing', 'processing']],
  ['cobre.qa.payable-rails = english-page', ['failed', 'processing', 'failed']],
  ['cobre.qa.payable-rails = spanish-page', ['processing', 'processing', 'failed']],
] as const) {
  quirkTest(choice, 'PSE, Bancolombia and Nequi', async ({ api, clock }) => {
    const body = toPse(await api.counterparty(PAYER), await api.account())
    const ids: string[] = []
    for (const r2p_rail of ['pse', 'bancolombia', 'nequi']) {
      const made = await api.move({ ...body, metadata: { ...body.metadata, r2p_rail } })
      ids.push(made.body.id)
    }
    await clock.advance(1_000)
    const found: string[] = []
    for (const id of ids) found.push(await api.state(id))
    expect(found).toEqual(states)
  })
}

const CHECKOUT = { alias: 'Shop', amount: 5_000, checkout_rails: ['pse', 'nequi'] }

test('a payer chooses a rail on the checkout page, pays, and the balance is credited', async () => {
  const { api, clock, account } = await createTestSandbox()
  const destination_id = await api.account()
  const made = await api.post('/v1/checkouts', {
    ...CHECKOUT,
    destination_id,
    checkout_item: 'Book',
    money_movement_intent_limit: 1,
  })
  expect(made.status).toBe(201)
  const path = `/ensayo/checkout/${made.body.id}`
  expect(made.body.checkout_url.endsWith(path)).toBe(true)
  expect((await api.get(path)).text).toContain('Book')
  const submit = (to: string, form: Record<string, string>) =>
    account.cobre.fetch(to, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) })

  const chosen = await submit(path, {
    method: 'pse',
    fullname: 'Luis',
    id_type: 'cc',
    id_number: '1',
    email: 'l@example.com',
  })
  expect(chosen.status).toBe(303)
  const pay = chosen.headers.get('location')!
  await clock.advance(1_000)
  expect((await api.get(`${pay.split('?')[0]}/step`)).body.step).toBe('instructions')
  await submit(pay.split('?')[0]!, { action: 'pay' })
  expect((await api.get(`${pay.split('?')[0]}/step`)).body.step).toBe('done:paid')
  expect(await api.balance(destination_id)).toBe(5_000)
  expect((await api.get(`${path}/step`)).body.step).toBe('done:expired')
})

test('somebody pays a checkout without its page, and only what it offers', async () => {
  const { api, clock, trigger } = await createTestSandbox()
  const destination_id = await api.account()
  const body = {
    ...CHECKOUT,
    destination_id,
    external_id: 'book-1',
    money_movement_intent_limit: 1,
  }
  const { id } = (await api.post('/v1/checkouts', body)).body
  await expect(trigger('cobre.checkout.pay', { id, rail: 'breb_qr' })).rejects.toThrow('offers pse')
  const paid = await trigger('cobre.checkout.pay', { id, rail: 'nequi' })
  expect(paid).toMatchObject({ rail: 'nequi', amount: 5_000 })
  await clock.advance(2_000)
  expect(await api.balance(destination_id)).toBe(5_000)
  const { contents } = (await api.get('/v1/money_movements?external_id=book-1')).body
  expect(contents).toMatchObject([{ type: 'r2p_nequi', status: { state: 'completed' } }])
  await expect(trigger('cobre.checkout.pay', { id })).rejects.toThrow('past its end or used up')
})

test('a checkout ends at valid_until or by its deactivation', async () => {
  const { api, clock } = await createTestSandbox()
  const destination_id = await api.account()
  const valid_until = '2026-11-20T12:01:00Z'
  const { body } = await api.post('/v1/checkouts', { ...CHECKOUT, destination_id, valid_until })
  const step = async () => (await api.get(`/ensayo/checkout/${body.id}/step`)).body.step
  await clock.advance(59_999)
  expect(await step()).toBe('choose')
  await clock.advance(1)
  expect(await step()).toBe('done:expired')

  const path = `/v1/checkouts/${(await api.post('/v1/checkouts', { ...CHECKOUT, destination_id })).body.id}`
  expect((await api.delete(path)).status).toBe(204)
  expect((await api.get(path)).body.active_status).toBe(false)
  expect((await api.delete(path)).status).toBe(400)
  expect((await api.get('/v1/checkouts')).body.total_items).toBe(2)
})

/** Clients call the one, a table prints the other. */
const PATHS = ['/v1/checkouts', '/v1/checkout']

for (const [choice, status] of [
  ['cobre.checkout.rails-name = plural', 400],
  ['cobre.checkout.rails-name = singular', 201],
] as const) {
  quirkTest(choice, `checkout_rail answers ${status}`, async ({ api }) => {
    const destination_id = await api.account()
    const body = { alias: 'a', amount: 1, destination_id, checkout_rail: ['pse'] }
    for (const path of PATHS) expect((await api.post(path, body)).status).toBe(status)
  })
}

for (const [choice, status] of [
  ['cobre.checkout.breb-rail = refused', 400],
  ['cobre.checkout.breb-rail = accepted', 201],
] as const) {
  quirkTest(choice, `the rail breb answers ${status}`, async ({ api }) => {
    const destination_id = await api.account()
    const body = { alias: 'a', amount: 1, destination_id, checkout_rails: ['breb'] }
    for (const path of PATHS) expect((await api.post(path, body)).status).toBe(status)
  })
}

for (const [choice, status] of [
  ['cobre.checkout.singular-path = not-found', 404],
  ['cobre.checkout.singular-path = served', 201],
] as const) {
  quirkTest(choice, `POST /v1/checkout answers ${status}`, async ({ api }) => {
    const destination_id = await api.account()
    expect((await api.post('/v1/checkout', { ...CHECKOUT, destination_id })).status).toBe(status)
  })
}
