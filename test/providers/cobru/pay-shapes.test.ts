/** How the answer of `POST /{url}` is written, and how the payer's document may be (E.4). */
import { expect, test } from 'vitest'
import { createCobru, hintsOf } from './kit.ts'

const PAYER = {
  name: 'Juan Perez',
  cc: '1000000001',
  email: 'juan@example.com',
  document_type: 'CC',
  phone: '3002794981',
}
const EFECTY = { payment: 'efecty', ...PAYER }

test('cobru.pay.double-encoded = plain-array: one parse gives the array', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.double-encoded': 'plain-array' } })
  const { url } = await cobru.create()

  const { text, body, headers } = await cobru.api.post(`/${url}`, EFECTY)

  expect(headers.get('content-type')).toBe('application/json')
  expect(text).toMatch(/^\[\{"model":"api\.paymentorder",/)
  expect(body).toHaveLength(2)
})

test('cobru.pay.double-encoded = json-string: the body is text that holds the array, and the hint names the other', async () => {
  await using cobru = await createCobru()
  await using plain = await createCobru({ variants: { 'cobru.pay.double-encoded': 'plain-array' } })
  const { url } = await cobru.create()
  await plain.create()

  const answer = await cobru.api.post(`/${url}`, EFECTY)
  const array = await plain.api.post(`/${url}`, EFECTY)

  expect(answer.text).toMatch(/^"\[\{\\"model\\":\\"api\.paymentorder\\",/)
  expect(answer.text).toBe(JSON.stringify(array.text))
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(answer.headers.get('x-ensayo-quirk')).toBe('cobru.pay.double-encoded=json-string')
  expect(answer.headers.get('x-ensayo-hint')).toContain('the variant `plain-array`')
})

test('an answer that is not an array is not encoded twice', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.double-encoded': 'json-string' } })
  const { url } = await cobru.create()
  const other = await cobru.create({ payment_method_enabled: '{"pse":true}' })

  const result = await cobru.api.post(`/${url}`, { ...EFECTY, payment: 'daviplata' })
  const refusal = await cobru.api.post(`/${other.url}`, EFECTY)

  expect(result.text).toBe('{"result":"OTP_REQUIRED"}')
  expect(refusal.text).toBe('{"error":"Payment method is not enabled.","result":"NOT_ALLOWED"}')
  expect(hintsOf(result).quirks).toEqual([])
})

test('cobru.pay.fields-as-text = object: `fields` is an object in both', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { body } = await cobru.api.post(`/${url}`, EFECTY)

  expect(body[0].fields).toBeTypeOf('object')
  expect(body[1].fields).toBeTypeOf('object')
})

test('cobru.pay.fields-as-text = string: `fields` is JSON text in both', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.fields-as-text': 'string' } })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, EFECTY)

  const [order, payment] = answer.body
  expect(order.fields).toMatch(/^\{"owner":17883,/)
  expect(JSON.parse(order.fields)).toMatchObject({ ordenId: url, method: 'efecty' })
  expect(JSON.parse(payment.fields)).toMatchObject({ url, state: 1 })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.fields-as-text=string'],
    hint: 'Parse `fields` when it is text.',
  })
})

test('text in text: both quirks together take three parses', async () => {
  await using cobru = await createCobru({
    variants: {
      'cobru.pay.fields-as-text': 'string',
      'cobru.pay.double-encoded': 'json-string',
    },
  })
  const { url } = await cobru.create()

  const { text } = await cobru.api.post(`/${url}`, EFECTY)

  const [, payment] = JSON.parse(JSON.parse(text))
  expect(JSON.parse(payment.fields)).toMatchObject({ url, state: 1 })
})

test.each([1000000001, '1000000001', '1.000.000.001'])(
  'cobru.pay.cc-type = all: the document may be %j',
  async (cc) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create()

    const { status, body } = await cobru.api.post(`/${url}`, { ...EFECTY, cc })

    expect(status).toBe(200)
    expect(body[0].fields.payer_id).toBe(String(cc))
  },
)

test.each(['CC', 'TI', 'CE', 'NIT', 'PA'])(
  'cobru.pay.doc-type-enum = seed-enum: %s is taken',
  async (document_type) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create()

    const { body } = await cobru.api.post(`/${url}`, { ...EFECTY, document_type })

    expect(body[0].fields.payer_id_type).toBe(document_type)
  },
)

test.each(['PAN', 'PPN', 'PASAPORTE', 'cc'])(
  'cobru.pay.doc-type-enum = seed-enum: %s is refused',
  async (document_type) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create()

    const answer = await cobru.api.post(`/${url}`, { ...EFECTY, document_type })

    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ document_type: [`"${document_type}" is not a valid choice.`] })
  },
)

test.each(['PAN', 'PPN', 'PASAPORTE'])(
  'cobru.pay.doc-type-enum = accept-all: %s is taken, and the hint names the documented ones',
  async (document_type) => {
    await using cobru = await createCobru({ variants: { 'cobru.pay.doc-type-enum': 'accept-all' } })
    const { url } = await cobru.create()

    const answer = await cobru.api.post(`/${url}`, { ...EFECTY, document_type })

    expect(answer.body[0].fields.payer_id_type).toBe(document_type)
    expect(hintsOf(answer)).toEqual({
      quirks: ['cobru.pay.doc-type-enum=accept-all'],
      hint: 'Send CC, TI, CE, NIT or PA.',
    })
  },
)

test('cobru.pay.limit-length-cc = accept: documents of any length are taken', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { payment: 'breb_qr', cc: '123456' })

  expect(answer).toMatchObject({ status: 200 })
})

test.each(['123456', '1000000001', '12345678901'])(
  'cobru.pay.limit-length-cc = reject-all-400: %s is refused, as every document is',
  async (cc) => {
    await using cobru = await createCobru({
      variants: { 'cobru.pay.limit-length-cc': 'reject-all-400' },
    })
    const { url } = await cobru.create()

    const answer = await cobru.api.post(`/${url}`, { payment: 'breb_qr', cc })

    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({
      result: 'LIMIT_LENGTH_CC',
      error: 'El tamaño de la cédula del pagador es inválida.',
    })
    expect(hintsOf(answer).quirks).toEqual(['cobru.pay.limit-length-cc=reject-all-400'])
    expect(hintsOf(answer).hint).toContain("About the payer's document")
  },
)

test('cobru.pay.limit-length-cc = allow-list: only documents that the documentation prints are taken', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.limit-length-cc': 'allow-list' } })
  const { url } = await cobru.create()

  const printed = await cobru.api.post(`/${url}`, { payment: 'breb_qr', cc: 1140867070 })
  const other = await cobru.api.post(`/${url}`, { payment: 'breb_qr', cc: '1000000009' })

  expect(printed).toMatchObject({ status: 200 })
  expect(other).toMatchObject({ status: 400, body: { result: 'LIMIT_LENGTH_CC' } })
})

test('`breb` has no document that could be refused', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.pay.limit-length-cc': 'reject-all-400' },
  })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(answer).toMatchObject({ status: 200 })
})
