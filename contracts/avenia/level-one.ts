/**
 * What level 1 asks for: documents that are uploaded and processed, owners, the bodies of persons and companies.
 * Uploads go to the sandbox's own storage, so cases with them need the control API.
 * Source: https://integration-guide.avenia.io/docs/KYC/kycLevel1 and /docs/KYB/kybLevel1Api, read 2026-11-30.
 */
import type { Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

export const LEVEL_ONE = '/v2/kyc/new-level-1/api'

type Query = Record<string, string>

/** Waits until an attempt has a status. */
export function awaitAttempt(
  session: Session,
  id: string,
  status: string,
  query: Query,
  within: string,
): Promise<Loose> {
  const what = `attempt ${id} is ${status}`
  return session.eventually(what, { within, every: 'PT1S' }, async () => {
    const answer = await session.send('GET', `/v2/kyc/attempts/${id}`, { query })
    const { attempt } = session.expect(answer, { status: 200 }).body
    return attempt.status === status && attempt
  })
}

/** Everything that level 1 asks of a person, documents included. */
export async function toPerson(session: Session, query: Query) {
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
    uploadedSelfieId: await upload(session, query, { documentType: 'SELFIE-FROM-LIVENESS' }),
    uploadedDocumentId: await upload(session, query, { documentType: 'ID', isDoubleSided: true }),
  }
}

/** Everything that level 1 asks of a company, documents and one owner included. */
export async function toCompany(session: Session, query: Query) {
  const ubo = await session.send('POST', '/v2/account/ubos', {
    query,
    json: await toUbo(session, query),
  })
  return {
    uboIds: [String(session.expect(ubo, { status: 201 }).body.id)],
    companyLegalName: 'Empresa de Ensayo Ltda',
    companyRegistrationNumber: '35000000000',
    taxIdentificationNumberTin: '11.222.333/0001-81',
    businessActivityDescription: 'Ensaya pagos',
    reasonForAccountOpening: 'treasury_management',
    sourceOfFundsAndIncome: 'sales_of_goods_and_services',
    numberOfEmployees: '1-10',
    estimatedAnnualRevenueUsd: 'less_than_100k',
    estimatedMonthlyVolumeUsd: '2000',
    countryTaxResidence: 'BRA',
    companyStreetLine1: 'Rua 1',
    companyCity: 'Sao Paulo',
    companyState: 'SP',
    companyZipCode: '01000000',
    companyCountry: 'Brazil',
    certificateOfIncorporationDocumentId: await upload(session, query, {
      documentType: 'CERTIFICATE-OF-INCORPORATION',
    }),
    taxIdentificationDocumentId: await upload(session, query, {
      documentType: 'COMPANY-TAX-IDENTIFICATION-DOCUMENT',
    }),
  }
}

async function toUbo(session: Session, query: Query) {
  return {
    fullName: 'Socia de Ensayo',
    dateOfBirth: '1980-12-31',
    countryOfTaxId: 'BRA',
    taxIdNumber: '52998224725',
    percentageOfOwnership: '100',
    hasControl: 'CEO',
    uploadedIdentificationId: await upload(session, query, { documentType: 'PASSPORT' }),
    documentCountry: 'BRA',
    streetLine1: 'Rua 1',
    city: 'Sao Paulo',
    state: 'SP',
    zipCode: '01000000',
    country: 'BRA',
  }
}

/** Announces a document, uploads its sides and waits until it is processed. */
async function upload(session: Session, query: Query, json: object): Promise<string> {
  const made = await session.send('POST', '/v2/documents/', { query, json })
  const { id, uploadURLFront, uploadURLBack } = session.expect(made, { status: 200 }).body
  for (const url of [uploadURLFront, uploadURLBack].filter(Boolean)) {
    const path = String(url).slice(String(url).indexOf('/uploads'))
    const headers = { 'if-none-match': '*' }
    const put = await session.send('PUT', path, { auth: false, headers, text: 'image' })
    session.expect(put, { status: 200 })
  }
  const wait = { within: 'PT12S', every: 'PT2S' }
  await session.eventually(`document ${id} is ready`, wait, async () => {
    const answer = await session.send('GET', `/v2/documents/${id}`, { query })
    return session.expect(answer, { status: 200 }).body.document.ready
  })
  return String(id)
}
