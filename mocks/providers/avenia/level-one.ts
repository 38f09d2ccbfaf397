/**
 * Level 1 of a person and of a company, which share a route, and its hosted pages.
 * Sources: https://api-reference.avenia.io/api-reference/endpoints/kyc/new-level-1/post-kyc-new-level-1-api and
 * https://integration-guide.avenia.io/docs/KYB/kybLevel1, read 2026-11-30.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  type Outcome,
} from '../../provider.ts'
import { findReady } from './documents.ts'
import { toCompanyIdentity, toPersonIdentity, toUnseenIdentity } from './identity.ts'
import { isUnderWay, startAttempt } from './kyc.ts'
import { isApproved } from './kyc-state.ts'
import { refuseField } from './refuse.ts'
import { type SubAccount, withOwner } from './scope.ts'
import { isRightTaxId } from './tax-id.ts'
import type { Ubo } from './ubos.ts'

type Body = Record<string, string> & { uboIds: string[]; sandboxReject?: boolean }
type Context = BehaviourContext<Body>

/** What both bodies may hold; which of them is meant says the account. */
const SHARED_FIELDS = ['sandboxReject']

/** Asks for level 1; the account's type says which of the two bodies is wanted. */
export const createLevelOne = defineBehaviour<Body>('kyc.levelOne', (context) =>
  withOwner(context, (owner) => {
    const isCompany = isCompanyAccount(context, owner)
    const refusal =
      refuseBody(context, isCompany) ??
      (isCompany ? refuseCompany(context, owner) : refusePerson(context, owner))
    if (refusal) return refusal
    const levelName = isCompany ? 'kyb-level-1' : 'level-1'
    if (isUnderWay(context, owner, levelName)) return context.refuse('attemptActive')
    const { sandboxReject: isToReject = false, ...submissionData } = context.request.body
    const identity = (isCompany ? toCompanyIdentity : toPersonIdentity)(context.request.body)
    const wanted = { userId: owner, levelName, isToReject, submissionData, identity }
    const { id } = startAttempt(context, wanted)
    const status = context.quirk.value<number>('avenia.kyc.level-one-status')
    return { status, body: { id } }
  }),
)

function isCompanyAccount(context: BaseContext, owner: string): boolean {
  const sub = context.collection<SubAccount>('subAccount').get(owner)
  return sub?.accountType === 'COMPANY'
}

/** The schema takes either body; of its violations those count that are about the body that is wanted. */
function refuseBody(context: Context, isCompany: boolean): Outcome | undefined {
  const { violations, request, options } = context
  const required = options[isCompany ? 'company' : 'individual'] as string[]
  const others = options[isCompany ? 'individual' : 'company'] as string[]
  const isOther = (field: string) => others.includes(field.split('.')[0]!)
  const wrong = violations.filter(({ field }) => !isOther(field) || SHARED_FIELDS.includes(field))
  if (wrong.some(({ keyword }) => keyword === 'type')) return context.refuse('malformedBody')
  const missing = required.find((field) => !(field in (request.body ?? {})))
  const field = missing ?? wrong.find((each) => each.keyword !== 'required')?.field
  if (field === undefined) return undefined
  const kind = isCompany ? 'COMPANY' : 'INDIVIDUAL'
  return refuseField(context, field, `The body of ${kind} accounts is wanted here.`)
}

function refusePerson(context: Context, owner: string): Outcome | undefined {
  const { countryOfTaxId = '', taxIdNumber = '' } = context.request.body
  if (!isRightTaxId(countryOfTaxId, taxIdNumber))
    return refuseField(context, 'taxIdNumber', 'The check digits of this CPF are wrong.')
  return refuseDocuments(context, owner, ['uploadedSelfieId', 'uploadedDocumentId'])
}

function refuseCompany(context: Context, owner: string): Outcome | undefined {
  if (isApproved(context, owner, 'kyb-level-1')) return context.refuse('levelOneApproved')
  for (const id of context.request.body.uboIds) {
    const ubo = context.collection<Ubo>('ubo').get(id)
    if (ubo?.userId === owner) continue
    return refuseField(context, 'uboIds', `No UBO "${id}" of this sub-account.`)
  }
  return refuseDocuments(context, owner, [
    'certificateOfIncorporationDocumentId',
    'taxIdentificationDocumentId',
  ])
}

function refuseDocuments(context: Context, owner: string, fields: string[]): Outcome | undefined {
  for (const field of fields) {
    if (findReady(context, owner, context.request.body[field])) continue
    return refuseField(context, field, 'No such document of this owner is uploaded and ready.')
  }
  return undefined
}

/** The host of the printed pages; nothing listens there for the sandbox. */
const PAGES = 'https://kyc.sandbox.avenia.io/session'

/** Asks for level 1 on a page that nobody has to open here. `redirectUrl` is taken and not followed. */
export const createLevelOneWeb = defineBehaviour('kyc.levelOneWeb', (context) =>
  withOwner(context, (owner) => {
    const isCompany = isCompanyAccount(context, owner)
    const levelName = isCompany ? 'kyb-level-1' : 'level-1'
    if (isCompany && isApproved(context, owner, levelName))
      return context.refuse('levelOneApproved')
    if (isUnderWay(context, owner, levelName)) return context.refuse('attemptActive')
    const sub = context.collection<SubAccount>('subAccount').get(owner)
    const name = sub?.name ?? String(context.account.fields.fullName)
    const identity = toUnseenIdentity(isCompany ? 'COMPANY' : 'INDIVIDUAL', name)
    const { id } = startAttempt(context, { userId: owner, levelName, identity })
    if (context.options.wrap === 'url') return { status: 200, body: { url: `${PAGES}/${id}` } }
    return { status: 200, body: { attemptId: id, ...toPages(id, isCompany) } }
  }),
)

function toPages(id: string, isCompany: boolean): Record<string, string> {
  if (!isCompany) return { kycUrl: `${PAGES}/${id}` }
  return {
    authorizedRepresentativeUrl: `${PAGES}/rep/${id}`,
    basicCompanyDataUrl: `${PAGES}/company/${id}`,
  }
}
