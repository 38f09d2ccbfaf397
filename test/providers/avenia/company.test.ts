/**
 * Companies: owners, level 1 by API, proof of financial capacity, dollars and euros.
 * Sources: https://integration-guide.avenia.io/docs/KYB/kybLevel1Api, https://integration-guide.avenia.io/docs/KYB/kybUsd
 * and the captured answers of https://github.com/kiran290/AveniaKYBPOC, read 2026-11-30.
 */
import { expect, test } from 'vitest'
import { createAvenia, created, hintsOf, NIL } from './kit.ts'
import {
  approveCompany,
  LEVEL_ONE,
  makeScope,
  readAttempt,
  readIdentity,
  toCompany,
  toPerson,
  toUbo,
  UBOS,
  upload,
} from './kyc-kit.ts'

const CAPACITY = '/v2/account/proof-of-financial-capacity'
const invalid = (field: string) => ({ error: `InvalidFieldError: ${field} is invalid` })
const UNPARSED = { error: 'InvalidBodyError: could not parse body data' }

test('an owner is created with 201 and read without a wrapper, with other types than were sent', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const scope = await makeScope(api, 'COMPANY')
  const body = await toUbo(avenia, scope)
  const made = await api.post(`${UBOS}${scope}`, body)
  expect(made).toMatchObject({ status: 201, body: { id: expect.any(String) } })
  const path = `${UBOS}/${made.body.id}${scope}`
  expect((await api.get(path)).body).toEqual({
    id: made.body.id,
    userId: scope.split('=')[1],
    createdAt: '2026-04-06T15:00:10.250000Z',
    updatedAt: '2026-04-06T15:00:10.250000Z',
    info: {
      fullName: 'Socia de Ensayo',
      dateOfBirth: '1980-12-31',
      countryOfTaxId: 'BRA',
      taxIdNumber: '52998224725',
      email: '',
      phone: '',
      hasControl: true,
      percentageOfOwnership: 51.5,
    },
    address: {
      streetLine1: 'Rua 1',
      streetLine2: '',
      city: 'Sao Paulo',
      state: 'SP',
      country: 'BRA',
      zipCode: '01000000',
    },
    documents: [
      {
        id: body.uploadedIdentificationId,
        documentType: 'PASSPORT',
        uploadURLFront: expect.stringContaining('/uploads/'),
        uploadURLBack: '',
        ready: true,
        createdAt: '2026-04-06T15:00:00.250000Z',
        updatedAt: '2026-04-06T15:00:10.250000Z',
      },
    ],
  })
  expect((await api.get(`${UBOS}/${NIL}${scope}`)).status).toBe(404)
  expect((await api.get(`${UBOS}/${made.body.id}`)).status).toBe(404)
  expect((await api.get(`${UBOS}${scope}`)).status).toBe(501)
})

const CHANGE = {
  fullName: 'Otra Socia',
  dateOfBirth: '1980-12-31',
  countryOfTaxId: 'BRA',
  taxIdNumber: '52998224725',
  hasControl: 'Owner',
}

test.each([
  ['error-key', { error: '' }],
  ['empty', {}],
])('avenia.updates.answer = %s: so a changed owner is answered', async (variant, answer) => {
  await using avenia = await createAvenia({ variants: { 'avenia.updates.answer': variant } })
  const { api, sandbox } = avenia
  const scope = await makeScope(api, 'COMPANY')
  const id = await created(api.post(`${UBOS}${scope}`, await toUbo(avenia, scope)))
  await sandbox.clock.advance(1_000)
  const path = `${UBOS}/${id}${scope}`
  expect(await api.patch(path, CHANGE)).toMatchObject({ status: 200, body: answer })
  expect((await api.get(path)).body).toMatchObject({
    updatedAt: '2026-04-06T15:00:11.250000Z',
    info: { fullName: 'Otra Socia', percentageOfOwnership: 51.5 },
  })
  for (const field of Object.keys(CHANGE))
    expect((await api.patch(path, { ...CHANGE, [field]: undefined })).body).toEqual(invalid(field))
})

test.each([
  ['a CPF whose check digits are wrong', { taxIdNumber: '52998224726' }, invalid('taxIdNumber')],
  ['an unknown role', { hasControl: 'Boss' }, invalid('hasControl')],
  ['a boolean role', { hasControl: true }, UNPARSED],
  ['a number for a name', { fullName: 1 }, UNPARSED],
  ['a document of nobody', { uploadedIdentificationId: NIL }, invalid('uploadedIdentificationId')],
  ['a country of two letters', { country: 'BR' }, invalid('country')],
])('an owner with %s is refused', async (_, over, body) => {
  await using avenia = await createAvenia()
  const scope = await makeScope(avenia.api, 'COMPANY')
  const answer = await avenia.api.post(`${UBOS}${scope}`, await toUbo(avenia, scope, over))
  expect(answer).toMatchObject({ status: 400, body })
})

