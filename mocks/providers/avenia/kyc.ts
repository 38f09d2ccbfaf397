/**
 * KYC attempts: PENDING, PROCESSING, COMPLETED with a result, or EXPIRED.
 * Source: https://integration-guide.avenia.io/docs/KYC/kycCop, read 2026-11-20; the durations are assumed.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  defineReaction,
  type Outcome,
  TriggerRefused,
} from '../../provider.ts'
import { toMicros } from './dates.ts'
import { isReady } from './documents.ts'
import { emit } from './events.ts'
import { type Attempt, findActive, isApproved } from './kyc-state.ts'
import { emitLimits } from './limits.ts'
import { answerPage } from './page.ts'
import { refuseBy, refuseField } from './refuse.ts'
import { readQuery, type SubAccount, withOwner, withRecord } from './scope.ts'

const PROCESS_AFTER_MS = 5_000
const COMPLETE_AFTER_MS = 15_000

interface LevelOne {
  uploadedSelfieId: string
  uploadedDocumentId: string
  sandboxReject?: boolean
}

/** Asks for level 1 with documents that are uploaded. */
export const createLevelOne = defineBehaviour<LevelOne>('kyc.levelOne', (context) =>
  withOwner(context, (owner) => {
    const { uploadedSelfieId, uploadedDocumentId, sandboxReject = false } = context.request.body
    for (const [field, id] of Object.entries({ uploadedSelfieId, uploadedDocumentId })) {
      if (isReady(context, owner, id)) continue
      return refuseField(context, field, 'No such document of this owner is uploaded and ready.')
    }
    const levelName = levelOneOf(context, owner)
    if (isUnderWay(context, owner, levelName)) return context.refuse('attemptActive')
    const { id } = startAttempt(context, owner, levelName, sandboxReject)
    return { status: 200, body: { id } }
  }),
)

function levelOneOf(context: BaseContext, owner: string): string {
  const sub = context.collection<SubAccount>('subAccount').get(owner)
  return sub?.accountType === 'COMPANY' ? 'kyb-level-1' : 'level-1'
}

function isUnderWay(context: BaseContext, owner: string, levelName: string) {
  const active = findActive(context, owner, levelName)
  return active !== undefined && active.status !== 'COMPLETED'
}

/** Asks for level 1 on a page that nobody has to open here. */
export const createLevelOneWeb = defineBehaviour('kyc.levelOneWeb', (context) =>
  withOwner(context, (owner) => {
    const levelName = levelOneOf(context, owner)
    if (isUnderWay(context, owner, levelName)) return context.refuse('attemptActive')
    const { id } = startAttempt(context, owner, levelName, false)
    const url = `https://kyc.example/${id}`
    if (context.options.wrap === 'url') return { status: 200, body: { url } }
    if (levelName === 'level-1') return { status: 200, body: { attemptId: id, kycUrl: url } }
    const urls = {
      authorizedRepresentativeUrl: `${url}/person`,
      basicCompanyDataUrl: `${url}/company`,
    }
    return { status: 200, body: { attemptId: id, ...urls } }
  }),
)

/** Opens a rail; a repeat names the attempt that is open or approved. */
export const unlockRail = defineBehaviour('kyc.rail', (context) =>
  withOwner(context, (owner) => {
    const sub = context.collection<SubAccount>('subAccount').get(owner)
    const takesCompanies = context.quirk.value<boolean>('avenia.kyc.cop-company')
    if (sub?.accountType === 'COMPANY' && !takesCompanies)
      return refuseBy(context, 'avenia.kyc.cop-company', context.refuse('notForCompany'))
    if (!isApproved(context, owner, 'level-1')) return context.refuse('levelOneMissing')
    const levelName = String(context.options.rail)
    const active = findActive(context, owner, levelName)
    const { id } = active ?? startAttempt(context, owner, levelName, false)
    const status = context.quirk.value<number>('avenia.kyc.cop-status')
    return { status, body: { attemptId: id } }
  }),
)

/** Takes over a check made elsewhere. */
export const importToken = defineBehaviour<{ importToken: string }>('kyc.importToken', (context) =>
  withOwner(context, (owner) => {
    const refusal = refuseImport(context, owner)
    if (refusal) return refusal
    const { importToken: token } = context.request.body
    context.collection('importedToken').insert({ id: token })
    const { id } = startAttempt(context, owner, 'sumsub-token-ensayo', false)
    return { status: 200, body: { id, message: 'token imported' } }
  }),
)

