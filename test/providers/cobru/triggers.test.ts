import { expect, test } from 'vitest'
import { createCobru } from './kit.ts'

test('lists what the outside world can do', async () => {
  await using cobru = await createCobru()

  const listed = cobru.sandbox.engine.triggers('cobru').map(({ name, title }) => [name, title])

  expect(listed).toEqual([
    ['cobru.payment.approve', 'The payer pays'],
    ['cobru.payment.decline', 'The bank or the wallet refuses the payment'],
    ['cobru.payment.process', 'The payer has started and Cobru awaits confirmation'],
    ['cobru.payment.refund', "Cobru's back office refunds a paid payment"],
    ['cobru.payment.expire', 'The payment expires before its time'],
    ['cobru.send.receive', 'Another Cobru user sends money to the account'],
    ['cobru.cash.process', 'The agent has taken up the cash withdrawal'],
    ['cobru.cash.pay', 'Somebody collects the cash'],
    ['cobru.cash.reject', 'The agent refuses; the money comes back'],
    ['cobru.bank.process', 'Cobru has started on the bank withdrawal'],
    ['cobru.bank.deposit', 'The money has reached the bank'],
    ['cobru.bank.consign', 'The bank has credited the beneficiary'],
    ['cobru.bank.reject', 'The bank refuses; the money comes back'],
    ['cobru.bank.fail', 'Something goes wrong on the way; the money comes back'],
    ['cobru.card.purchase', 'A debit card is used in a shop'],
    ['cobru.celo.receive', 'Somebody sends Celo dollars to the account'],
  ])
})

test.each([
  ['approve', [], 3],
  ['decline', [], 2],
  ['process', [], 1],
  ['refund', ['approve'], 4],
  ['expire', [], 5],
])('plays cobru.payment.%s and answers the payment', async (name, before, state) => {
  await using cobru = await createCobru()
  const { url, pk } = await cobru.create()
  for (const earlier of before) await cobru.sandbox.trigger(`cobru.payment.${earlier}`, { url })

  const answer = await cobru.sandbox.trigger(`cobru.payment.${name}`, { url })

  expect(answer).toEqual({ url, pk, state })
})

test('approves with the first enabled method, or with the one named', async () => {
  await using cobru = await createCobru()
  const first = await cobru.create({ payment_method_enabled: '{"efecty":true,"pse":true}' })
  const named = await cobru.create()

  await cobru.sandbox.trigger('cobru.payment.approve', { url: first.url })
  await cobru.sandbox.trigger('cobru.payment.approve', { url: named.url, method: 'dale' })

  const detailOf = async (url: string) => (await cobru.api.get(`/cobru_detail/${url}`)).body
  expect((await detailOf(first.url)).payment_method).toBe('pse')
  expect((await detailOf(named.url)).payment_method).toBe('dale')
})

test.each(['approve', 'decline', 'process', 'refund', 'expire'])(
  'refuses cobru.payment.%s for an unknown slug and says where a slug comes from',
  async (name) => {
    await using cobru = await createCobru()
    const { pk } = await cobru.create()
    await expect(
      cobru.sandbox.trigger(`cobru.payment.${name}`, { url: String(pk) }),
    ).rejects.toThrow(
      `cobru.payment.${name}: no payment in this account has the url "${pk}". ` +
        'Take `url` of the answer to POST /cobru/, not `pk`.',
    )
  },
)

test.each([
  ['refund', [], '0 (created); it must be 3 (paid)', 'Possible now: cobru.payment.approve'],
  ['refund', ['approve', 'refund'], '4 (refunded); it must be 3 (paid)', 'make another one'],
  ['approve', ['approve'], '3 (paid); it must be', 'Possible now: cobru.payment.refund'],
  ['decline', ['expire'], '5 (expired); it must be', 'make another one'],
  ['process', ['process'], '1 (in process); it must be', 'Possible now: cobru.payment.approve'],
  ['expire', ['approve'], '3 (paid); it must be', 'Possible now: cobru.payment.refund'],
])('refuses cobru.payment.%s after %j with the cure', async (name, before, where, cure) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  for (const earlier of before) await cobru.sandbox.trigger(`cobru.payment.${earlier}`, { url })

  const refusal = cobru.sandbox.trigger(`cobru.payment.${name}`, { url })

  await expect(refusal).rejects.toThrow(where)
  await expect(refusal).rejects.toThrow(cure)
  await expect(refusal).rejects.toMatchObject({ code: 'TRIGGER_INVALID' })
})

test('changes nothing and tells nobody when it refuses', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await expect(cobru.sandbox.trigger('cobru.payment.refund', { url })).rejects.toThrow()
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body.state).toBe(0)
  expect(await cobru.sandbox.webhooks.list()).toEqual([])
})

test('does not pay with a method that does not exist, nor with a QR past its life', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const approve = (more = {}) => cobru.sandbox.trigger('cobru.payment.approve', { url, ...more })
  await expect(approve({ method: 'paypal' })).rejects.toThrow('such as breb or pse')

  await cobru.api.post(`/${url}`, { payment: 'breb' })
  await cobru.sandbox.clock.advance(300_000)

  await expect(approve()).rejects.toThrow(`Submit the details again: POST /${url}`)
})

test('pays with a QR until the last millisecond of its life', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, { payment: 'breb' })
  await cobru.sandbox.clock.advance(299_999)
  const answer = await cobru.sandbox.trigger('cobru.payment.approve', { url })
  expect(answer).toMatchObject({ state: 3 })
})

test('names what is wrong with the parameters and the trigger', async () => {
  await using cobru = await createCobru()
  const trigger = (name: string, parameters = {}) => cobru.sandbox.trigger(name, parameters)

  await expect(trigger('cobru.payment.approve')).rejects.toThrow('"url" is missing')
  await expect(trigger('cobru.payment.aprove')).rejects.toThrow('mean "cobru.payment.approve"')
  await expect(trigger('cobru.payment.approve', { url: 7 })).rejects.toThrow('url must be string')
})
