/** The QR methods that want the payer's document: `breb_qr` and `bancolombia_qr` (E.4). */
import { expect, test } from 'vitest'
import { createCobru, hintsOf } from './kit.ts'

const ORDER_ID = /^mm_[A-Za-z0-9]{16}$/
const DOCUMENT = { document_type: 'CC', cc: '1000000001' }

test('cobru.pay.breb-qr-literal = on: breb_qr answers `payment_details` with an EMV text', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: '{"breb":true}' })

  const answer = await cobru.api.post(`/${url}`, { payment: 'breb_qr', ...DOCUMENT })

  expect(answer).toMatchObject({ status: 200 })
  expect(answer.body).toEqual({
    payment_details: {
      qr_bitcoin: expect.stringMatching(/^000201010212.*6304[0-9A-F]{4}$/),
      url_bitcoin: null,
      GOrdenId: expect.stringMatching(ORDER_ID),
      key_value: expect.stringMatching(/^@ensayo\d{4}$/),
      time_to_complete: 300,
    },
  })
})

test('cobru.pay.breb-qr-literal = off: breb_qr is not for this account', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.breb-qr-literal': 'off' } })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { payment: 'breb_qr', ...DOCUMENT })

  expect(answer).toMatchObject({
    status: 400,
    body: { error: 'Payment method is not enabled.', result: 'NOT_ALLOWED' },
  })
  expect(hintsOf(answer).quirks).toEqual(['cobru.pay.breb-qr-literal=off'])
  expect(hintsOf(answer).hint).toContain('Cobru has confirmed')
})

test('bancolombia_qr without a document is refused', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: '{"bancolombia_qr":true}' })

  const answer = await cobru.api.post(`/${url}`, { payment: 'bancolombia_qr' })

  expect(answer).toMatchObject({ status: 400, body: { cc: ['This field is required.'] } })
})

test('cobru.pay.breb-qr-document = optional: the printed request is taken, and the hint warns', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { payment: 'breb_qr' })

  expect(answer).toMatchObject({ status: 200, body: { payment_details: { url_bitcoin: null } } })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.breb-qr-document=optional'],
    hint: expect.stringContaining('`document_type` and `cc` may be needed'),
  })
})

test('cobru.pay.breb-qr-document = required: without a document it is refused', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.breb-qr-document': 'required' } })
  const { url } = await cobru.create()

  const bare = await cobru.api.post(`/${url}`, { payment: 'breb_qr' })
  const full = await cobru.api.post(`/${url}`, { payment: 'breb_qr', ...DOCUMENT })

  expect(bare).toMatchObject({ status: 400, body: { cc: ['This field is required.'] } })
  expect(full).toMatchObject({ status: 200 })
})

test('`time_to_complete` is the life of the code: 520 seconds where the page says so', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.breb-ttl': '520' } })
  const { url } = await cobru.create()

  const { body } = await cobru.api.post(`/${url}`, { payment: 'breb_qr', ...DOCUMENT })

  expect(body.payment_details.time_to_complete).toBe(520)
})

test('breb_qr is paid like breb: /breb_status/ follows it', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const { body } = await cobru.api.post(`/${url}`, { payment: 'breb_qr', ...DOCUMENT })
  const order = body.payment_details.GOrdenId

  await cobru.sandbox.trigger('cobru.payment.approve', { url })

  expect((await cobru.api.get(`/breb_status/${order}/`)).body).toEqual({ state: 'COMPLETED' })
})

test('cobru.pay.qr-bitcoin-overload = overloaded: bancolombia_qr puts a Wompi address into `qr_bitcoin`', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: '{"bancolombia_qr":true}' })

  const { body } = await cobru.api.post(`/${url}`, { payment: 'bancolombia_qr', ...DOCUMENT })

  expect(body).toEqual({
    payment_details: {
      qr_bitcoin: expect.stringMatching(/^https:\/\/checkout\.wompi\.co\/l\/\w+$/),
      url_bitcoin: body.payment_details.qr_bitcoin,
      GOrdenId: expect.stringMatching(ORDER_ID),
      time_to_complete: 300,
    },
  })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({
    state: 1,
    payment_method: 'bancolombia_qr',
    payer_id: '1000000001',
  })
})

test('cobru.pay.doc-field-name = both: `document_number` is read as `cc`', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const details = { payment: 'breb_qr', document_type: 'CC', document_number: '1000000002' }

  const answer = await cobru.api.post(`/${url}`, details)

  expect(answer).toMatchObject({ status: 200 })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.doc-field-name=both'],
    hint: '`document_number` was read as `cc`, the name in the current documents.',
  })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({
    payer_id: '1000000002',
  })
})

test('`cc` stands when both names are sent', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  await cobru.api.post(`/${url}`, { payment: 'breb_qr', cc: '111111', document_number: '222222' })

  const { body } = await cobru.api.get(`/cobru_detail/${url}`)
  expect(body).toMatchObject({ payer_id: '111111' })
})
