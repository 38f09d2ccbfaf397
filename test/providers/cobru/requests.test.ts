/** What a request may look like: numbers as text, nulls, text for URLs, slashes, extras. */
import { expect, test } from 'vitest'
import { type Cobru, createCobru, hintsOf, toCreateBody } from './kit.ts'
import { BANK } from './money.ts'

const create = (cobru: Cobru, overrides: object) =>
  cobru.api.post('/cobru/', { ...toCreateBody(cobru.sandbox), ...overrides })

const INTEGER = ['A valid integer is required.']
const TEXTS = { expiration_days: '7', iva: '0' }

test('cobru.request.numerals-as-text = refused: text for a whole number is not one', async () => {
  await using cobru = await createCobru()
  expect(await create(cobru, { expiration_days: '7' })).toMatchObject({
    status: 400,
    body: { expiration_days: INTEGER },
  })
})

test('cobru.request.numerals-as-text = accepted: text of digits counts as the number', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.request.numerals-as-text': 'accepted' },
  })
  const answer = await create(cobru, TEXTS)
  expect(answer).toMatchObject({ status: 201, body: { expiration_days: 7 } })
  expect(hintsOf(answer).quirks).toEqual(['cobru.request.numerals-as-text=accepted'])
  for (const wrong of ['siete', '1.5', '']) {
    expect(await create(cobru, { expiration_days: wrong })).toMatchObject({ status: 400 })
  }
})

test.each([
  ['/withdraw/', { bank_account: '1', amount: 30000 }, 201],
  ['/user/', { type_person: '1', category: '99', subcategory: '745', gender: '2' }, 200],
])('whole numbers of %s may be text as well', async (path, body, status) => {
  await using cobru = await createCobru({
    variants: { 'cobru.request.numerals-as-text': 'accepted' },
  })
  const user = {
    username: '1',
    first_name: 'Rosa',
    last_name: 'Ensayo',
    email: 'rosa@example.com',
    password: '12345678',
    phone: '1',
    document_type: '0',
    document_number: '1',
    brand: 'B',
  }
  expect(await cobru.api.post(path, path === '/user/' ? { ...user, ...body } : body)).toMatchObject(
    { status },
  )
})

test('cobru.request.null-fields = refused: null is not a text', async () => {
  await using cobru = await createCobru()
  expect(await create(cobru, { idempotency_key: null })).toMatchObject({
    status: 400,
    body: { idempotency_key: ['Not a valid string.'] },
  })
})

test('cobru.request.null-fields = as-absent: null is a field that is not there', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.request.null-fields': 'as-absent' } })
  const answer = await create(cobru, { idempotency_key: null, platform: null, images: null })
  expect(answer).toMatchObject({ status: 201, body: { platform: 'desconocido' } })
  expect(hintsOf(answer).quirks).toEqual(['cobru.request.null-fields=as-absent'])
  // A field that must be there is still missing.
  expect(await create(cobru, { callback: null })).toMatchObject({ status: 403 })
  expect(await create(cobru, { description: null })).toMatchObject({
    status: 400,
    body: { description: ['This field is required.'] },
  })
})

test('a null stays where it is a value of its own', async () => {
  await using cobru = await createCobru()
  expect(await create(cobru, { images: null })).toMatchObject({ status: 201 })
  expect(
    await cobru.api.post('/thirdpartywithdraw/', { ...BANK, bank_name: null, description: null }),
  ).toMatchObject({ status: 200 })
})

const URLS = { callback: 'CALLBACK', payer_redirect_url: 'TEST' }

test('cobru.create.url-text = url: text that is not a URL is refused', async () => {
  await using cobru = await createCobru()
  const message = ['Enter a valid URL.']
  expect(await create(cobru, URLS)).toMatchObject({
    status: 400,
    body: { callback: message, payer_redirect_url: message },
  })
})

test('cobru.create.url-text = any-text: any text is taken and echoed, and nothing is delivered to it', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.create.url-text': 'any-text' } })
  const answer = await create(cobru, URLS)
  expect(answer).toMatchObject({ status: 201, body: URLS })
  expect(hintsOf(answer).quirks).toEqual(['cobru.create.url-text=any-text'])

  await cobru.sandbox.trigger('cobru.payment.approve', { url: answer.body.url })
  await cobru.sandbox.settle()

  const deliveries = await cobru.sandbox.webhooks.list()
  expect(deliveries.filter(({ attempts }) => attempts.length > 0)).toEqual([])
  expect((await cobru.api.send(`/${answer.body.url}`)).status).toBe(200)
})

test('cobru.hosted.double-slash-404 = one-slash: two slashes count as one, in every path', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.hosted.double-slash-404': 'one-slash' },
  })
  const { body } = await cobru.api.post('//cobru/', toCreateBody(cobru.sandbox))
  const paid = await cobru.api.post(`//${body.url}`, { payment: 'breb' })
  const read = await cobru.api.get(`//cobru_detail//${body.url}`)
  const page = await cobru.api.send(`//${body.url}`)
  expect([paid.status, read.status, page.status]).toEqual([200, 200, 200])
  expect((await cobru.api.get('//nada/nada/')).status).toBe(404)
})

const CARD = {
  payment: 'credit_card',
  name: 'Rosa Ensayo',
  cc: '1082626262',
  email: 'rosa@example.com',
  document_type: 'CC',
  phone: '300',
  credit_card: '4111111111111111',
  expiration_date: '12/30',
  cvv: '123',
  dues: 1,
}
const EFECTY = { ...CARD, payment: 'efecty' }

test.each([
  [CARD, { bank: null, phone_nequi: '', push: false, address: '', amount: 50000, platform: 'API' }],
  [EFECTY, { credit_card: null, cvv: '', expiration_date: 0, dues: null, bank: [], push: 'no' }],
  [
    { ...EFECTY, payment: 'dale' },
    { phone_nequi: null, address: {}, bank: '' },
  ],
  [{ payment: 'breb' }, { bank: null, phone_nequi: null, dues: '', credit_card: '' }],
])('cobru.pay.unused-extras = ignored: %o takes %o', async (details, extras) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  expect(await cobru.api.post(`/${url}`, { ...details, ...extras })).toMatchObject({ status: 200 })
})

test.each([
  [{ ...CARD, dues: null }, 'dues'],
  [{ ...CARD, cvv: '' }, 'cvv'],
  [{ ...EFECTY, payment: 'pse', address: 'Calle 1', bank: null }, 'bank'],
  [{ ...EFECTY, payment: 'NEQUI', phone_nequi: '' }, 'phone_nequi'],
])('a method still looks at what it uses: %o lacks %s', async (details, field) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const answer = await cobru.api.post(`/${url}`, details)
  expect(answer).toMatchObject({ status: 400, body: { [field]: [expect.any(String)] } })
})
