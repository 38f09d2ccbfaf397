/** Quirks of a create that is refused, though the documents differ on how (E.2), one test per variant. */
import { expect, test } from 'vitest'
import { createCobru, hintsOf, toCreateBody } from './kit.ts'

const CREATION_ERROR = { error: 'Error en la creacion del cobru.' }
const REQUIRED = ['This field is required.']
const AS_OBJECT = { payment_method_enabled: { breb: true } }
const NO_CALLBACK = { callback: undefined }
const NO_REDIRECT = { payer_redirect_url: undefined }
const NEITHER = { ...NO_CALLBACK, ...NO_REDIRECT }

/** Creates with some variants active and tells status, body and hints. */
async function create(variants: Record<string, string>, overrides: Record<string, unknown> = {}) {
  await using cobru = await createCobru({ variants })
  const answer = await cobru.api.post('/cobru/', toCreateBody(cobru.sandbox, overrides))
  return { status: answer.status, body: answer.body, ...hintsOf(answer) }
}

test('cobru.create.pme-object-400 = 400: an object of flags is not a valid string', async () => {
  expect(await create({}, AS_OBJECT)).toEqual({
    status: 400,
    body: { payment_method_enabled: ['Not a valid string.'] },
    quirks: ['cobru.create.pme-object-400=400'],
    hint: 'Serialise `payment_method_enabled` with JSON.stringify before sending.',
  })
})

test.each([[['breb']], [true], [7], [null]])(
  'flags as %j are no valid string either',
  async (payment_method_enabled) => {
    expect(await create({}, { payment_method_enabled })).toMatchObject({
      status: 400,
      body: { payment_method_enabled: [expect.any(String)] },
    })
  },
)

test('cobru.create.pme-object-403 = 400: the object surfaces as what it is', async () => {
  expect(await create({ 'cobru.create.pme-object-403': '400' }, AS_OBJECT)).toMatchObject({
    status: 400,
    quirks: ['cobru.create.pme-object-400=400'],
  })
})

test('cobru.create.pme-object-403 = 403: the object surfaces as if credentials were wrong', async () => {
  expect(await create({ 'cobru.create.pme-object-403': '403' }, AS_OBJECT)).toEqual({
    status: 403,
    body: CREATION_ERROR,
    quirks: ['cobru.create.pme-object-403=403'],
    hint: 'Validation, not authentication. Serialise `payment_method_enabled` with JSON.stringify before sending.',
  })
})

test('cobru.create.missing-callback-403 = both-required-403: no callback, misleading 403', async () => {
  expect(await create({}, NO_CALLBACK)).toEqual({
    status: 403,
    body: CREATION_ERROR,
    quirks: ['cobru.create.missing-callback-403=both-required-403'],
    hint: 'Validation, not authentication. Send `callback`.',
  })
})

test('cobru.create.missing-callback-403 = lenient-201: no callback, and the payment is made', async () => {
  const id = 'cobru.create.missing-callback-403'
  expect(await create({ [id]: 'lenient-201' }, NO_CALLBACK)).toEqual({
    status: 201,
    body: expect.objectContaining({
      callback: null,
      payer_redirect_url: 'https://yourapp.com/payment-success',
    }),
    quirks: [`${id}=lenient-201`],
    hint: 'Accepted without `callback`; the current documents refuse it.',
  })
})

test('cobru.create.missing-callback-403 = 400-field-map: the missing callback is named', async () => {
  const id = 'cobru.create.missing-callback-403'
  expect(await create({ [id]: '400-field-map' }, NO_CALLBACK)).toMatchObject({
    status: 400,
    body: { callback: REQUIRED },
    quirks: [`${id}=400-field-map`],
  })
})

test('cobru.create.missing-redirect-403 = both-required-403: no redirect, misleading 403', async () => {
  expect(await create({}, NO_REDIRECT)).toEqual({
    status: 403,
    body: CREATION_ERROR,
    quirks: ['cobru.create.missing-redirect-403=both-required-403'],
    hint: 'Validation, not authentication. Send `payer_redirect_url`.',
  })
})

test('cobru.create.missing-redirect-403 = lenient-201: no redirect, and the payment is made', async () => {
  const id = 'cobru.create.missing-redirect-403'
  expect(await create({ [id]: 'lenient-201' }, NO_REDIRECT)).toMatchObject({
    status: 201,
    body: { payer_redirect_url: null },
    quirks: [`${id}=lenient-201`],
  })
})

test('cobru.create.missing-redirect-403 = 400-field-map: the missing redirect is named', async () => {
  const id = 'cobru.create.missing-redirect-403'
  expect(await create({ [id]: '400-field-map' }, NO_REDIRECT)).toMatchObject({
    status: 400,
    body: { payer_redirect_url: REQUIRED },
    quirks: [`${id}=400-field-map`],
  })
})

