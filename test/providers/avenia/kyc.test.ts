/**
 * Documents and attempts; the COP rail.
 * Source: https://integration-guide.avenia.io/docs/KYC/kycCop, read 2026-11-20.
 */
import { expect, test } from 'vitest'
import { type Avenia, createAvenia, created, hintsOf, type Loose } from './kit.ts'
import { LEVEL_ONE, makeScope, put, readAttempt, readIdentity, toPerson } from './kyc-kit.ts'

const DOCUMENTS = '/v2/documents/'

test('a document waits for its upload, and is ready ten seconds after the last side', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const made = await api.post(DOCUMENTS, { documentType: 'ID', isDoubleSided: true })
  expect(made.status).toBe(200)
  const { id, uploadURLFront, uploadURLBack } = made.body
  const read = async () => (await api.get(`${DOCUMENTS}${id}`)).body.document
  const waiting = {
    id,
    documentType: 'ID',
    uploadURLFront,
    uploadStatusFront: 'WAITING-UPLOAD',
    uploadErrorFront: '',
    uploadURLBack,
    uploadStatusBack: 'WAITING-UPLOAD',
    uploadErrorBack: '',
    ready: false,
    createdAt: '2026-04-06T15:00:00.250000Z',
    updatedAt: '2026-04-06T15:00:00.250000Z',
  }
  expect(await read()).toEqual(waiting)
  expect((await put(api, uploadURLFront, {})).status).toBe(412)
  expect((await put(api, uploadURLFront, { 'if-none-match': '*' })).status).toBe(200)
  expect((await put(api, uploadURLFront, { 'if-none-match': '*' })).status).toBe(412)
  await sandbox.clock.advance(1_000)
  expect((await put(api, uploadURLBack, { 'if-none-match': '*' })).status).toBe(200)
  await sandbox.clock.advance(9_999)
  expect(await read()).toMatchObject({
    uploadStatusFront: 'OK',
    uploadStatusBack: 'WAITING-UPLOAD',
    ready: false,
  })
  await sandbox.clock.advance(1)
  expect(await read()).toEqual({
    ...waiting,
    uploadStatusFront: 'OK',
    uploadStatusBack: 'OK',
    ready: true,
    updatedAt: '2026-04-06T15:00:11.250000Z',
  })
})

test('a document of one side has no back', async () => {
  await using avenia = await createAvenia()
  const { body } = await avenia.api.post(DOCUMENTS, { documentType: 'PROOF-OF-REVENUE' })
  expect(Object.keys(body)).toEqual(['id', 'uploadURLFront'])
  const { document } = (await avenia.api.get(`${DOCUMENTS}${body.id}`)).body
  expect(document).toMatchObject({ uploadURLBack: '', uploadStatusBack: '' })
})

test('a selfie from liveness has a front as well as its page, and either makes it ready', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const documentType = 'SELFIE-FROM-LIVENESS'
  for (const name of ['uploadURLFront', 'livenessUrl']) {
    const { body } = await api.post(DOCUMENTS, { documentType })
    expect(Object.keys(body)).toEqual([
      'id',
      'uploadURLFront',
      'livenessUrl',
      'validateLivenessToken',
    ])
    expect((await put(api, body[name], { 'if-none-match': '*' })).status).toBe(200)
    await sandbox.clock.advance(10_000)
    expect((await api.get(`${DOCUMENTS}${body.id}`)).body.document.ready).toBe(true)
  }
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
  const scope = await makeScope(api)
  const body = await toPerson(avenia, scope)
  expect((await readIdentity(api, scope)).identityStatus).toBe('NOT-IDENTIFIED')
  const id = await created(api.post(`${LEVEL_ONE}${scope}`, body))
  expect((await api.post(`${LEVEL_ONE}${scope}`, body)).status).toBe(409)
  await sandbox.clock.advance(5_000)
  expect((await readAttempt(api, id, scope)).status).toBe('PROCESSING')
  await sandbox.clock.advance(9_999)
  expect((await readAttempt(api, id, scope)).status).toBe('PROCESSING')
  await sandbox.clock.advance(1)
  expect(await readAttempt(api, id, scope)).toEqual({
    id,
    userId: scope.split('=')[1],
    levelName: 'level-1',
    submissionData: body,
    status: 'COMPLETED',
    result: 'APPROVED',
    resultMessage: '',
    rejectionLabels: [],
    retryable: false,
    createdAt: '2026-04-06T15:00:20.250000Z',
    updatedAt: '2026-04-06T15:00:35.250000Z',
  })
  const types = (await sandbox.inbox.list()).map(({ body }) => (body as Loose).event.data.type)
  expect(types).toEqual(['KYC-STARTED', 'KYC-PROCESSING', 'KYC-COMPLETED', 'LIMIT-UPDATE'])
  expect((await api.get(`/v2/kyc/attempts${scope}&result=APPROVED`)).body.attempts).toHaveLength(1)
  expect((await api.get('/v2/kyc/attempts')).body.attempts).toHaveLength(0)
})

