/**
 * How Avenia refuses: envelope, class names, statuses; and that no operation of the official list is unknown.
 * Sources: the captured answers of https://github.com/kiran290/AveniaKYBPOC, and https://github.com/Avenia-io/avenia-mcp
 * (src/tools.ts, generated from Avenia's OpenAPI), read 2026-11-30.
 */
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { COP, createAvenia, hintsOf, NIL, TICKETS, toBank, toJson, toKey } from './kit.ts'

const UNPARSED = 'InvalidBodyError: could not parse body data'

test.each(['error', 'message', 'detail'])(
  'avenia.errors.envelope = %s: every refusal stands under it, those of unknown paths and methods too',
  async (variant) => {
    await using avenia = await createAvenia({ variants: { 'avenia.errors.envelope': variant } })
    const { api } = avenia
    const refusals = [
      await api.post(COP, {}),
      await api.post('/v2/account/sub-accounts', {}),
      await api.post('/v2/account/sub-accounts', '{'),
      await api.get(`${TICKETS}${NIL}`),
      await api.send('/v2/account/balances'),
      await api.get('/v2/nowhere'),
      await api.delete('/v2/account/balances'),
      await api.delete(`/v2/account/sub-accounts/${NIL}`),
    ]
    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400, 404, 401, 404, 405, 405])
    for (const { body } of refusals) expect(body).toEqual({ [variant]: expect.any(String) })
  },
)

test('a field has the class InvalidFieldError, a JSON type or a broken body InvalidBodyError', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const textOf = async (body: unknown) =>
    (await api.post('/v2/account/sub-accounts', body)).body.error
  expect(await textOf({ accountType: 'COMPANY' })).toBe('InvalidFieldError: name is invalid')
  expect(await textOf({ accountType: 'BUSINESS', name: 'A' })).toBe(
    'InvalidFieldError: accountType is invalid',
  )
  expect(await textOf({ accountType: 'COMPANY', name: 7 })).toBe(UNPARSED)
  expect(await textOf([])).toBe(UNPARSED)
  expect(await textOf('{')).toBe(UNPARSED)
})

test('a wrong parameter is a wrong field, whatever its type', async () => {
  await using avenia = await createAvenia()
  const { body } = await avenia.api.get('/v2/account/quote/fixed-rate?inputThirdParty=maybe')
  expect(body.error).toMatch(/^InvalidFieldError: \w+ is invalid$/)
})

test.each([
  ['bare', 'alias is invalid', 'alias is invalid', 'createdAfter is invalid'],
  [
    'class-name',
    'InvalidFieldError: alias is invalid',
    UNPARSED,
    'InvalidFieldError: createdAfter is invalid',
  ],
])(
  'avenia.cop.error-class = %s: so the operations of the COP page refuse',
  async (variant, missing, mistyped, filter) => {
    await using avenia = await createAvenia({ variants: { 'avenia.cop.error-class': variant } })
    const { api } = avenia
    const answer = await api.post(COP, {})
    expect(answer).toMatchObject({ status: 400, body: { error: missing } })
    const { quirks } = hintsOf(answer)
    expect(quirks.includes('avenia.cop.error-class=class-name')).toBe(variant === 'class-name')
    expect((await api.post(COP, toKey({ alias: 7 }))).body.error).toBe(mistyped)
    expect((await api.get(`${COP}?createdAfter=ayer`)).body.error).toBe(filter)
    expect((await api.post(COP, toBank({ bankId: 'bank_cop_999' }))).body.error).toMatch(
      /bankId is invalid$/,
    )
    // Other pages are as ever.
    expect((await api.post('/v2/account/beneficiaries/bank-accounts/brl/', {})).body.error).toBe(
      'InvalidFieldError: alias is invalid',
    )
  },
)

test.each([undefined, 'null', '[]', '"a"', '{'])('a COP body of %s is refused', async (body) => {
  await using avenia = await createAvenia()
  expect((await avenia.api.post(COP, body)).status).toBe(400)
})

test.each([
  ['missing-field', undefined],
  ['account-number', undefined],
  ['missing-field', { address1: 'Calle 100' }],
  ['account-number', { address1: 'Calle 100' }],
  ['account-number', {}],
])(
  'with partial-message %s, an address of %j alone has the documented message',
  async (variant, part) => {
    await using avenia = await createAvenia({ variants: { 'avenia.cop.partial-message': variant } })
    const beneficiaryAddress = part ?? toBank().beneficiaryAddress
    for (const body of [
      toKey({ beneficiaryAddress }),
      toKey({ beneficiaryAddress, breBKey: undefined }),
    ]) {
      const answer = await avenia.api.post(COP, body)
      expect(answer).toMatchObject({ status: 400, body: { error: 'bankAccountNumber is invalid' } })
    }
  },
)

test('with partial-message account-number, a part of an address that is missing has the same message', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.cop.partial-message': 'account-number' },
  })
  for (const name of ['address1', 'country', 'subDivision', 'city', 'postalCode']) {
    const beneficiaryAddress = { ...toBank().beneficiaryAddress, [name]: undefined }
    const answer = await avenia.api.post(COP, toBank({ beneficiaryAddress }))
    expect(answer.body).toEqual({ error: 'bankAccountNumber is invalid' })
    expect(hintsOf(answer).hint).toContain(`beneficiaryAddress.${name}`)
  }
})