test('a tax id of another country is not verified', async () => {
  await using avenia = await createAvenia()
  const scope = await makeScope(avenia.api, 'COMPANY')
  const body = await toUbo(avenia, scope, { countryOfTaxId: 'COL', taxIdNumber: '1234567890' })
  expect((await avenia.api.post(`${UBOS}${scope}`, body)).status).toBe(201)
})

test('avenia.ubos.percentage = number-or-text: the number of the guide is taken', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const scope = await makeScope(api, 'COMPANY')
  for (const percentageOfOwnership of [25, '25'])
    expect(
      (await api.post(`${UBOS}${scope}`, await toUbo(avenia, scope, { percentageOfOwnership })))
        .status,
    ).toBe(201)
})

test('avenia.ubos.percentage = text: a number could not be parsed, a text could', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.ubos.percentage': 'text' } })
  const { api } = avenia
  const scope = await makeScope(api, 'COMPANY')
  const body = await toUbo(avenia, scope)
  const number = await api.post(`${UBOS}${scope}`, { ...body, percentageOfOwnership: 25 })
  expect(number).toMatchObject({ status: 400, body: UNPARSED })
  expect(hintsOf(number).hint).toContain('as text')
  expect((await api.post(`${UBOS}${scope}`, body)).status).toBe(201)
})

test('a company is approved by API, shown by its legal name, and past changes then', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const scope = await makeScope(api, 'COMPANY', 'Empresa')
  const id = await approveCompany(avenia, scope)
  expect(await readAttempt(api, id, scope)).toMatchObject({
    levelName: 'kyb-level-1',
    submissionData: { companyLegalName: 'Empresa de Ensayo Ltda' },
    result: 'APPROVED',
  })
  expect(await readIdentity(api, scope)).toEqual({
    id: expect.any(String),
    accountType: 'COMPANY',
    name: 'Empresa',
    countrySubdivisionTaxResidence: 'BR-SP',
    countryTaxResidence: 'BRA',
    identityStatus: 'CONFIRMED',
    fullName: 'Empresa de Ensayo Ltda',
    birthdate: '0001-01-01T00:00:00Z',
    taxId: '11.222.333/0001-81',
  })
  const again = await api.post(`${LEVEL_ONE}${scope}`, {
    ...(await api.get(`/v2/kyc/attempts/${id}${scope}`)).body.attempt.submissionData,
  })
  expect(again).toMatchObject({
    status: 400,
    body: { error: 'user already approved in kyb level 1' },
  })
  const immutable = { status: 409, body: { error: 'KYB data is immutable after approval' } }
  const late = await toUbo(avenia, scope)
  expect(await api.post(`${UBOS}${scope}`, late)).toMatchObject(immutable)
  const [ubo] = (await readAttempt(api, id, scope)).submissionData.uboIds
  expect(await api.patch(`${UBOS}/${ubo}${scope}`, CHANGE)).toMatchObject(immutable)
})

test('one route takes two bodies, and refuses that of the other type', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const [person, company] = [await makeScope(api), await makeScope(api, 'COMPANY')]
  const bodies = [await toPerson(avenia, person), await toCompany(avenia, company)]
  expect(await api.post(`${LEVEL_ONE}${company}`, bodies[0])).toMatchObject({
    status: 400,
    body: invalid('uboIds'),
  })
  expect(await api.post(`${LEVEL_ONE}${person}`, bodies[1])).toMatchObject({
    status: 400,
    body: invalid('fullName'),
  })
})

test.each([
  ['an owner of nobody', { uboIds: [NIL] }, invalid('uboIds')],
  ['no owner', { uboIds: [] }, invalid('uboIds')],
  ['too many owners', { uboIds: Array(51).fill(NIL) }, invalid('uboIds')],
  ['an unknown reason', { reasonForAccountOpening: 'fun' }, invalid('reasonForAccountOpening')],
  ['a number of employees', { numberOfEmployees: 7 }, UNPARSED],
  ['a volume that is a number', { estimatedMonthlyVolumeUsd: 2000 }, UNPARSED],
  [
    'a document of nobody',
    { taxIdentificationDocumentId: NIL },
    invalid('taxIdentificationDocumentId'),
  ],
])('level 1 of a company with %s is refused', async (_, over, body) => {
  await using avenia = await createAvenia()
  const scope = await makeScope(avenia.api, 'COMPANY')
  const answer = await avenia.api.post(`${LEVEL_ONE}${scope}`, await toCompany(avenia, scope, over))
  expect(answer).toMatchObject({ status: 400, body })
})