test('an approved person is shown as level 1 has it', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const scope = await makeScope(api)
  const empty = await readIdentity(api, scope)
  expect(empty).toEqual({
    id: expect.any(String),
    accountType: 'INDIVIDUAL',
    name: 'Ensayo',
    countrySubdivisionTaxResidence: '',
    countryTaxResidence: '',
    identityStatus: 'NOT-IDENTIFIED',
    fullName: '',
    birthdate: '0001-01-01T00:00:00Z',
    taxId: '',
  })
  await created(api.post(`${LEVEL_ONE}${scope}`, await toPerson(avenia, scope)))
  await sandbox.clock.advance(15_000)
  expect(await readIdentity(api, scope)).toEqual({
    ...empty,
    countrySubdivisionTaxResidence: 'BR-SP',
    countryTaxResidence: 'BRA',
    identityStatus: 'CONFIRMED',
    fullName: 'Persona de Ensayo',
    birthdate: '1990-01-01T00:00:00Z',
    taxId: '00000000191',
  })
})

const PENDING = {
  empty: {
    submissionData: null,
    result: '',
    resultMessage: '',
    rejectionLabels: [],
    retryable: false,
  },
  null: { result: null, resultMessage: null, rejectionLabels: [], retryable: false },
  absent: {},
}

test.each([
  ['empty', PENDING.empty],
  ['null', PENDING.null],
  ['absent', PENDING.absent],
])(
  'avenia.kyc.pending-fields = %s: so an attempt is shown and told until it settles',
  async (variant, fields) => {
    await using avenia = await createAvenia({
      variants: { 'avenia.kyc.pending-fields': variant },
    })
    const { api, sandbox } = avenia
    const webhookUrl = sandbox.inbox.url
    await api.post('/v2/notifications/webhooks/', { webhookUrl, subscriptions: ['KYC'] })
    const { attemptId } = (await api.post('/v2/kyc/cop/api')).body
    const pending = {
      id: attemptId,
      userId: '11111111-1111-1111-1111-111111111111',
      levelName: 'cop',
      status: 'PENDING',
      createdAt: '2026-04-06T15:00:00.250000Z',
      updatedAt: '2026-04-06T15:00:00.250000Z',
      ...fields,
    }
    expect(await readAttempt(api, attemptId)).toEqual(pending)
    expect((await api.get('/v2/kyc/attempts')).body.attempts).toEqual([pending])
    await sandbox.settle()
    const [told] = (await sandbox.inbox.list()).map(({ body }) => (body as Loose).event.data)
    expect(told.attempt).toEqual(pending)
    await sandbox.clock.advance(5_000)
    const processing = { status: 'PROCESSING', updatedAt: '2026-04-06T15:00:05.250000Z' }
    expect(await readAttempt(api, attemptId)).toEqual({ ...pending, ...processing })
    await sandbox.clock.advance(10_000)
    expect(await readAttempt(api, attemptId)).toMatchObject({
      submissionData: {},
      status: 'COMPLETED',
      result: 'APPROVED',
      resultMessage: '',
      rejectionLabels: [],
      retryable: false,
    })
  },
)

