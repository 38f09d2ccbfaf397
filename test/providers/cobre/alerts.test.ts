import { expect, test } from 'vitest'
import { createTestSandbox, type Json, quirkTest } from './setup.ts'

const ABOVE = { condition: 'above', currency_pair: 'usd/cop', max_rate: 3_500 }

function toAlert(metadata: Json = ABOVE, more: Json = {}) {
  return { type: 'fx_rate', alias: 'Peso', metadata, valid_until: '2026-12-01T00:00:00Z', ...more }
}

test('an alert answers what was asked for, and is read and listed', async () => {
  const { api } = await createTestSandbox()
  const made = await api.post('/v1/alerts', toAlert())
  expect(made.status).toBe(201)
  expect(made.body).toEqual({
    id: expect.stringMatching(/^alt_\w{10}$/),
    creator: expect.stringMatching(/^(usr|cli)_/),
    type: 'fx_rate',
    alias: 'Peso',
    active_status: true,
    metadata: ABOVE,
    valid_until: '2026-12-01T00:00:00Z',
    created_at: '2026-11-20T12:00:00Z',
    updated_at: '2026-11-20T12:00:00Z',
  })
  expect((await api.get(`/v1/alerts/${made.body.id}`)).body).toEqual(made.body)
  expect((await api.get('/v1/alerts')).body.contents).toEqual([made.body])
})

test.each([
  ['another type', toAlert(ABOVE, { type: 'balance' })],
  ['another pair', toAlert({ ...ABOVE, currency_pair: 'usd/brl' })],
  ['another condition', toAlert({ ...ABOVE, condition: 'equal' })],
  ['above without max_rate', toAlert({ condition: 'above', currency_pair: 'usd/cop' })],
  ['above with min_rate', toAlert({ ...ABOVE, min_rate: 1 })],
  ['below without min_rate', toAlert({ condition: 'below', currency_pair: 'usd/cop' })],
  ['below with max_rate', toAlert({ ...ABOVE, condition: 'below', min_rate: 1 })],
  ['a range with one bound', toAlert({ ...ABOVE, condition: 'within_range' })],
  ['a past end', toAlert(ABOVE, { valid_until: '2026-11-20T12:00:00Z' })],
  ['an end of another form', toAlert(ABOVE, { valid_until: '01/12/2026' })],
  ['no end', { type: 'fx_rate', metadata: ABOVE }],
])('refuses %s', async (_, body) => {
  const { api } = await createTestSandbox()
  const answer = await api.post('/v1/alerts', body)
  expect(answer.status).toBe(400)
  expect(Object.keys(answer.body)).toEqual(['error_code', 'error_description'])
})

test.each([
  ['above', { max_rate: 3_500 }, [3_500, 3_500.01], [false, true]],
  ['below', { min_rate: 3_500 }, [3_500, 3_499.99], [false, true]],
  [
    'within_range',
    { min_rate: 3_000, max_rate: 3_500 },
    [2_999, 3_000, 3_500, 3_501],
    [false, true, true, false],
  ],
])('%s goes off when its condition is met', async (condition, rates, moves, fired) => {
  const { api, trigger } = await createTestSandbox()
  await api.post('/v1/alerts', toAlert({ condition, currency_pair: 'usd/cop', ...rates }))
  const found = []
  for (const rate of moves) {
    const move = { currency_pair: 'usd/cop', rate }
    found.push(((await trigger('cobre.fx-rate.move', move)) as Json).alerts.length === 1)
  }
  expect(found).toEqual(fired)
  const other = { currency_pair: 'mxn/cop', rate: 3_501 }
  expect(await trigger('cobre.fx-rate.move', other)).toEqual({ alerts: [] })
})

test('the event is the alert with the rate that fired it, which a read does not show', async () => {
  const { api, trigger } = await createTestSandbox()
  await api.subscribe(['alerts.fx_rate.triggered'])
  const { body } = await api.post('/v1/alerts', toAlert())
  await trigger('cobre.fx-rate.move', { currency_pair: 'usd/cop', rate: 3_600 })
  const [event] = await api.events()
  expect(event).toMatchObject({ event_key: 'alerts.fx_rate.triggered' })
  expect(event!.content).toEqual({ ...body, metadata: { ...ABOVE, fx_rate: 3_600 } })
  expect((await api.get(`/v1/alerts/${body.id}`)).body.metadata).toEqual(ABOVE)
})

test('an alert ends at its time, goes off no more and stays in the list', async () => {
  const { api, clock, trigger } = await createTestSandbox()
  const valid_until = '2026-11-20T12:05:00Z'
  const { body } = await api.post('/v1/alerts', toAlert(ABOVE, { valid_until }))
  await clock.advance(5 * 60_000 - 1)
  expect((await api.get(`/v1/alerts/${body.id}`)).body.active_status).toBe(true)
  await clock.advance(1)
  expect((await api.get('/v1/alerts')).body.contents[0]).toMatchObject({
    active_status: false,
    updated_at: valid_until,
  })
  const move = { currency_pair: 'usd/cop', rate: 3_600 }
  expect(await trigger('cobre.fx-rate.move', move)).toEqual({ alerts: [] })
})

for (const [choice, status] of [
  ['cobre.deactivation.answer = no-body', 204],
  ['cobre.deactivation.answer = record', 200],
] as const) {
  quirkTest(choice, `ending a record answers ${status}`, async ({ api }) => {
    const account_id = await api.account()
    const alert = await api.post('/v1/alerts', toAlert())
    const checkout = await api.post('/v1/checkouts', {
      alias: 'Shop',
      amount: 100,
      destination_id: account_id,
      checkout_rails: ['pse'],
    })
    const reports = await api.post('/v1/report_schedulers', {
      resource: 'accounts',
      layout: 'cobre_balance_multicash_v1',
      metadata: { account_id },
    })
    for (const path of [
      `/v1/alerts/${alert.body.id}`,
      `/v1/checkouts/${checkout.body.id}`,
      `/v1/report_schedulers/${reports.body.id}`,
    ]) {
      const ended = await api.delete(path)
      expect(ended.status).toBe(status)
      if (status === 200) expect(ended.body.active_status).toBe(false)
      expect((await api.delete(path)).status).toBe(400)
    }
    expect((await api.get(`/v1/alerts/${alert.body.id}`)).body.active_status).toBe(false)
  })
}
