/** What level 1 asks for: uploaded documents, the bodies of persons and companies, owners. */

import { expect } from 'vitest'
import { SAMPLES } from '#types/samples/avenia'
import { type Answer, type Api, type Avenia, created, type Loose } from './kit.ts'

export const LEVEL_ONE = '/v2/kyc/new-level-1/api'
export const UBOS = '/v2/account/ubos'

/** Creates a sub-account and gives its scope. */
export async function makeScope(api: Api, accountType = 'INDIVIDUAL', name = 'Ensayo') {
  const id = await created(api.post('/v2/account/sub-accounts', { accountType, name }))
  return `?subAccountId=${id}`
}

/** Uploads one side, by the path of its URL. */
export function put(api: Api, url: string, headers: Record<string, string>): Promise<Answer> {
  const path = url.slice(url.indexOf('/uploads'))
  return api.send(path, { method: 'PUT', headers, body: 'image' })
}

/** Announces a document, uploads its sides and waits until it is processed. */
export async function upload(
  avenia: Avenia,
  scope: string,
  documentType: string,
  isDouble = false,
) {
  const { api, sandbox } = avenia
  const body = { documentType, isDoubleSided: isDouble }
  const document = (await api.post(`/v2/documents/${scope}`, body)).body
  for (const url of [document.uploadURLFront, document.uploadURLBack].filter(Boolean)) {
    expect((await put(api, url, { 'if-none-match': '*' })).status).toBe(200)
  }
  await sandbox.clock.advance(10_000)
  return document.id as string
}

/** The body of a person, documents included. */
export async function toPerson(avenia: Avenia, scope: string, over: object = {}) {
  return {
    ...SAMPLES.createLevelOne.person,
    uploadedSelfieId: await upload(avenia, scope, 'SELFIE-FROM-LIVENESS'),
    uploadedDocumentId: await upload(avenia, scope, 'ID', true),
    ...over,
  }
}

/** The body of an owner, identification included. */
export async function toUbo(avenia: Avenia, scope: string, over: object = {}, type = 'PASSPORT') {
  const uploadedIdentificationId = await upload(avenia, scope, type)
  return { ...SAMPLES.createUbo, uploadedIdentificationId, ...over }
}

/** The body of a company, with its documents and one owner. */
export async function toCompany(avenia: Avenia, scope: string, over: object = {}, type?: string) {
  const ubo = await created(
    avenia.api.post(`${UBOS}${scope}`, await toUbo(avenia, scope, {}, type)),
  )
  return {
    ...SAMPLES.createLevelOne.company,
    uboIds: [ubo],
    certificateOfIncorporationDocumentId: await upload(
      avenia,
      scope,
      'CERTIFICATE-OF-INCORPORATION',
    ),
    taxIdentificationDocumentId: await upload(avenia, scope, 'COMPANY-TAX-IDENTIFICATION-DOCUMENT'),
    ...over,
  }
}

/** Has a company approved; gives the attempt's id. */
export async function approveCompany(
  avenia: Avenia,
  scope: string,
  over: object = {},
  type?: string,
) {
  const body = await toCompany(avenia, scope, over, type)
  const id = await created(avenia.api.post(`${LEVEL_ONE}${scope}`, body))
  await avenia.sandbox.clock.advance(15_000)
  return id
}

/** Reads an attempt. */
export const readAttempt = async (api: Api, id: string, scope = ''): Promise<Loose> =>
  (await api.get(`/v2/kyc/attempts/${id}${scope}`)).body.attempt

/** Reads `accountInfo`. */
export const readIdentity = async (api: Api, scope = ''): Promise<Loose> =>
  (await api.get(`/v2/account/account-info${scope}`)).body.accountInfo