test.each([
  ['201', 201],
  ['200', 200],
])('avenia.kyc.level-one-status = %s: asking for level 1 answers %d', async (variant, status) => {
  await using avenia = await createAvenia({
    variants: { 'avenia.kyc.level-one-status': variant },
  })
  const scope = await makeScope(avenia.api)
  const answer = await avenia.api.post(`${LEVEL_ONE}${scope}`, await toPerson(avenia, scope))
  expect(answer).toMatchObject({ status, body: { id: expect.any(String) } })
})

test('sandboxReject has level 1 refused; it may be tried again', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const scope = await makeScope(api)
  const body = await toPerson(avenia, scope, { sandboxReject: true })
  const id = await created(api.post(`${LEVEL_ONE}${scope}`, body))
  await sandbox.clock.advance(15_000)
  const { sandboxReject: _, ...submissionData } = body as Loose
  expect(await readAttempt(api, id, scope)).toMatchObject({
    submissionData,
    result: 'REJECTED',
    resultMessage: 'name does not match',
    rejectionLabels: [expect.any(String)],
    retryable: true,
  })
  expect((await readIdentity(api, scope)).identityStatus).toBe('NOT-IDENTIFIED')
  await created(api.post(`${LEVEL_ONE}${scope}`, { ...body, sandboxReject: false }))
})

test.each([
  ['a document that is unknown', { uploadedSelfieId: 'unknown' }, 'uploadedSelfieId'],
  ['a CPF whose check digits are wrong', { taxIdNumber: '529.982.247-26' }, 'taxIdNumber'],
  ['a date in another form', { dateOfBirth: '31/01/1990' }, 'dateOfBirth'],
  ['a field missing', { city: undefined }, 'city'],
])('level 1 refuses %s', async (_, over, field) => {
  await using avenia = await createAvenia()
  const scope = await makeScope(avenia.api)
  const body = await toPerson(avenia, scope, over)
  expect(await avenia.api.post(`${LEVEL_ONE}${scope}`, body)).toMatchObject({
    status: 400,
    body: { error: `InvalidFieldError: ${field} is invalid` },
  })
})

test('level 1 refuses another JSON type as a body that could not be parsed', async () => {
  await using avenia = await createAvenia()
  const body = await toPerson(avenia, '', { fullName: 7 })
  expect(await avenia.api.post(LEVEL_ONE, body)).toMatchObject({
    status: 400,
    body: { error: 'InvalidBodyError: could not parse body data' },
  })
})

test('level 1 wants documents that are processed', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const { body } = await api.post(DOCUMENTS, { documentType: 'ID' })
  await put(api, body.uploadURLFront, { 'if-none-match': '*' })
  const wanted = await toPerson(avenia, '')
  const late = await api.post(DOCUMENTS, { documentType: 'ID' })
  await put(api, late.body.uploadURLFront, { 'if-none-match': '*' })
  const early = { ...wanted, uploadedDocumentId: late.body.id }
  expect((await api.post(LEVEL_ONE, early)).body).toEqual({
    error: 'InvalidFieldError: uploadedDocumentId is invalid',
  })
  await created(api.post(LEVEL_ONE, { ...wanted, uploadedDocumentId: body.id }))
})

test('hosted pages differ by account type, end in the attempt, and want no redirectUrl', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const open = async (type: string, body?: object) => {
    const path = `/v2/kyc/new-level-1/web-sdk${await makeScope(api, type)}`
    return api.post(path, body)
  }
  const person = await open('INDIVIDUAL', { redirectUrl: 'https://yourapp.com' })
  expect(Object.keys(person.body)).toEqual(['attemptId', 'kycUrl'])
  for (const body of [undefined, {}, { redirectUrl: '' }]) {
    const company = await open('COMPANY', body)
    const { attemptId } = company.body
    expect(company).toMatchObject({ status: 200 })
    expect(company.body).toEqual({
      attemptId,
      authorizedRepresentativeUrl: `https://kyc.sandbox.avenia.io/session/rep/${attemptId}`,
      basicCompanyDataUrl: `https://kyc.sandbox.avenia.io/session/company/${attemptId}`,
    })
  }
  const old = await api.post(`/v2/kyc/level-1/web-sdk${await makeScope(api)}`)
  expect(old.body).toEqual({ url: expect.stringContaining('https://') })
})

