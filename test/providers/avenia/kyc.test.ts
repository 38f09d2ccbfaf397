/**
 * Documents and attempts; the COP rail.
 * Source: https://integration-guide.avenia.io/docs/KYC/kycCop, read 2026-11-20.
 */
import { expect, test } from 'vitest'
import { type Api, type Avenia, createAvenia, created, type Loose } from './kit.ts'

const subAccount = (api: Api, accountType = 'INDIVIDUAL') =>
  created(api.post('/v2/account/sub-accounts', { accountType, name: 'Ensayo' }))

/** Announces a document and uploads all its sides. */
async function upload(api: Api, scope: string, documentType: string, isDoubleSided = false) {
  const { body } = await api.post(`/v2/documents/${scope}`, { documentType, isDoubleSided })
  for (const url of [body.uploadURLFront, body.uploadURLBack, body.livenessUrl].filter(Boolean)) {
    const put = (headers: Record<string, string>) =>
      api.send(url.slice(url.indexOf('/uploads')), { method: 'PUT', headers, body: 'image' })
    expect((await put({})).status).toBe(412)
    expect((await put({ 'if-none-match': '*' })).status).toBe(200)
    expect((await put({ 'if-none-match': '*' })).status).toBe(412)
  }
  return body.id as string
}

async function toLevelOne(api: Api, scope: string, over: object = {}) {
  return {
    fullName: 'Persona de Ensayo',
    dateOfBirth: '1990-01-01',
    countryOfTaxId: 'BRA',
    taxIdNumber: '00000000191',
    email: 'persona@example.com',
    country: 'BRA',
    state: 'SP',
    city: 'Sao Paulo',
    zipCode: '01000000',
    streetAddress: 'Rua 1',
    uploadedSelfieId: await upload(api, scope, 'SELFIE-FROM-LIVENESS'),
    uploadedDocumentId: await upload(api, scope, 'ID', true),
    ...over,
  }
}

const attemptOf = async (api: Api, id: string, scope: string): Promise<Loose> =>
  (await api.get(`/v2/kyc/attempts/${id}${scope}`)).body.attempt
const identity = async (api: Api, scope: string) =>
  (await api.get(`/v2/account/account-info${scope}`)).body.accountInfo.identityStatus

test('a document is ready once every side is uploaded', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const { body } = await api.post('/v2/documents/', { documentType: 'ID' })
  expect((await api.get(`/v2/documents/${body.id}`)).body.document).toMatchObject({
    uploadStatusFront: 'PENDING',
    uploadStatusBack: '',
    ready: false,
  })
  const id = await upload(api, '', 'PASSPORT', true)
  expect((await api.get(`/v2/documents/${id}`)).body.document).toMatchObject({
    uploadStatusBack: 'OK',
    ready: true,
  })
})

test('level 1 is approved in fifteen seconds and tells KYC and LIMIT-UPDATE', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  await created(
    api.post('/v2/notifications/webhooks/', {
      webhookUrl: sandbox.inbox.url,
      subscriptions: ['KYC', 'LIMIT-UPDATE'],
    }),
  )
  const scope = `?subAccountId=${await subAccount(api)}`
  expect(await identity(api, scope)).toBe('NOT-IDENTIFIED')
  const id = await created(
    api.post(`/v2/kyc/new-level-1/api${scope}`, await toLevelOne(api, scope)),
  )
  expect(await attemptOf(api, id, scope)).toMatchObject({
    levelName: 'level-1',
    submissionData: null,
    status: 'PENDING',
    result: '',
  })
  expect(
    (await api.post(`/v2/kyc/new-level-1/api${scope}`, await toLevelOne(api, scope))).status,
  ).toBe(409)
  await sandbox.clock.advance(5_000)
  expect((await attemptOf(api, id, scope)).status).toBe('PROCESSING')
  await sandbox.clock.advance(9_999)
  expect((await attemptOf(api, id, scope)).status).toBe('PROCESSING')
  await sandbox.clock.advance(1)
  expect(await attemptOf(api, id, scope)).toMatchObject({
    status: 'COMPLETED',
    result: 'APPROVED',
    retryable: false,
  })
  expect(await identity(api, scope)).toBe('CONFIRMED')
  const types = (await sandbox.inbox.list()).map(({ body }) => (body as Loose).event.data.type)
  expect(types).toEqual(['KYC-STARTED', 'KYC-PROCESSING', 'KYC-COMPLETED', 'LIMIT-UPDATE'])
  expect((await api.get(`/v2/kyc/attempts${scope}&result=APPROVED`)).body.attempts).toHaveLength(1)
  expect((await api.get('/v2/kyc/attempts')).body.attempts).toHaveLength(0)
})

