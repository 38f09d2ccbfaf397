/** Cash: the payer takes an agreement number and a PIN to a counter (E.4, B.4). */
import { expect, test } from 'vitest'
import { authorise, createCobru } from './kit.ts'

const PAYER = {
  name: 'Juan Perez',
  cc: '1000000001',
  email: 'juan@example.com',
  document_type: 'CC',
  phone: '3002794981',
}
const CASH = ['efecty', 'corresponsal_bancolombia', 'baloto']
const FLAGS = '{"efecty":true,"corresponsal_bancolombia":true,"baloto":true}'

test.each(CASH)(
  '%s answers `project_code` and `ref`, both numbers, and no address',
  async (payment) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create({ payment_method_enabled: FLAGS })

    const { status, body } = await cobru.api.post(`/${url}`, { payment, ...PAYER })

    expect(status).toBe(200)
    expect(body[0].fields).toMatchObject({
      method: payment,
      franchise: payment,
      state: 'PENDIENTE',
      checkout: '',
      project_code: expect.any(Number),
      ref: expect.any(Number),
      qr_value: null,
      key_value: null,
    })
    expect(body[1].fields).toMatchObject({ state: 1, payment_method: payment })
  },
)

test('each submission has a PIN of its own below one agreement', async () => {
  await using cobru = await createCobru()
  const one = await cobru.create({ payment_method_enabled: FLAGS })
  const two = await cobru.create({ payment_method_enabled: FLAGS })

  const first = await cobru.api.post(`/${one.url}`, { payment: 'efecty', ...PAYER })
  const second = await cobru.api.post(`/${two.url}`, { payment: 'efecty', ...PAYER })

  const [a, b] = [first.body[0].fields, second.body[0].fields]
  expect(a.ref).not.toBe(b.ref)
  expect(a.project_code).toBe(b.project_code)
})

test.each(CASH)('%s is paid days later at the counter', async (payment) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: FLAGS, expiration_days: 7 })
  await cobru.api.post(`/${url}`, { payment, ...PAYER })
  await cobru.sandbox.clock.advance('P3D')

  await cobru.sandbox.trigger('cobru.payment.approve', { url })

  const { headers } = await authorise(cobru.sandbox.cobru)
  const { body } = await cobru.api.get(`/cobru_detail/${url}`, headers)
  expect(body).toMatchObject({ state: 3, payment_method: payment, payer_name: 'Juan Perez' })
})

test.each(['name', 'cc', 'email', 'document_type', 'phone'])(
  'efecty without `%s` is refused',
  async (field) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create()
    const details = { payment: 'efecty', ...PAYER, [field]: undefined }

    const answer = await cobru.api.post(`/${url}`, details)

    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ [field]: ['This field is required.'] })
  },
)

test('an e-mail without an @ is refused', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { payment: 'efecty', ...PAYER, email: 'juan' })

  expect(answer).toMatchObject({
    status: 400,
    body: { email: ['Enter a valid email address.'] },
  })
})
