import { expect, test } from 'vitest'
import { authorise, type Cobru, createCobru } from './kit.ts'

const PAYER = {
  name: 'Rosa Ensayo',
  cc: '1000000002',
  email: 'rosa@example.com',
  document_type: 'CC',
  phone: '3076543320',
}

const toCard = (number: string) => ({
  ...PAYER,
  payment: 'credit_card',
  credit_card: number,
  expiration_date: '12/30',
  cvv: '123',
  dues: 1,
})

/** What can happen to a payment. */
const EVENTS: Record<string, (cobru: Cobru, url: string) => Promise<unknown>> = {
  'a payer submits Bre-B': ({ api }, url) => api.post(`/${url}`, { payment: 'breb' }),
  'a payer submits PSE': ({ api }, url) =>
    api.post(`/${url}`, { ...PAYER, payment: 'pse', bank: '1040', address: 'Calle 1' }),
  'a card is approved': ({ api }, url) => api.post(`/${url}`, toCard('4111111111111111')),
  'a card is declined': ({ api }, url) => api.post(`/${url}`, toCard('4111111111111112')),
  'the payer pays': ({ sandbox }, url) => sandbox.trigger('cobru.payment.approve', { url }),
  'the bank refuses': ({ sandbox }, url) => sandbox.trigger('cobru.payment.decline', { url }),
  'the payer begins': ({ sandbox }, url) => sandbox.trigger('cobru.payment.process', { url }),
  'the back office refunds': ({ sandbox }, url) => sandbox.trigger('cobru.payment.refund', { url }),
  'the merchant expires it': ({ api }, url) => api.post('/cobru/update_to_expired/', { url }),
  'its last day ends': ({ sandbox }) => sandbox.clock.advance('P2D'),
}

async function stateOf({ sandbox, api }: Cobru, url: string): Promise<number> {
  const { headers } = await authorise(sandbox.cobru)
  return (await api.get(`/cobru_detail/${url}`, headers)).body.state
}

test.each([
  [[], 0],
  [['a payer submits Bre-B'], 1],
  [['the payer begins'], 1],
  [['a card is approved'], 3],
  [['a card is declined'], 2],
  [['the payer pays'], 3],
  [['the bank refuses'], 2],
  [['the merchant expires it'], 5],
  [['its last day ends'], 5],
  [['a payer submits Bre-B', 'the payer pays'], 3],
  [['a payer submits PSE', 'the bank refuses'], 2],
  [['a payer submits Bre-B', 'a payer submits PSE'], 1],
  [['a payer submits PSE', 'the merchant expires it'], 5],
  [['a payer submits PSE', 'its last day ends'], 5],
  [['a card is declined', 'a payer submits Bre-B'], 1],
  [['a card is declined', 'a card is approved'], 3],
  [['a card is declined', 'a card is declined'], 2],
  [['a card is declined', 'its last day ends'], 5],
  [['the payer pays', 'the back office refunds'], 4],
  [['the payer pays', 'its last day ends'], 3],
  [['the payer pays', 'the back office refunds', 'its last day ends'], 4],
])('after %j the payment is in state %i', async (events, state) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ expiration_days: 1 })

  for (const event of events) await EVENTS[event]!(cobru, url)

  expect(await stateOf(cobru, url)).toBe(state)
})

test.each([
  [
    ['a payer submits Bre-B', 'the payer pays', 'the back office refunds'],
    [1, 3, 4],
  ],
  [
    ['a card is declined', 'a card is approved'],
    [2, 3],
  ],
  [
    ['a payer submits Bre-B', 'a payer submits PSE', 'its last day ends'],
    [1, 5],
  ],
])('tells of %j with one callback per change', async (events, states) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  for (const event of events) {
    await EVENTS[event]!(cobru, url)
    await cobru.sandbox.settle()
  }

  const told = (await cobru.sandbox.inbox.list()).map(
    ({ body }) => (body as { state: number }).state,
  )
  expect(told).toEqual(states)
})

test('pays once only: the answer to a second payer is COBRU_IS_PAYED', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, toCard('4111111111111111'))

  const again = await cobru.api.post(`/${url}`, toCard('4111111111111111'))
  await cobru.sandbox.settle()

  expect(again).toMatchObject({ status: 400, body: { result: 'COBRU_IS_PAYED' } })
  expect(await cobru.sandbox.inbox.list()).toHaveLength(1)
})

test('cobru.state.two-vs-five = 2-unpaid-5-expired: rejected is 2 and expired is 5', async () => {
  await using cobru = await createCobru()
  const rejected = await cobru.create()
  const expired = await cobru.create()
  await cobru.sandbox.trigger('cobru.payment.decline', { url: rejected.url })
  await cobru.sandbox.trigger('cobru.payment.expire', { url: expired.url })

  expect(await stateOf(cobru, rejected.url)).toBe(2)
  expect(await stateOf(cobru, expired.url)).toBe(5)
})

test('cobru.state.two-vs-five = 2-expired: 2 stands for both, in callback and detail', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.state.two-vs-five': '2-expired' } })
  const { url } = await cobru.create()
  await cobru.sandbox.trigger('cobru.payment.expire', { url })

  expect((await cobru.sandbox.inbox.next()).body).toMatchObject({ url, state: 2 })
  expect(await stateOf(cobru, url)).toBe(2)
  const details = await cobru.api.post(`/${url}`, { payment: 'breb' })
  expect(details).toMatchObject({ status: 400, body: { result: 'error' } })
})