/** Method and path of every operation of the list, in its order. */
const OFFICIAL = `
GET /v2/account/payment-sessions/{id}
PATCH /v2/auth/change-password
POST /v2/auth/mfa/totp/remove/confirm
POST /v2/auth/accesses
POST /v2/auth/create
POST /v2/auth/api-keys
POST /v2/account/beneficiaries/bank-accounts/ars
POST /v2/account/beneficiaries/bank-accounts/brl
POST /v2/account/beneficiaries/bank-accounts/eur
POST /v2/account/beneficiaries/bank-accounts/usd
POST /v2/account/beneficiaries/wallets
POST /v2/auth/mfa/totp/create
POST /v2/account/payment-session
POST /v2/payment-session/{id}/create-ticket
POST /v2/account/sub-accounts
POST /v2/account/tickets
POST /v2/kyc/w8ben
DELETE /v2/auth/accesses/{id}
DELETE /v2/auth/api-keys/{id}
DELETE /v2/account/beneficiaries/bank-accounts/brl/{id}
DELETE /v2/account/beneficiaries/wallets/{id}
DELETE /v2/notifications/webhooks/{id}
POST /v2/auth/forgot-password
GET /v2/auth/accesses/{id}
GET /v2/account/access-info
GET /v2/auth/accesses
GET /v2/account/account-info
GET /v2/account/balances
GET /v2/auth/api-keys
GET /v2/kyc/attempts/{id}
GET /v2/kyc/attempts
GET /v2/account/beneficiaries/bank-accounts/ars/{id}
GET /v2/account/beneficiaries/bank-accounts/ars
GET /v2/account/beneficiaries/bank-accounts/brl/{id}
GET /v2/account/beneficiaries/bank-accounts/brl
GET /v2/account/beneficiaries/bank-accounts/eur/{id}
GET /v2/account/beneficiaries/bank-accounts/eur
GET /v2/account/beneficiaries/bank-accounts/usd/{id}
GET /v2/account/beneficiaries/bank-accounts/usd
GET /v2/account/beneficiaries/wallets/{id}
GET /v2/account/beneficiaries/wallets
GET /v2/account/bank-accounts/brl
GET /v2/documents/{id}
GET /v2/notifications/email-config
GET /v2/account/quote/fixed-rate
GET /v2/account/limits
GET /v2/account/metadata
GET /v2/payment-session/{id}
GET /v2/account/payment-session/{id}
GET /v2/payment-session/{id}/fixed-quote
GET /v2/account/payment-session/preferences
GET /v2/payment-session/{id}/get-ticket
GET /v2/account/payment-session
GET /v2/account/bank-accounts/brl/pix-info
GET /v2/public-key
GET /v2/account/statement
GET /v2/account/bank-accounts/brl/static-br-code
GET /v2/account/sub-accounts/{id}
GET /v2/account/sub-accounts
GET /v2/account/tickets/{id}
GET /v2/account/tickets/{id}/receipt
GET /v2/account/tickets
GET /v2/kyc/w8ben/{id}
GET /v2/kyc/w8ben
GET /v2/notifications/webhooks/{id}
GET /v2/notifications/webhooks/events/{id}
GET /v2/notifications/webhooks/attempts/{id}
GET /v2/notifications/webhooks/attempts
GET /v2/notifications/webhooks/events
GET /v2/notifications/webhooks
POST /v2/kyc/import-token
GET /v2/documents
POST /v2/auth/login
POST /v2/auth/logout
POST /v2/kyc/new-level-1/api
POST /v2/kyc/new-level-1/web-sdk
POST /v2/auth/refresh
POST /v2/notifications/webhooks
POST /v2/auth/mfa/totp/remove
PATCH /v2/auth/reset-password/{id}
POST /v2/account/payment-session/preferences
PATCH /v2/auth/accesses
PATCH /v2/auth/api-keys
PATCH /v2/notifications/webhooks
PATCH /v2/notifications/webhooks/attempts
POST /v2/documents
PUT /v2/notifications/email-config
POST /v2/auth/accesses/validate/{id}
PATCH /v2/auth/validate
POST /v2/auth/validate-login
POST /v2/auth/mfa/totp/validate
POST /v2/auth/verify-existence
`
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [string, string])

test('no operation of the official list is met by nothing', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const plain: string[] = []
  for (const [method, path] of OFFICIAL) {
    const answer = await api.send(
      path.replace('{id}', NIL),
      toJson(method, ['GET', 'DELETE'].includes(method) ? undefined : {}, api.headers),
    )
    const isUnmet = /No operation matches/.test(hintsOf(answer).hint)
    if (isUnmet || answer.status === 405) plain.push(`${method} ${path}: ${answer.status}`)
  }
  expect(OFFICIAL.length).toBeGreaterThan(90)
  expect(plain).toEqual([])
})

test('what is known by name alone answers 501, and says so', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const named = (await loadSpec('avenia')).operations.filter(
    ({ source }) => source.evidence === 'named',
  )
  expect(named.length).toBeGreaterThan(25)
  for (const { method, path } of named) {
    const body = ['GET', 'DELETE'].includes(method) ? undefined : {}
    const target = path.replace(/\{\w+\}/g, NIL)
    const answer = await api.send(target, toJson(method, body, api.headers))
    expect(answer.status, `${method} ${path}`).toBe(501)
  }
})
