/**
 * Documents and attempts; the COP rail.
 * Source: https://integration-guide.avenia.io/docs/KYC/kycCop and kycLevel1, read 2026-11-20.
 */
import type { Loose } from '../../kit/answer.ts'
import { defineFlow, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { demandInvalid, demandRefusal } from '../expectations.ts'
import { SUBS, useSubAccount } from '../sub-accounts.ts'
import { awaitEvent, isAbout, subscribe } from '../webhooks.ts'

type Query = Record<string, string>

export const kyc: readonly Flow[] = [
  defineFlow({
    id: 'kyc.cop',
    title: 'Opening the COP rail names one attempt, which is approved',
    waits: 'PT20S',
    run: async (session) => {
      const status = Number(session.variantOf('avenia.kyc.cop-status'))
      const open = () => session.send('POST', '/v2/kyc/cop/api', { json: {} })
      const { attemptId } = session.expect(await open(), { status }).body
      session.expect(await open(), { status, body: { attemptId } }, 'a repeat names the same')
      const attempt = await awaitAttempt(session, attemptId, 'COMPLETED', {}, 'PT17S')
      const answer = await session.send('GET', '/v2/kyc/attempts', { query: { levelName: 'cop' } })
      session.expect(answer, { status: 200 })
      const wanted = { id: attemptId, levelName: 'cop', result: 'APPROVED' }
      session.expect({ ...answer, body: attempt }, { body: wanted })
    },
  }),
  defineFlow({
    id: 'kyc.cop-refused',
    title:
      'COP is not opened before level 1, nor for a company, and a check is imported by persons',
    run: async (session) => {
      const query = { subAccountId: await useSubAccount(session) }
      const early = await session.send('POST', '/v2/kyc/cop/api', { query, json: {} })
      demandRefusal(session, early, 400, 'level-1 is not approved')
      session.step('a company')
      const company = { subAccountId: await useSubAccount(session, 'COMPANY') }
      const answer = await session.send('POST', '/v2/kyc/cop/api', { query: company, json: {} })
      const isTaken = session.variantOf('avenia.kyc.cop-company') === 'kyb-accepted'
      if (isTaken) demandRefusal(session, answer, 400, 'level-1 is not approved')
      else demandRefusal(session, answer, 501)
      session.step('an imported check')
      const json = { importToken: 'ensayo' }
      const imported = await session.send('POST', '/v2/kyc/import-token/', { query: company, json })
      const message = 'importToken endpoint is only available for INDIVIDUAL users'
      demandRefusal(session, imported, 400, message)
    },
  }),
  defineFlow({
    id: 'kyc.documents',
    title: 'An announced document says where to upload, and is not ready before',
    run: async (session) => {
      const json = { documentType: 'ID', isDoubleSided: true }
      const made = await session.send('POST', '/v2/documents/', { json })
      const { id, uploadURLFront, uploadURLBack } = session.expect(made, { status: 200 }).body
      const isUrl = [uploadURLFront, uploadURLBack].every((url) => URL.canParse(url))
      session.expect({ ...made, body: { isUrl } }, { body: { isUrl: true } })
      const document = { id, documentType: 'ID', ready: false }
      session.expect(await session.send('GET', `/v2/documents/${id}`), {
        status: 200,
        body: { document },
      })
      demandRefusal(session, await session.send('GET', `/v2/documents/${session.uuid()}`), 404)
    },
  }),
  defineFlow({
    id: 'kyc.level-one',
    title: 'Level 1 is approved with documents and told; a rejected one may be tried again',
    // Uploads go to another host, and every run would leave an identified sub-account behind.
    needs: ['control', 'callbacks'],
    waits: 'PT45S',
    run: async (session) => {
      await subscribe(session, ['KYC', 'LIMIT-UPDATE'])
      const account = { accountType: 'INDIVIDUAL', name: session.unique() }
      const sub = await session.send('POST', SUBS, { json: account })
      const query = { subAccountId: String(session.expect(sub, { status: 200 }).body.id) }
      const data = await toLevelOne(session, query)
      const start = (over: object) =>
        session.send('POST', '/v2/kyc/new-level-1/api', { query, json: { ...data, ...over } })
      session.step('a document that is none')
      const unknown = await start({ uploadedSelfieId: session.uuid() })
      demandInvalid(session, unknown, 'uploadedSelfieId')
      session.step('rejected')
      const first = session.expect(await start({ sandboxReject: true }), { status: 200 })
      demandRefusal(session, await start({}), 409, undefined, 'one is under way')
      const rejected = await awaitAttempt(session, first.body.id, 'COMPLETED', query, 'PT17S')
      const wanted = { result: 'REJECTED', retryable: true }
      session.expect({ ...first, body: rejected }, { body: wanted })
      session.step('approved')
      const { id } = session.expect(await start({}), { status: 200 }).body
      const approved = await awaitAttempt(session, id, 'COMPLETED', query, 'PT17S')
      session.expect({ ...first, body: approved }, { body: { result: 'APPROVED' } })
      const info = await session.send('GET', '/v2/account/account-info', { query })
      session.expect(info, { body: { accountInfo: { identityStatus: 'CONFIRMED' } } })
      session.step('told')
      for (const type of ['KYC-STARTED', 'KYC-PROCESSING', 'KYC-COMPLETED'])
        await awaitEvent(session, 'KYC', isAbout(id, type))
    },
  }),
]

function awaitAttempt(
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

/** Everything that level 1 asks for, documents included. */
async function toLevelOne(session: Session, query: Query): Promise<Record<string, unknown>> {
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

/** Announces a document and uploads its sides to the sandbox's own storage. */
async function upload(session: Session, query: Query, json: object): Promise<string> {
  const { body } = await session.send('POST', '/v2/documents/', { query, json })
  for (const url of [body.uploadURLFront, body.uploadURLBack, body.livenessUrl].filter(Boolean)) {
    const path = String(url).slice(String(url).indexOf('/uploads'))
    const headers = { 'if-none-match': '*' }
    const put = await session.send('PUT', path, { auth: false, headers, text: 'image' })
    session.expect(put, { status: 200 })
  }
  return String(body.id)
}