test('sandboxReject has level 1 refused; it may be tried again', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const scope = `?subAccountId=${await subAccount(api)}`
  const body = await toLevelOne(api, scope, { sandboxReject: true })
  const id = await created(api.post(`/v2/kyc/new-level-1/api${scope}`, body))
  await sandbox.clock.advance(15_000)
  expect(await attemptOf(api, id, scope)).toMatchObject({
    result: 'REJECTED',
    resultMessage: 'name does not match',
    retryable: true,
  })
  expect(await identity(api, scope)).toBe('NOT-IDENTIFIED')
  await created(api.post(`/v2/kyc/new-level-1/api${scope}`, { ...body, sandboxReject: false }))
})

test('level 1 wants documents that are ready', async () => {
  await using avenia = await createAvenia()
  const body = await toLevelOne(avenia.api, '', { uploadedSelfieId: 'unknown' })
  expect((await avenia.api.post('/v2/kyc/new-level-1/api', body)).body).toEqual({
    error: 'uploadedSelfieId is invalid',
  })
})

test('hosted pages differ by account type; the older form answers a url', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const page = async (type: string) => {
    const path = `/v2/kyc/new-level-1/web-sdk?subAccountId=${await subAccount(api, type)}`
    return Object.keys((await api.post(path, { redirectUrl: 'https://yourapp.com' })).body)
  }
  expect(await page('INDIVIDUAL')).toEqual(['attemptId', 'kycUrl'])
  expect(await page('COMPANY')).toEqual([
    'attemptId',
    'authorizedRepresentativeUrl',
    'basicCompanyDataUrl',
  ])
  const old = await api.post(`/v2/kyc/level-1/web-sdk?subAccountId=${await subAccount(api)}`)
  expect(old.body).toEqual({ url: expect.stringContaining('https://') })
})

test.each([
  ['201', 201],
  ['200', 200],
])(
  'avenia.kyc.cop-status = %s: opening COP answers %d, and a repeat names the same attempt',
  async (variant, status) => {
    await using avenia = await createAvenia({ variants: { 'avenia.kyc.cop-status': variant } })
    const first = await avenia.api.post('/v2/kyc/cop/api', {})
    expect(first).toMatchObject({ status, body: { attemptId: expect.any(String) } })
    await avenia.sandbox.clock.advance(15_000)
    expect((await avenia.api.post('/v2/kyc/cop/api')).body).toEqual(first.body)
    expect(await attemptOf(avenia.api, first.body.attemptId, '')).toMatchObject({
      levelName: 'cop',
      result: 'APPROVED',
    })
  },
)

test('COP wants level 1 first', async () => {
  await using avenia = await createAvenia()
  const answer = await avenia.api.post(
    `/v2/kyc/cop/api?subAccountId=${await subAccount(avenia.api)}`,
  )
  expect(answer).toMatchObject({ status: 400, body: { error: 'level-1 is not approved' } })
})

const unlockCompany = async (avenia: Avenia) => {
  const { api } = avenia
  const scope = `?subAccountId=${await subAccount(api, 'COMPANY')}`
  await api.post(`/v2/kyc/new-level-1/web-sdk${scope}`, { redirectUrl: 'https://yourapp.com' })
  await avenia.sandbox.clock.advance(15_000)
  return api.post(`/v2/kyc/cop/api${scope}`)
}

test('avenia.kyc.cop-company = not-implemented: a company gets 501', async () => {
  await using avenia = await createAvenia()
  expect((await unlockCompany(avenia)).status).toBe(501)
})

test('avenia.kyc.cop-company = kyb-accepted: a company gets an attempt', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.kyc.cop-company': 'kyb-accepted' },
  })
  expect((await unlockCompany(avenia)).status).toBe(201)
})

test('an imported check is taken once', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const path = '/v2/kyc/import-token/'
  const scope = `?subAccountId=${await subAccount(api)}`
  expect(
    (
      await api.post(`${path}?subAccountId=${await subAccount(api, 'COMPANY')}`, {
        importToken: 'a',
      })
    ).body,
  ).toEqual({ error: 'importToken endpoint is only available for INDIVIDUAL users' })
  expect((await api.post(path + scope, { importToken: 'INVALID' })).body).toEqual({
    error: 'token is not valid or already used',
  })
  const { body } = await api.post(path + scope, { importToken: 'a' })
  expect(Object.keys(body)).toEqual(['id', 'message'])
  expect((await api.post(path + scope, { importToken: 'b' })).body).toEqual({
    error: 'another token is currently being processed',
  })
  await sandbox.clock.advance(15_000)
  expect((await api.post(path + scope, { importToken: 'b' })).body).toEqual({
    error: 'can only import one token per user',
  })
  expect(await identity(api, scope)).toBe('CONFIRMED')
})

test('an attempt that lapses is EXPIRED', async () => {
  await using avenia = await createAvenia()
  const { body } = await avenia.api.post('/v2/kyc/cop/api')
  await avenia.sandbox.trigger('avenia.kyc.expire', { id: body.attemptId })
  await avenia.sandbox.clock.advance('PT1M')
  expect((await attemptOf(avenia.api, body.attemptId, '')).status).toBe('EXPIRED')
  await expect(avenia.sandbox.trigger('avenia.kyc.expire', { id: body.attemptId })).rejects.toThrow(
    /No open attempt/,
  )
})
