/**
 * Documents and attempts; the COP rail.
 * Source: https://integration-guide.avenia.io/docs/KYC/kycCop and kycLevel1, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { demandInvalid, demandRefusal } from '../expectations.ts'
import { awaitAttempt, LEVEL_ONE, toCompany, toPerson } from '../level-one.ts'
import { SUBS, useSubAccount } from '../sub-accounts.ts'
import { awaitEvent, isAbout, subscribe } from '../webhooks.ts'

export const kyc: readonly Flow[] = defineFlows({
  'kyc.cop': {
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
  },
  'kyc.cop-refused': {
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
  },
  'kyc.documents': {
    title: 'An announced document says where to upload, and is not ready before',
    run: async (session) => {
      const json = { documentType: 'ID', isDoubleSided: true }
      const made = await session.send('POST', '/v2/documents/', { json })
      const { id, uploadURLFront, uploadURLBack } = session.expect(made, { status: 200 }).body
      const isUrl = [uploadURLFront, uploadURLBack].every((url) => URL.canParse(url))
      session.expect({ ...made, body: { isUrl } }, { body: { isUrl: true } })
      const waits = { uploadStatusFront: 'WAITING-UPLOAD', uploadStatusBack: 'WAITING-UPLOAD' }
      const document = { id, documentType: 'ID', ready: false, uploadURLFront, ...waits }
      session.expect(await session.send('GET', `/v2/documents/${id}`), {
        status: 200,
        body: { document },
      })
      const query = { documentType: 'ID' }
      const listed = await session.send('GET', '/v2/documents/', { query })
      const { documents } = session.expect(listed, { status: 200 }).body
      const found = documents.filter((each: { id: string }) => each.id === id)
      session.expect({ ...listed, body: found }, { body: [document] })
      demandRefusal(session, await session.send('GET', `/v2/documents/${session.uuid()}`), 404)
    },
  },
  'kyc.level-one': {
    title: 'Level 1 is approved with documents and told; a rejected one may be tried again',
    // Uploads go to another host, and every run would leave an identified sub-account behind.
    needs: ['control', 'callbacks'],
    waits: 'PT70S',
    run: async (session) => {
      await subscribe(session, ['KYC', 'LIMIT-UPDATE'])
      const account = { accountType: 'INDIVIDUAL', name: session.unique() }
      const sub = await session.send('POST', SUBS, { json: account })
      const query = { subAccountId: String(session.expect(sub, { status: 201 }).body.id) }
      const data = await toPerson(session, query)
      const status = Number(session.variantOf('avenia.kyc.level-one-status'))
      const start = (over: object) =>
        session.send('POST', LEVEL_ONE, { query, json: { ...data, ...over } })
      session.step('an unknown document')
      const unknown = await start({ uploadedSelfieId: session.uuid() })
      demandInvalid(session, unknown, 'uploadedSelfieId')
      session.step('rejected')
      const first = session.expect(await start({ sandboxReject: true }), { status })
      demandRefusal(session, await start({}), 409, undefined, 'one is under way')
      const rejected = await awaitAttempt(session, first.body.id, 'COMPLETED', query, 'PT17S')
      const wanted = { result: 'REJECTED', retryable: true }
      session.expect({ ...first, body: rejected }, { body: wanted })
      session.step('approved')
      const { id } = session.expect(await start({}), { status }).body
      const approved = await awaitAttempt(session, id, 'COMPLETED', query, 'PT17S')
      session.expect({ ...first, body: approved }, { body: { result: 'APPROVED' } })
      const info = await session.send('GET', '/v2/account/account-info', { query })
      const { fullName, taxIdNumber: taxId } = data
      const accountInfo = { identityStatus: 'CONFIRMED', fullName, taxId }
      session.expect(info, { body: { accountInfo } })
      session.step('told')
      for (const type of ['KYC-STARTED', 'KYC-PROCESSING', 'KYC-COMPLETED'])
        await awaitEvent(session, 'KYC', isAbout(id, type))
    },
  },
  'kyc.company': {
    title:
      'A company registers owners and documents, is approved by API, and is closed to changes then',
    // Uploads go to another host, and every run would leave an identified sub-account behind.
    needs: ['control'],
    waits: 'PT90S',
    run: async (session) => {
      const account = { accountType: 'COMPANY', name: session.unique() }
      const sub = await session.send('POST', SUBS, { json: account })
      const query = { subAccountId: String(session.expect(sub, { status: 201 }).body.id) }
      const json = await toCompany(session, query)
      const start = () => session.send('POST', LEVEL_ONE, { query, json })
      const made = session.expect(await start(), { status: [200, 201] })
      const attempt = await awaitAttempt(session, made.body.id, 'COMPLETED', query, 'PT17S')
      session.expect({ ...made, body: attempt }, { body: { result: 'APPROVED' } })
      const info = await session.send('GET', '/v2/account/account-info', { query })
      const { companyLegalName: fullName, taxIdentificationNumberTin: taxId } = json
      const accountInfo = { identityStatus: 'CONFIRMED', fullName, taxId }
      session.expect(info, { status: 200, body: { accountInfo } })
      demandRefusal(session, await start(), 400, 'user already approved in kyb level 1')
      const dollars = await session.send('POST', '/v2/kyc/usd/api', { query, json: {} })
      demandRefusal(session, dollars, 400, 'missing required documents')
      session.expect(dollars, { body: { extraInfo: 'proof of financial capacity' } })
    },
  },
})
