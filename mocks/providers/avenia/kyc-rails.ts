/**
 * Attempts beyond level 1: opening a rail, and the proof of financial capacity that companies need for dollars
 * and euros. Sources: https://integration-guide.avenia.io/docs/KYC/kycCop, read 2026-11-20, and
 * https://integration-guide.avenia.io/docs/KYB/kybUsd, read 2026-11-30.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { type Document, findReady } from './documents.ts'
import { startAttempt } from './kyc.ts'
import { CAPACITY_LEVEL, findActive, findApproved, isApproved } from './kyc-state.ts'
import { refuseField } from './refuse.ts'
import { type SubAccount, withOwner } from './scope.ts'
import type { Ubo } from './ubos.ts'

/** Opens pesos; a repeat names the attempt that is open or approved. */
export const unlockRail = defineBehaviour<Body>('kyc.rail', (context) =>
  withOwner(context, (owner) => {
    const takesCompanies = context.quirk.value<boolean>('avenia.kyc.cop-company')
    if (isCompany(context, owner) && !takesCompanies)
      return context.refuse('notForCompany', {}, { quirk: 'avenia.kyc.cop-company' })
    if (!isApproved(context, owner, 'level-1')) return context.refuse('levelOneMissing')
    const status = context.quirk.value<number>('avenia.kyc.cop-status')
    return answerRail(context, owner, status)
  }),
)

/** Opens dollars or euros; a company brings more than a person. */
export const unlockDollarRail = defineBehaviour<Body>('kyc.dollarRail', (context) =>
  withOwner(context, (owner) => {
    const refusal = isCompany(context, owner)
      ? refuseCompany(context, owner)
      : refusePerson(context, owner)
    return refusal ?? answerRail(context, owner, 200)
  }),
)

type Body = Record<string, unknown> | undefined

function answerRail(context: BehaviourContext<Body>, owner: string, status: number) {
  const levelName = String(context.options.rail)
  const active = findActive(context, owner, levelName)
  const submissionData = context.request.body ?? {}
  const { id } = active ?? startAttempt(context, { userId: owner, levelName, submissionData })
  return { status, body: { attemptId: id } }
}

function isCompany(context: BehaviourContext<Body>, owner: string): boolean {
  const sub = context.collection<SubAccount>('subAccount').get(owner)
  return sub?.accountType === 'COMPANY'
}

function refusePerson(context: BehaviourContext<Body>, owner: string) {
  const isKnown = isApproved(context, owner, 'level-1')
  return isKnown ? undefined : context.refuse('levelOneMissing')
}

const REQUIRED = ['businessType', 'businessIndustries', 'proofOfRevenueDocId']

function refuseCompany(context: BehaviourContext<Body>, owner: string): Outcome | undefined {
  const causes = findCauses(context, owner)
  if (causes.length > 0) return context.refuse('missingDocuments', { causes: causes.join('; ') })
  const body = context.request.body ?? {}
  const missing = REQUIRED.find((field) => body[field] === undefined)
  if (missing !== undefined) return refuseField(context, missing, 'A company sends it.')
  const revenue = findReady(context, owner, body.proofOfRevenueDocId)
  if (revenue?.documentType !== 'PROOF-OF-REVENUE')
    return refuseField(context, 'proofOfRevenueDocId', 'No such PROOF-OF-REVENUE is ready.')
  const levelOne = findApproved(context, owner, 'kyb-level-1')
  if (body.website || levelOne?.submissionData.website) return undefined
  return refuseField(context, 'website', 'Level 1 had no website, so it is required here.')
}

/** The first two are the words of a captured answer; the third is ours. */
function findCauses(context: BehaviourContext<Body>, owner: string): string[] {
  const causes: string[] = []
  if (!isApproved(context, owner, 'kyb-level-1')) {
    causes.push('certificate of incorporation')
  }
  if (!isApproved(context, owner, CAPACITY_LEVEL)) causes.push('proof of financial capacity')
  // A company that was identified on the hosted page has its owners there.
  const ubos = context.collection<Ubo>('ubo').list({ where: { userId: owner } })
  if (ubos.length > 0 && !hasController(context, ubos)) {
    causes.push('identification of an owner in control')
  }
  return causes
}

const IDENTIFICATIONS = ['ID', 'PASSPORT', 'DRIVERS-LICENSE']

/** A residence permit does for level 1 and not here. */
function hasController(context: BehaviourContext<Body>, ubos: readonly Ubo[]) {
  const documents = context.collection<Document>('document')
  for (const { fields } of ubos) {
    const document = documents.get(fields.uploadedIdentificationId ?? '')
    if (document && IDENTIFICATIONS.includes(document.documentType)) return true
  }
  return false
}

/** Proves financial capacity; the attempt has a path of its own. */
export const createFinancialCapacity = defineBehaviour<{
  uploadedPoFCId: string
  sandboxReject?: boolean
}>('kyc.financialCapacity', (context) =>
  withOwner(context, (owner) => {
    const { uploadedPoFCId, sandboxReject: isToReject = false } = context.request.body
    const document = findReady(context, owner, uploadedPoFCId)
    if (document?.documentType !== CAPACITY_DOCUMENT) {
      return refuseField(context, 'uploadedPoFCId', `No such ${CAPACITY_DOCUMENT} is ready.`)
    }
    const submissionData = { uploadedPoFCId }
    const wanted = { userId: owner, levelName: CAPACITY_LEVEL, isToReject, submissionData }
    const { id } = startAttempt(context, wanted)
    return { status: 200, body: { id } }
  }),
)

const CAPACITY_DOCUMENT = 'PROOF-OF-FINANCIAL-CAPACITY'