test('whoever was identified on a page is shown filled, too', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const person = await makeScope(api)
  const company = await makeScope(api, 'COMPANY', 'Empresa')
  for (const scope of [person, company]) await api.post(`/v2/kyc/new-level-1/web-sdk${scope}`)
  await sandbox.clock.advance(15_000)
  expect(await readIdentity(api, person)).toMatchObject({
    identityStatus: 'CONFIRMED',
    fullName: 'Ensayo',
    birthdate: '1990-01-01T00:00:00Z',
    taxId: '00000000191',
  })
  expect(await readIdentity(api, company)).toMatchObject({
    identityStatus: 'CONFIRMED',
    fullName: 'Empresa',
    birthdate: '0001-01-01T00:00:00Z',
    countryTaxResidence: 'BRA',
  })
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
    expect(await readAttempt(avenia.api, first.body.attemptId)).toMatchObject({
      levelName: 'cop',
      result: 'APPROVED',
    })
  },
)

test('COP wants level 1 first', async () => {
  await using avenia = await createAvenia()
  const answer = await avenia.api.post(`/v2/kyc/cop/api${await makeScope(avenia.api)}`)
  expect(answer).toMatchObject({ status: 400, body: { error: 'level-1 is not approved' } })
})

const unlockCompany = async (avenia: Avenia) => {
  const { api } = avenia
  const scope = await makeScope(api, 'COMPANY')
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

test('avenia.kyc.import-flag = set: an imported check is taken once, in the words of the guide', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const path = '/v2/kyc/import-token/'
  const scope = await makeScope(api)
  const refusal = (error: string) => ({ status: 400, body: { error } })
  const company = await api.post(path + (await makeScope(api, 'COMPANY')), { importToken: 'a' })
  expect(company).toMatchObject(
    refusal('importToken endpoint is only available for INDIVIDUAL users'),
  )
  for (const body of [{ importToken: '' }, {}, undefined]) {
    const answer = await api.post(path + scope, body)
    expect(answer).toMatchObject(refusal('importToken invalid field'))
  }
  const invalid = await api.post(path + scope, { importToken: 'INVALID' })
  expect(invalid).toMatchObject(refusal('token is not valid or already used'))
  const { body } = await api.post(path + scope, { importToken: 'a' })
  expect(body).toEqual({
    id: expect.any(String),
    message: 'token imported successfully: processing KYC',
  })
  expect((await readIdentity(api, scope)).identityStatus).toBe('NOT-IDENTIFIED')
  const second = await api.post(path + scope, { importToken: 'b' })
  expect(second).toMatchObject(refusal('another token is currently being processed'))
  await sandbox.clock.advance(15_000)
  const third = await api.post(path + scope, { importToken: 'b' })
  expect(third).toMatchObject(refusal('can only import one token per user'))
  expect((await readIdentity(api, scope)).identityStatus).toBe('CONFIRMED')
})

test('avenia.kyc.import-flag = unset: an import is a 401 without a body', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.kyc.import-flag': 'unset' } })
  const answer = await avenia.api.post('/v2/kyc/import-token/', { importToken: 'a' })
  expect(answer).toMatchObject({ status: 401, text: '' })
  expect(hintsOf(answer).quirks).toContain('avenia.kyc.import-flag=unset')
})

test('an attempt that lapses is EXPIRED', async () => {
  await using avenia = await createAvenia()
  const { body } = await avenia.api.post('/v2/kyc/cop/api')
  await avenia.sandbox.trigger('avenia.kyc.expire', { id: body.attemptId })
  await avenia.sandbox.clock.advance('PT1M')
  expect((await readAttempt(avenia.api, body.attemptId)).status).toBe('EXPIRED')
  await expect(avenia.sandbox.trigger('avenia.kyc.expire', { id: body.attemptId })).rejects.toThrow(
    /is EXPIRED; it must be PENDING or PROCESSING/,
  )
})
