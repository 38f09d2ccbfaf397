/** Payment from the balance of a Cobru user, found by phone: `cobru` and `cobru_phone` (E.4). */
import { expect, test } from 'vitest'
import { authorise, createCobru, hintsOf, toCreateBody } from './kit.ts'

const OWNER = '3100000001'
const USER = '3100000002'
const CAPPED = '3100000003'
const BY_PHONE = { name: '', payment: 'cobru_phone', cc: '', document_type: '', email: '' }

test.each(['cobru', 'cobru_phone'])('%s asks the user of the phone to confirm', async (payment) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: '{"cobru":true}' })

  const answer = await cobru.api.post(`/${url}`, { ...BY_PHONE, payment, phone: USER })

  expect(answer).toMatchObject({ status: 200, text: '{"result":"ok"}' })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({
    state: 1,
    payment_method: payment,
    payer_phone: USER,
  })
})

test('the user confirms in the app and the callback leaves', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, { ...BY_PHONE, phone: USER })
  await cobru.sandbox.inbox.next()

  await cobru.sandbox.trigger('cobru.payment.approve', { url })

  const { body } = await cobru.sandbox.inbox.next()
  expect(body).toMatchObject({ state: 3, payment_method: 'cobru_phone', url })
})

test('the phone alone is enough, as text or as a number', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { payment: 'cobru', phone: Number(USER) })

  expect(answer).toMatchObject({ status: 200, body: { result: 'ok' } })
})

test('cobru.pay.same-user-403 = 403: nobody pays a payment of their own', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...BY_PHONE, phone: OWNER })

  expect(answer).toMatchObject({ status: 403, text: '{"result":"same_user"}' })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.same-user-403=403'],
    hint: "A business rule, not authentication. Pay from another user's phone.",
  })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 0 })
})

test('the owner is whoever the account says, in an isolated account too', async () => {
  await using cobru = await createCobru()
  const account = await cobru.sandbox.account()
  const { headers } = await authorise(account.cobru)
  const created = await cobru.api.post('/cobru/', toCreateBody(account), headers)
  const { url, owner } = created.body

  const own = await cobru.api.post(`/${url}`, { ...BY_PHONE, phone: owner }, headers)
  const other = await cobru.api.post(`/${url}`, { ...BY_PHONE, phone: OWNER }, headers)

  expect(own).toMatchObject({ status: 403, body: { result: 'same_user' } })
  expect(other).toMatchObject({ status: 404, body: { result: 'error' } })
})

test('cobru.pay.limit-balance-400 = 400: a payment over the cap of the owner is refused', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...BY_PHONE, phone: CAPPED })

  expect(answer).toMatchObject({ status: 400, text: '{"result":"LIMIT_BALANCE"}' })
  expect(hintsOf(answer).quirks).toEqual(['cobru.pay.limit-balance-400=400'])
  expect(hintsOf(answer).hint).toContain(CAPPED)
})

test('cobru.pay.cobru-phone-404 = 404: a phone that no user has is not found', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...BY_PHONE, phone: '3999999999' })

  expect(answer).toMatchObject({ status: 404, text: '{"result":"error"}' })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.cobru-phone-404=404'],
    hint: `No Cobru user has this phone; in the sandbox ${USER} has.`,
  })
})

test('a phone that is a name of every object is not found either', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...BY_PHONE, phone: 'constructor' })

  expect(answer).toMatchObject({ status: 404, body: { result: 'error' } })
})

test.each([undefined, ''])('a payment from the balance wants a phone, not %j', async (phone) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...BY_PHONE, phone })

  expect(answer).toMatchObject({ status: 400, body: { phone: [expect.any(String)] } })
})
