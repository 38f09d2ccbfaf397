/**
 * What level 1 asks for: documents that are uploaded and processed, owners, the bodies of persons and companies.
 * Uploads go to the sandbox's own storage, so cases with them need the control API.
 * Source: https://integration-guide.avenia.io/docs/KYC/kycLevel1 and /docs/KYB/kybLevel1Api, read 2026-11-30.
 */
import { SAMPLES } from '../../mocks/types/samples/avenia.ts'
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
    ...SAMPLES.createLevelOne.person,
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
    ...SAMPLES.createLevelOne.company,
    uboIds: [String(session.expect(ubo, { status: 201 }).body.id)],
    certificateOfIncorporationDocumentId: await upload(session, query, {
      documentType: 'CERTIFICATE-OF-INCORPORATION',
    }),
    taxIdentificationDocumentId: await upload(session, query, {
      documentType: 'COMPANY-TAX-IDENTIFICATION-DOCUMENT',
    }),
  }
}

async function toUbo(session: Session, query: Query) {
  const uploadedIdentificationId = await upload(session, query, { documentType: 'PASSPORT' })
  return { ...SAMPLES.createUbo, percentageOfOwnership: '100', uploadedIdentificationId }
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
