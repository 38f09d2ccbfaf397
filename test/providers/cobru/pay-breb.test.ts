/** `breb`: the order it answers, where the QR stands in it, and who may use it (E.4). */
import { expect, test } from 'vitest'
import { createCobru, hintsOf } from './kit.ts'

const ORDER_ID = /^mm_[A-Za-z0-9]{16}$/
const KEY = /^@ensayo\d{4}$/
/** EMV: version, dynamic, …, checksum. */
const QR = /^000201010212.*CO\.COM\.CRB\.LLA.*6304[0-9A-F]{4}$/

const NO_PAYER = {
  payer_id: '',
  payer_phone: '',
  payer_address: '',
  payer_email: '',
  payer_name: '',
  payer_id_type: '',
}

test('cobru.pay.response-shapes = array-of-two: breb answers the order and the cobru, whole', async () => {
  await using cobru = await createCobru()
  const flags = '{"breb":true}'
  const { url, pk } = await cobru.create({
    amount: 20000,
    payment_method_enabled: flags,
    callback: 'https://yourapp.com/hook',
  })

  const answer = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(answer).toMatchObject({ status: 200 })
  expect(answer.body).toEqual([
    {
      model: 'api.paymentorder',
      pk: expect.any(Number),
      fields: {
        owner: 17883,
        date_created: '2026-04-06T15:00:00.000Z',
        gateway: 22,
        ordenId: url,
        GOrdenId: expect.stringMatching(ORDER_ID),
        amount: '20000.00',
        state: 'PENDIENTE',
        method: 'breb',
        franchise: 'breb',
        ...NO_PAYER,
        checkout: '',
        project_code: null,
        ref: null,
        qr_value: expect.stringMatching(QR),
        key_value: expect.stringMatching(KEY),
      },
    },
    {
      model: 'api.cobru',
      pk,
      fields: {
        url,
        owner: 17883,
        amount: '20000.00',
        payed_amount: '18000.00',
        fee_amount: 2000,
        iva_amount: 380,
        state: 1,
        payment_method: 'breb',
        payment_method_enabled: flags,
        payment_order: answer.body[0].pk,
        confirmation_url: 'https://yourapp.com/hook',
        date_created: '2026-04-06T15:00:00.000Z',
        date_payed: null,
        description: 'Order #123',
        expiration_date: '2026-04-08T04:59:59.000Z',
        expiration_days: 1,
        images: null,
        notified_email: false,
        notified_sms: false,
        ...NO_PAYER,
        platform: 'API',
        public_generated: false,
        before_amount: '20000.00',
        fee_iva_amount: 380,
        currency_code: 'COP',
        fee_iva: 0.19,
        amount_exceeded: '0.00',
        tax_amount_reteiva: '0.00',
        tax_amount_reteica: '0.00',
        tax_amount_retefuente: '0.00',
        franchise: 'breb',
        reference_cobru: String(pk),
        payer_country_code: 'CO',
        payer_redirect_url: 'https://yourapp.com/payment-success',
        client_assume_costs: false,
      },
    },
  ])
  expect(hintsOf(answer)).toEqual({ quirks: [], hint: '' })
})

test('cobru.pay.breb-gated = enabled: breb is open, and its submission puts the payment in process', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  await cobru.api.post(`/${url}`, { payment: 'breb' })

  const { body } = await cobru.api.get(`/cobru_detail/${url}`)
  expect(body).toMatchObject({ state: 1, payment_method: 'breb', date_payed: '' })
  const { body: callback } = await cobru.sandbox.inbox.next()
  expect(callback).toMatchObject({ state: 1, payment_method: 'Bre-B', url })
})

test('cobru.pay.breb-gated = not-allowed-400: breb is refused although the payment enables it', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.pay.breb-gated': 'not-allowed-400' },
  })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(answer).toMatchObject({
    status: 400,
    body: { error: 'Payment method is not enabled.', result: 'NOT_ALLOWED' },
  })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.breb-gated=not-allowed-400'],
    hint: 'Ask Cobru to enable Bre-B for the account, or use `breb_qr`.',
  })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 0 })
})

test('cobru.pay.breb-qr-field = fields-qr-value: the QR is `qr_value` and the key `key_value`', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { body } = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(body[0].fields).toMatchObject({
    qr_value: expect.stringMatching(QR),
    key_value: expect.stringMatching(KEY),
  })
  expect(body[0].fields).not.toHaveProperty('check_qr')
})

test('cobru.pay.breb-qr-field = check-qr: the QR is `check_qr` instead', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.breb-qr-field': 'check-qr' } })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(answer.body[0].fields).toMatchObject({
    check_qr: expect.stringMatching(QR),
    key_value: expect.stringMatching(KEY),
  })
  expect(answer.body[0].fields).not.toHaveProperty('qr_value')
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.breb-qr-field=check-qr'],
    hint: 'Look for `check_qr`, `qr_value` and `payment_details.qr_bitcoin`.',
  })
})

test('cobru.pay.breb-qr-field = payment-details-qr-bitcoin: the answer is `payment_details` alone', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.pay.breb-qr-field': 'payment-details-qr-bitcoin' },
  })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(answer.body).toEqual({
    payment_details: {
      qr_bitcoin: expect.stringMatching(QR),
      url_bitcoin: null,
      GOrdenId: expect.stringMatching(ORDER_ID),
      key_value: expect.stringMatching(KEY),
      time_to_complete: 300,
    },
  })
  expect(hintsOf(answer).quirks).toEqual(['cobru.pay.breb-qr-field=payment-details-qr-bitcoin'])
})

test('cobru.pay.breb-qr-field = rotate: three answers use three names', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.breb-qr-field': 'rotate' } })
  const { url } = await cobru.create()

  const first = await cobru.api.post(`/${url}`, { payment: 'breb' })
  const second = await cobru.api.post(`/${url}`, { payment: 'breb' })
  const third = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(first.body[0].fields).toHaveProperty('qr_value')
  expect(second.body[0].fields).toHaveProperty('check_qr')
  expect(third.body.payment_details).toHaveProperty('qr_bitcoin')
  expect(hintsOf(first).quirks).toEqual(['cobru.pay.breb-qr-field=rotate'])
})

test('cobru.pay.static-qr-impossible = per-transaction: each submission has a QR, key and order of its own', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const first = await cobru.api.post(`/${url}`, { payment: 'breb' })
  const second = await cobru.api.post(`/${url}`, { payment: 'breb' })

  const { qr_value, GOrdenId } = first.body[0].fields
  expect(second.body[0].fields.qr_value).not.toBe(qr_value)
  expect(second.body[0].fields.GOrdenId).not.toBe(GOrdenId)
})

test('cobru.pay.gordenid-type = text: `GOrdenId` is text that starts with mm_', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { body } = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(body[0].fields.GOrdenId).toMatch(ORDER_ID)
})

test('cobru.pay.order-state-types = mixed: Spanish text, a number and English text tell of one payment', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { body } = await cobru.api.post(`/${url}`, { payment: 'breb' })
  const [order, payment] = body
  const status = await cobru.api.get(`/breb_status/${order.fields.GOrdenId}/`)

  expect(order.fields.state).toBe('PENDIENTE')
  expect(payment.fields.state).toBe(1)
  expect(status).toMatchObject({ status: 200, body: { state: 'PENDING' } })
})