function refuseImport(
  context: BehaviourContext<{ importToken: string }>,
  owner: string,
): Outcome | undefined {
  const { importToken: token } = context.request.body
  const sub = context.collection<SubAccount>('subAccount').get(owner)
  if (sub?.accountType === 'COMPANY') return context.refuse('importOnlyIndividual')
  const active = findActive(context, owner, 'sumsub-token-ensayo')
  if (active?.status === 'COMPLETED') return context.refuse('importOneToken')
  if (active) return context.refuse('importProcessing')
  const isUsed = context.collection('importedToken').get(token)
  return isUsed || /invalid/i.test(token) ? context.refuse('importTokenInvalid') : undefined
}

function startAttempt(
  context: BaseContext,
  userId: string,
  levelName: string,
  isToReject: boolean,
): Attempt {
  const attempt = context.collection<Attempt>('kycAttempt').insert({
    id: context.ids.uuid('kycAttempt'),
    seq: context.ids.sequence('kycAttempt'),
    userId,
    levelName,
    status: 'PENDING',
    result: '',
    resultMessage: '',
    isToReject,
    createdAt: context.now,
    updatedAt: context.now,
  })
  emitAttempt(context, attempt, 'KYC-STARTED')
  context.after(PROCESS_AFTER_MS, 'kyc.step', { id: attempt.id }, `kycAttempt:${attempt.id}`)
  return attempt
}

/** PENDING becomes PROCESSING, and that COMPLETED. */
export const playKycStep = defineReaction<{ id: string }>('kyc.step', (context) => {
  const attempts = context.collection<Attempt>('kycAttempt')
  const attempt = attempts.get(context.payload.id)
  if (attempt?.status === 'PENDING') {
    const moved = attempts.transition(attempt.id, 'process', { updatedAt: context.now })
    emitAttempt(context, moved, 'KYC-PROCESSING')
    const subject = `kycAttempt:${attempt.id}`
    context.after(COMPLETE_AFTER_MS - PROCESS_AFTER_MS, 'kyc.step', { id: attempt.id }, subject)
  } else if (attempt?.status === 'PROCESSING') complete(context, attempt)
})

function complete(context: BaseContext, attempt: Attempt): void {
  const verdict = attempt.isToReject
    ? { result: 'REJECTED' as const, resultMessage: 'name does not match' }
    : { result: 'APPROVED' as const, resultMessage: '' }
  const changes = { ...verdict, updatedAt: context.now }
  const moved = context
    .collection<Attempt>('kycAttempt')
    .transition(attempt.id, 'complete', changes)
  emitAttempt(context, moved, 'KYC-COMPLETED')
  if (moved.result === 'APPROVED') emitLimits(context, moved.userId)
}

/** The user lets it lapse. */
export const expireAttempt = defineReaction<{ id: string }>('kyc.expire', (context) => {
  const attempts = context.collection<Attempt>('kycAttempt')
  const attempt = attempts.get(context.payload.id)
  if (!attempt || !attempts.allows(attempt, 'expire')) {
    throw new TriggerRefused(`No open attempt "${context.payload.id}" in this account`)
  }
  const moved = attempts.transition(attempt.id, 'expire', { updatedAt: context.now })
  emitAttempt(context, moved, 'KYC-EXPIRED')
  return { id: moved.id, status: moved.status }
})

function emitAttempt(context: BaseContext, attempt: Attempt, type: string): void {
  const data = { type, attempt: toWire(attempt) }
  emit(context, { subscription: 'KYC', owner: attempt.userId, dataId: attempt.id, data })
}

/** Lists the owner's attempts. */
export const listAttempts = defineBehaviour('kyc.list', (context) =>
  withOwner(context, (userId) => {
    const all = context.collection<Attempt>('kycAttempt').list({ where: { userId } })
    const found = all.filter((attempt) =>
      (['levelName', 'status', 'result'] as const).every((name) =>
        [undefined, attempt[name]].includes(readQuery(context, name)),
      ),
    )
    return answerPage(context, found, { wrap: 'attempts', unitMs: 1, toWire })
  }),
)

/** Shows one. */
export const readKycAttempt = defineBehaviour('kyc.read', (context) =>
  withRecord<Attempt>(context, 'kycAttempt', (attempt) => ({
    status: 200,
    body: { attempt: toWire(attempt) },
  })),
)

function toWire(attempt: Attempt) {
  return {
    id: attempt.id,
    levelName: attempt.levelName,
    submissionData: null,
    status: attempt.status,
    result: attempt.result,
    resultMessage: attempt.resultMessage,
    retryable: attempt.result === 'REJECTED',
    createdAt: toMicros(attempt.createdAt),
    updatedAt: toMicros(attempt.updatedAt),
  }
}
