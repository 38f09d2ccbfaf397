/** The request bodies that docs.cobru.co prints, but for e-mail addresses, get what it says they get. */
import { expect, test } from 'vitest'
import { createCobru } from './kit.ts'

const CREATE = `{
  "amount": 20000,
  "description": "Cobro Bre-B",
  "expiration_days": 1,
  "client_assume_costs": false,
  "iva": 0,
  "payment_method_enabled": "{\\"breb\\":true}",
  "payer_redirect_url": "https://yourapp.com/payment/success",
  "callback": "https://yourapp.com/api/cobru/webhook"
}`

const PSE = `{
  "name": "Juan Perez", "payment": "pse", "cc": "1140867070", "email": "juan@example.com",
  "document_type": "CC", "phone": "300000000", "bank": "1040", "address": "Bogotá, Colombia"
}`

const EFECTY = `{
  "name": "Juan Perez", "payment": "efecty", "cc": "1140867070", "email": "juan@example.com",
  "document_type": "CC", "phone": "3002794981"
}`

const NEQUI = `{
  "name": "Test Gómez", "payment": "NEQUI", "cc": "1082626262", "email": "test@example.com",
  "phone": "307654332", "document_type": "CC", "phone_nequi": "307654332", "push": true
}`

const CARD = `{
  "name": "Test Gómez", "payment": "credit_card", "cc": "1082626262", "email": "test@example.com",
  "phone": "307654332", "document_type": "CC", "credit_card": "4111111111111111",
  "expiration_date": "12/30", "cvv": "123", "dues": 1
}`

/** The body that the pages of several methods share. */
const toPlain = (payment: string) => `{
  "name": "Test Gómez", "payment": "${payment}", "cc": "1082626262", "email": "test@example.com",
  "phone": "307654332", "document_type": "CC"
}`

test('guides/qr-breb: the printed create and `{"payment":"breb"}` give the printed excerpt', async () => {
  await using cobru = await createCobru()
  const created = await cobru.api.post('/cobru/', CREATE)

  const answer = await cobru.api.post(`/${created.body.url}`, '{ "payment": "breb" }')

  expect(answer).toMatchObject({ status: 200 })
  expect(answer.body).toMatchObject([
    {
      model: 'api.paymentorder',
      fields: {
        method: 'breb',
        franchise: 'breb',
        state: 'PENDIENTE',
        amount: '20000.00',
        qr_value: expect.stringMatching(/COM\.CRB\.LLA/),
        key_value: expect.stringMatching(/^@/),
      },
    },
    { model: 'api.cobru', fields: { url: created.body.url } },
  ])
})

test('guides/qr-breb: `breb_qr` is taken as it is printed, and its code stands in `payment_details`', async () => {
  await using cobru = await createCobru()
  const created = await cobru.api.post('/cobru/', CREATE)

  const answer = await cobru.api.post(`/${created.body.url}`, '{ "payment": "breb_qr" }')

  const payment_details = { qr_bitcoin: expect.any(String), key_value: expect.any(String) }
  expect(answer).toMatchObject({ status: 200, body: { payment_details } })
})

test('api/cobrus/pse: the payer is redirected to the address that comes back', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { status, body } = await cobru.api.post(`/${url}`, PSE)

  expect(status).toBe(200)
  expect(URL.canParse(body[0].fields.checkout)).toBe(true)
})

test.each([EFECTY, EFECTY.replace('efecty', 'corresponsal_bancolombia')])(
  'api/cobrus/cash-payments: the details of the payment come back',
  async (details) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create()

    const { status, body } = await cobru.api.post(`/${url}`, details)

    expect(status).toBe(200)
    expect(body[0].fields).toMatchObject({
      project_code: expect.any(Number),
      ref: expect.any(Number),
      payer_phone: '3002794981',
    })
  },
)

test('api/cobrus/nequi: a push leaves and the payment is in process', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { status, body } = await cobru.api.post(`/${url}`, NEQUI)

  expect(status).toBe(200)
  expect(body[1].fields).toMatchObject({ state: 1, payment_method: 'NEQUI' })
})

test('api/cobrus/nequi: without a push `ref` comes back', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { body } = await cobru.api.post(`/${url}`, NEQUI.replace('"push": true', '"push": false'))

  expect(body[0].fields.ref).toEqual(expect.any(String))
})

test('api/cobrus/dale: the order comes back', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { status, body } = await cobru.api.post(`/${url}`, toPlain('dale'))

  expect(status).toBe(200)
  expect(body[0].fields).toMatchObject({ method: 'dale', state: 'PENDIENTE' })
})

test('api/cobrus/bancolombia-button: a `checkout` address comes back', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { status, body } = await cobru.api.post(`/${url}`, toPlain('bancolombia_transfer'))

  expect(status).toBe(200)
  expect(URL.canParse(body[0].fields.checkout)).toBe(true)
})

test('api/cobrus/daviplata: after both steps `result == "OK"`', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const confirmation = `{ "URL": "${url}", "OTP": "123456" }`

  const started = await cobru.api.post(`/${url}`, toPlain('daviplata'))
  const confirmed = await cobru.api.post('/cobru/confirm_daviplata/', confirmation)

  expect(started).toMatchObject({ status: 200 })
  expect(confirmed).toMatchObject({ status: 200, body: { result: 'OK' } })
})

test.each([
  ['approved', '4111111111111111', 3],
  ['declined', '4111111111111112', 2],
])('api/cobrus/credit-card: the test card that is %s', async (_, number, state) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { status, body } = await cobru.api.post(`/${url}`, CARD.replace('4111111111111111', number))

  expect(status).toBe(200)
  expect(body[1].fields.state).toBe(state)
})