const proveCapacity = async (
  avenia: Awaited<ReturnType<typeof createAvenia>>,
  scope: string,
  over: object = {},
) => {
  const uploadedPoFCId = await upload(avenia, scope, 'PROOF-OF-FINANCIAL-CAPACITY')
  const answer = await avenia.api.post(`${CAPACITY}/api${scope}`, { uploadedPoFCId, ...over })
  await avenia.sandbox.clock.advance(15_000)
  return answer
}

test.each(['usd', 'eur'])('a company opens %s after level 1 and its capacity', async (rail) => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const scope = await makeScope(api, 'COMPANY')
  const open = (body?: object) => api.post(`/v2/kyc/${rail}/api${scope}`, body)
  const missing = (extraInfo: string) => ({
    status: 400,
    body: { error: 'missing required documents', extraInfo },
  })
  expect(await open()).toMatchObject(
    missing('certificate of incorporation; proof of financial capacity'),
  )
  await approveCompany(avenia, scope)
  expect(await open()).toMatchObject(missing('proof of financial capacity'))
  const capacity = await proveCapacity(avenia, scope)
  expect(capacity).toMatchObject({ status: 200, body: { id: expect.any(String) } })
  const { attempt } = (await api.get(`${CAPACITY}/attempts/${capacity.body.id}${scope}`)).body
  expect(attempt).toMatchObject({ id: capacity.body.id, result: 'APPROVED' })
  // It is not one of KYC's.
  expect((await api.get(`/v2/kyc/attempts/${capacity.body.id}${scope}`)).status).toBe(404)
  const body = {
    businessType: 'llc',
    businessIndustries: ['519290'],
    proofOfRevenueDocId: await upload(avenia, scope, 'PROOF-OF-REVENUE'),
  }
  expect((await open({ ...body, businessType: undefined })).body).toEqual(invalid('businessType'))
  expect((await open({ ...body, businessIndustries: [] })).body).toEqual(
    invalid('businessIndustries'),
  )
  expect((await open({ ...body, proofOfRevenueDocId: NIL })).body).toEqual(
    invalid('proofOfRevenueDocId'),
  )
  expect((await open(body)).body).toEqual(invalid('website'))
  const opened = await open({ ...body, website: 'https://ensayo.example' })
  expect(opened).toMatchObject({ status: 200, body: { attemptId: expect.any(String) } })
  await sandbox.clock.advance(15_000)
  expect(await readAttempt(api, opened.body.attemptId, scope)).toMatchObject({
    levelName: rail,
    result: 'APPROVED',
  })
})

test('a website of level 1 does for dollars, a capacity that was refused does not', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const scope = await makeScope(api, 'COMPANY')
  await approveCompany(avenia, scope, { website: 'https://ensayo.example' })
  const proofOfRevenueDocId = await upload(avenia, scope, 'PROOF-OF-REVENUE')
  const body = { businessType: 'llc', businessIndustries: ['519290'], proofOfRevenueDocId }
  await proveCapacity(avenia, scope, { sandboxReject: true })
  expect((await api.post(`/v2/kyc/usd/api${scope}`, body)).body.extraInfo).toBe(
    'proof of financial capacity',
  )
  await proveCapacity(avenia, scope)
  expect((await api.post(`/v2/kyc/usd/api${scope}`, body)).status).toBe(200)
})

test('a residence permit identifies no owner for dollars', async () => {
  await using avenia = await createAvenia()
  const scope = await makeScope(avenia.api, 'COMPANY')
  await approveCompany(avenia, scope, {}, 'RESIDENCE-PERMIT')
  await proveCapacity(avenia, scope)
  expect((await avenia.api.post(`/v2/kyc/usd/api${scope}`)).body).toEqual({
    error: 'missing required documents',
    extraInfo: 'identification of an owner in control',
  })
})

test.each(['usd', 'eur'])('a person opens %s without a body, after level 1', async (rail) => {
  await using avenia = await createAvenia()
  const { api } = avenia
  expect((await api.post(`/v2/kyc/${rail}/api${await makeScope(api)}`)).status).toBe(400)
  const first = await api.post(`/v2/kyc/${rail}/api`)
  expect(first).toMatchObject({ status: 200, body: { attemptId: expect.any(String) } })
  expect((await api.post(`/v2/kyc/${rail}/api`, {})).body).toEqual(first.body)
})

test('a W-8BEN wants to know how it is signed, and answers where it is', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const path = '/v2/kyc/w8ben/'
  expect((await api.post(path, {})).body).toEqual(invalid('useDigitalSignature'))
  const nulls = {
    useDigitalSignature: true,
    usTin: null,
    treatyArticle: null,
    mailingAddress: null,
  }
  expect(await api.post(path, nulls)).toMatchObject({
    status: 200,
    body: { id: expect.any(String), w8BenUrl: expect.stringMatching(/^https:/) },
  })
  expect((await api.get(path)).status).toBe(501)
})
