/** Pages of tokens and payments. */
import { expect } from 'vitest'
import { type Cobru, toCreateBody } from './kit.ts'
import { get, type Page, post } from './pages-kit.ts'

const text = expect.any(String)
const whole = expect.any(Number)

const CREATE = `{
  "amount": 50000,
  "description": "Order #123",
  "expiration_days": 1,
  "client_assume_costs": false,
  "iva": 0,
  "payment_method_enabled": "{\\"breb\\":true,\\"pse\\":true,\\"NEQUI\\":true}",
  "payer_redirect_url": "https://yourapp.com/payment-success",
  "callback": "https://yourapp.com/api/cobru/webhook"
}`

const QUICKSTART = CREATE.replace(
  '{\\"breb\\":true,\\"pse\\":true,\\"NEQUI\\":true}',
  '{\\"breb\\":true,\\"bancolombia_qr\\":true,\\"pse\\":true}',
)

const CREATED = {
  pk: whole,
  amount: '50000.00',
  state: 0,
  url: expect.stringMatching(/^[a-z0-9]{8}$/),
  payed_amount: '47605.00',
  fee_amount: 2395,
  idempotency_key: expect.stringMatching(/^\d+_[0-9a-f]+$/),
  currency_code: 'COP',
}

const PAYER = {
  name: 'Test Gómez',
  cc: '1082626262',
  email: 'test@cobru.co',
  phone: '307654332',
  document_type: 'CC',
}
const CARD = {
  ...PAYER,
  payment: 'credit_card',
  credit_card: '4111111111111111',
  expiration_date: '12/30',
  cvv: '123',
  dues: 1,
}
const NEQUI = { ...PAYER, payment: 'NEQUI', phone_nequi: '307654332', push: true }
const JUAN = { ...PAYER, name: 'Juan Perez', cc: '1140867070', email: 'juan@cobru.co' }
const EFECTY = { ...JUAN, payment: 'efecty', phone: '3002794981' }
const PSE = {
  ...JUAN,
  payment: 'pse',
  phone: '300000000',
  bank: '1040',
  address: 'Bogotá, Colombia',
}

/** Submits what a page prints to a new payment; reads the order and the cobru. */
async function submit(cobru: Cobru, details: object) {
  const { url } = await cobru.create()
  const { body } = await post(cobru, `/${url}`, JSON.stringify(details))
  return { url, body, order: body[0]?.fields, payment: body[1]?.fields }
}

const BREB = { qr_value: text, key_value: text, method: 'breb', franchise: 'breb' }

async function refresh(cobru: Cobru) {
  const { credentials } = cobru.sandbox.cobru
  const { authorization: _, ...headers } = cobru.headers
  const answer = await cobru.api.send('/token/refresh/', {
    method: 'POST',
    headers,
    body: JSON.stringify({ refresh: credentials.refreshToken }),
  })
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({ access: expect.stringMatching(/^eyJ0eXAi/) })
  return answer.body.access as string
}

const lifeOf = (token: string) => {
  const { exp, iat } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  return exp - iat
}