test('cobru.create.legacy-optional-urls = reject-only-if-both-missing-403: neither URL, 403', async () => {
  expect(await create({}, NEITHER)).toEqual({
    status: 403,
    body: CREATION_ERROR,
    quirks: ['cobru.create.legacy-optional-urls=reject-only-if-both-missing-403'],
    hint: 'Validation, not authentication. Send `callback` and `payer_redirect_url`.',
  })
})

test('only both missing is refused when each alone is lenient', async () => {
  const variants = {
    'cobru.create.missing-callback-403': 'lenient-201',
    'cobru.create.missing-redirect-403': 'lenient-201',
  }
  expect(await create(variants, NO_CALLBACK)).toMatchObject({ status: 201 })
  expect(await create(variants, NO_REDIRECT)).toMatchObject({ status: 201 })
  expect(await create(variants, NEITHER)).toMatchObject({ status: 403, body: CREATION_ERROR })
})

test('cobru.create.legacy-optional-urls = lenient-201: neither URL, and the payment is made', async () => {
  const id = 'cobru.create.legacy-optional-urls'
  expect(await create({ [id]: 'lenient-201' }, NEITHER)).toMatchObject({
    status: 201,
    body: { callback: null, payer_redirect_url: null },
    quirks: [`${id}=lenient-201`],
  })
})

test('cobru.create.legacy-optional-urls = 400-field-map: both missing URLs are named', async () => {
  const id = 'cobru.create.legacy-optional-urls'
  expect(await create({ [id]: '400-field-map' }, NEITHER)).toMatchObject({
    status: 400,
    body: { callback: REQUIRED, payer_redirect_url: REQUIRED },
    quirks: [`${id}=400-field-map`],
  })
})

test('cobru.create.required-list-conflict = optional: costs and VAT have defaults', async () => {
  const variants = { 'cobru.create.required-list-conflict': 'optional' }
  expect(await create(variants, { client_assume_costs: undefined, iva: undefined })).toMatchObject({
    status: 201,
    body: { client_assume_costs: false, iva_amount: 0 },
    quirks: [],
  })
})

test('cobru.create.required-list-conflict = required: costs and VAT must be sent', async () => {
  const variants = {}
  expect(await create(variants, { client_assume_costs: undefined, iva: undefined })).toEqual({
    status: 400,
    body: { client_assume_costs: REQUIRED, iva: REQUIRED },
    quirks: ['cobru.create.required-list-conflict=required'],
    hint: 'Send `client_assume_costs` and `iva`.',
  })
  expect(await create(variants)).toMatchObject({ status: 201 })
})

test.each([5000, '9999.99', 1])(
  'cobru.create.minimum-amount = none: %j pesos make a payment',
  async (amount) => {
    expect(await create({}, { amount })).toMatchObject({ status: 201, quirks: [] })
  },
)

test.each([9999.99, '9999.99', 1, '0001'])(
  'cobru.create.minimum-amount = min-10000-400: %j pesos are too few',
  async (amount) => {
    const variants = { 'cobru.create.minimum-amount': 'min-10000-400' }
    expect(await create(variants, { amount })).toEqual({
      status: 400,
      body: { amount: ['Ensure this value is greater than or equal to 10000.'] },
      quirks: ['cobru.create.minimum-amount=min-10000-400'],
      hint: 'Cobru agrees a minimum with each merchant; here it is 10,000 COP.',
    })
  },
)

test.each([10_000, '10000', '10000.00'])(
  'with cobru.create.minimum-amount min-10000-400 the minimum itself, %j, is enough',
  async (amount) => {
    const variants = { 'cobru.create.minimum-amount': 'min-10000-400' }
    expect(await create(variants, { amount })).toMatchObject({ status: 201 })
  },
)

test('cobru.create.403-not-auth = body-only: valid creates never meet a 403', async () => {
  await using cobru = await createCobru()
  for (let round = 0; round < 7; round++) await cobru.create()
})

test('cobru.create.403-not-auth = storm: every third create is refused, whatever its body', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.create.403-not-auth': 'storm' } })
  const post = () => cobru.api.post('/cobru/', toCreateBody(cobru.sandbox))

  const answers = [
    await post(),
    await post(),
    await post(),
    await post(),
    await post(),
    await post(),
  ]

  expect(answers.map(({ status }) => status)).toEqual([201, 201, 403, 201, 201, 403])
  expect(answers[2]!.body).toEqual(CREATION_ERROR)
  expect(hintsOf(answers[2]!)).toEqual({
    quirks: ['cobru.create.403-not-auth=storm'],
    hint: 'Validation, not authentication, or a passing fault. Check the body, then send it again.',
  })
})