export const COBRU_PAGES: Page[] = [
  {
    page: 'authentication',
    title: 'a refresh answers `access`, which lives about 60 minutes',
    run: async (cobru) => expect(lifeOf(await refresh(cobru))).toBe(3600),
  },
  {
    page: 'api/authentication/refresh',
    title: 'the body is `refresh`, the answer `access`',
    run: async (cobru) => {
      await refresh(cobru)
    },
  },
  {
    page: 'errors',
    title: 'the two printed errors and the table of known quirks',
    run: async (cobru) => {
      const body = toCreateBody(cobru.sandbox)
      const flags = await cobru.api.post('/cobru/', {
        ...body,
        payment_method_enabled: { pse: true },
      })
      expect(flags.status).toBe(400)
      expect(flags.body).toEqual({ payment_method_enabled: ['Not a valid string.'] })
      for (const missing of ['callback', 'payer_redirect_url']) {
        const answer = await cobru.api.post('/cobru/', { ...body, [missing]: undefined })
        expect(answer.status).toBe(403)
        expect(answer.body).toEqual({ error: 'Error en la creacion del cobru.' })
      }
      const named = await cobru.api.post('/token/refresh/', { refresh_token: 'x' })
      expect(named.status).toBe(400)
    },
  },
  {
    page: 'getting-started',
    title: 'create, page by slug, callback',
    run: async (cobru) => {
      const { body } = await post(cobru, '/cobru/', QUICKSTART, 201)
      const { payed_amount: _, ...printed } = CREATED
      expect(body).toMatchObject(printed)
      expect((await cobru.api.send(`/${body.url}`)).status).toBe(200)
      expect((await cobru.api.send(`/pay/${body.pk}`)).status).toBe(404)
    },
  },
  {
    page: 'webhooks',
    title: 'the typical payload has five keys',
    run: async (cobru) => {
      const callback = `${cobru.sandbox.inbox.url}?orderId=123`
      const { url } = await cobru.create({ callback })
      await post(cobru, `/${url}`, { payment: 'breb' })
      await cobru.sandbox.trigger('cobru.payment.approve', { url })
      await cobru.sandbox.settle()
      const { body } = (await cobru.sandbox.inbox.list()).at(-1)!
      expect(body).toEqual({
        orderId: '123',
        state: 3,
        payment_method: 'Bre-B',
        amount: '50000.00',
        url,
      })
    },
  },
  {
    page: 'guides/qr-breb',
    title: 'creates with `breb`, submits it, and both printed literals answer',
    run: async (cobru) => {
      const created = await post(
        cobru,
        '/cobru/',
        `{ "amount": 20000, "description": "Cobro Bre-B", "expiration_days": 1, "client_assume_costs": false, "iva": 0, "payment_method_enabled": "{\\"breb\\":true}", "payer_redirect_url": "https://yourapp.com/payment/success", "callback": "https://yourapp.com/api/cobru/webhook" }`,
        201,
      )
      const { url } = created.body
      const { body } = await post(cobru, `/${url}`, '{ "payment": "breb" }')
      const fields = { ...BREB, state: 'PENDIENTE', amount: '20000.00', GOrdenId: text }
      expect(body).toMatchObject([
        { model: 'api.paymentorder', fields },
        { model: 'api.cobru', fields: { url } },
      ])
      const qr = await post(cobru, `/${url}`, '{ "payment": "breb_qr" }')
      expect(qr.body).toMatchObject({ payment_details: { qr_bitcoin: text, key_value: text } })
    },
  },
  {
    page: 'api/cobrus/create',
    title: 'the printed create gets the printed answer',
    run: async (cobru) => {
      const { body } = await post(cobru, '/cobru/', CREATE, 201)
      expect(body).toMatchObject(CREATED)
    },
  },
  {
    page: 'api/cobrus/create',
    title: 'every field of the block "Required fields" is required',
    run: async (cobru) => {
      const body = JSON.parse(CREATE)
      for (const name of Object.keys(body)) {
        const answer = await cobru.api.post('/cobru/', { ...body, [name]: undefined })
        expect(answer, name).toMatchObject({ status: expect.toBeOneOf([400, 403]) })
      }
    },
  },
  {
    page: 'api/cobrus/consult',
    title: 'the printed keys with the printed types, and the arithmetic of the sample',
    run: async (cobru) => {
      const asked = { amount: 100000, client_assume_costs: true, description: 'description' }
      const { url } = await cobru.create(asked)
      await post(cobru, `/${url}`, { ...EFECTY, name: 'Juan Plata', cc: '10000000' })
      expect(await get(cobru, `/cobru_detail/${url}`)).toMatchObject({
        fee_amount: 6383,
        payer_id: '10000000',
        payer_name: 'Juan Plata',
        payment_method: 'efecty',
        state: 1,
        payer_email: 'juan@cobru.co',
        url,
        amount: 107595,
        description: 'description',
        payed_amount: 100000,
      })
    },
  },
  {
    page: 'api/cobrus/quote',
    title: 'the printed keys, all numbers; the printed values are the variant `fixture`',
    run: async (cobru) => {
      const printed = '{ "amount": "5000", "client_assume_costs": true }'
      const { body } = await post(cobru, '/cobru/estimate/', printed)
      const keys = ['cobru_amount', 'cobru_fee', 'iva', 'cobru_payed_amount']
      expect(Object.keys(body)).toEqual(keys)
      expect(Object.values(body).every((value) => typeof value === 'number')).toBe(true)
      await cobru.sandbox.quirks.set('cobru.estimate.payed-4700', 'fixture')
      expect((await post(cobru, '/cobru/estimate/', printed)).text).toBe(
        '{"cobru_amount":5000,"cobru_fee":295,"iva":56.05,"cobru_payed_amount":4700}',
      )
    },
  },
  {
    page: 'api/cobrus/edit',
    title: 'the printed edit is taken',
    run: async (cobru) => {
      const { url } = await cobru.create()
      const edit = { url, description: 'updated description', amount: 80000, expiration_days: 10 }
      await post(cobru, '/edit_cobru/', edit)
      const { expiration_days, amount, description } = await get(cobru, `/cobru_detail/${url}`)
      expect({ url, description, amount, expiration_days }).toEqual(edit)
    },
  },
  {
    page: 'api/cobrus/pse-banks',
    title: 'the three printed banks',
    run: async (cobru) => {
      expect(await get(cobru, '/get_banks/1/')).toEqual([
        { bankName: 'BANCO AGRARIO', bankCode: '1040' },
        { bankName: 'BANCO AV VILLAS', bankCode: '1052' },
        { bankName: 'BANCO BBVA COLOMBIA S.A.', bankCode: '1013' },
      ])
    },
  },
  ...['api/cobrus/breb', 'api/cobrus/payment-details'].map((page) => ({
    page,
    title: 'breb alone answers QR and key',
    run: async (cobru: Cobru) =>
      expect((await submit(cobru, { payment: 'breb' })).order).toMatchObject(BREB),
  })),
  ...['api/cobrus/pse', 'api/cobrus/payment-details'].map((page) => ({
    page,
    title: 'PSE answers the address that the payer is sent to',
    run: async (cobru: Cobru) =>
      expect((await submit(cobru, PSE)).order.checkout).toMatch(/^https?:\/\//),
  })),
  ...['api/cobrus/cash-payments', 'api/cobrus/payment-details'].flatMap((page) =>
    ['efecty', 'corresponsal_bancolombia'].map((payment) => ({
      page,
      title: `${payment} answers what is to be paid where`,
      run: async (cobru: Cobru) =>
        expect((await submit(cobru, { ...EFECTY, payment })).order).toMatchObject({
          project_code: whole,
          ref: whole,
        }),
    })),
  ),
  ...['api/cobrus/nequi', 'api/cobrus/payment-details'].map((page) => ({
    page,
    title: 'Nequi is called, or answers `ref` where `push` is false',
    run: async (cobru: Cobru) => {
      expect((await submit(cobru, NEQUI)).payment.state).toBe(1)
      expect((await submit(cobru, { ...NEQUI, push: false })).order.ref).toEqual(text)
    },
  })),
  ...['api/cobrus/dale', 'api/cobrus/payment-details'].map((page) => ({
    page,
    title: 'dale! is taken',
    run: async (cobru: Cobru) =>
      expect((await submit(cobru, { ...PAYER, payment: 'dale' })).payment.state).toBe(1),
  })),
  ...['api/cobrus/bancolombia-button', 'api/cobrus/payment-details'].map((page) => ({
    page,
    title: 'the Bancolombia button answers `checkout`',
    run: async (cobru: Cobru) =>
      expect(
        (await submit(cobru, { ...PAYER, payment: 'bancolombia_transfer' })).order.checkout,
      ).toMatch(/^https?:\/\//),
  })),
  ...['api/cobrus/daviplata', 'api/cobrus/payment-details'].map((page) => ({
    page,
    title: 'Daviplata is confirmed by `URL` and `OTP` with `result` OK',
    run: async (cobru: Cobru) => {
      const { url } = await submit(cobru, { ...PAYER, payment: 'daviplata' })
      const code = { URL: url, OTP: '123456' }
      expect((await post(cobru, '/cobru/confirm_daviplata/', code)).body.result).toBe('OK')
    },
  })),
  ...['api/cobrus/credit-card', 'api/cobrus/payment-details'].map((page) => ({
    page,
    title: 'the approved card pays and the declined one does not',
    run: async (cobru: Cobru) => {
      expect((await submit(cobru, CARD)).payment.state).toBe(3)
      const declined = { ...CARD, credit_card: '4111111111111112' }
      expect((await submit(cobru, declined)).payment.state).toBe(2)
    },
  })),
  {
    page: 'api/cobrus/payment-details',
    title: 'the table of errors',
    run: async (cobru) => {
      const refused = async (details: object, overrides = {}) => {
        const { url } = await cobru.create(overrides)
        const { status, body } = await cobru.api.post(`/${url}`, details)
        return { status, body }
      }
      const owner = '3100000001'
      expect(await refused({ payment: 'cobru', phone: owner })).toEqual({
        status: 403,
        body: { result: 'same_user' },
      })
      expect(await refused({ payment: 'cobru', phone: '3100000003' })).toEqual({
        status: 400,
        body: { result: 'LIMIT_BALANCE' },
      })
      expect(await refused({ payment: 'nada' })).toEqual({
        status: 400,
        body: { error: true, msg: 'unknown payment method' },
      })
      expect(await refused(EFECTY, { payment_method_enabled: '{"pse":true}' })).toEqual({
        status: 400,
        body: { error: 'Payment method is not enabled.', result: 'NOT_ALLOWED' },
      })
      const { url } = await submit(cobru, CARD)
      const again = await cobru.api.post(`/${url}`, CARD)
      expect(again).toMatchObject({ status: 400, body: { result: 'COBRU_IS_PAYED' } })
      expect(await refused({ payment: 'cobru', phone: '3999999999' })).toMatchObject({
        status: 404,
      })
    },
  },
]
