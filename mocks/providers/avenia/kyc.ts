/**
 * KYC attempts: PENDING, PROCESSING, COMPLETED with a result, or EXPIRED.
 * Sources: https://integration-guide.avenia.io/docs/KYC/kycCop, read 2026-11-20, and
 * https://api-reference.avenia.io/api-reference/kyc/list-kyc-attempts, read 2026-11-30; the durations are assumed.
 */
import { type BaseContext, defineBehaviour, defineReaction } from '../../provider.ts'
import { toMicros } from './dates.ts'
import { emit } from './events.ts'
import { type Attempt, CAPACITY_LEVEL, findActive } from './kyc-state.ts'
import { emitLimits } from './limits.ts'
import { answerPage } from './page.ts'
import { readQuery, withOwner, withRecord } from './scope.ts'

const PROCESS_AFTER_MS = 5_000
const COMPLETE_AFTER_MS = 15_000

/** The reference says seconds for this list. */
const SECOND_MS = 1_000

/** Whether an attempt at a level has not ended yet. */
export function isUnderWay(context: BaseContext, owner: string, levelName: string) {
  const active = findActive(context, owner, levelName)
  return active !== undefined && active.status !== 'COMPLETED'
}

interface NewAttempt {
  userId: string
  levelName: string
  isToReject?: boolean
  submissionData?: Record<string, unknown>
  identity?: Attempt['identity']
}

/** Begins an attempt, which goes on by itself. */
export function startAttempt(context: BaseContext, wanted: NewAttempt): Attempt {
  const { userId, levelName, isToReject = false, submissionData = {}, identity } = wanted
  const attempt = context.collection<Attempt>('kycAttempt').insert({
    id: context.ids.uuid('kycAttempt'),
    seq: context.ids.sequence('kycAttempt'),
    userId,
    levelName,
    status: 'PENDING',
    result: '',
    resultMessage: '',
    isToReject,
    submissionData,
    identity,
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
  const isKyc = moved.levelName !== CAPACITY_LEVEL
  if (isKyc && moved.result === 'APPROVED') emitLimits(context, moved.userId)
}

/** The user lets it lapse. */
export const expireAttempt = defineReaction<unknown, Attempt>('kyc.expire', (context) => {
  const attempts = context.collection<Attempt>('kycAttempt')
  const changes = { updatedAt: context.now }
  const moved = attempts.transition(context.record.id, 'expire', changes)
  emitAttempt(context, moved, 'KYC-EXPIRED')
  return { id: moved.id, status: moved.status }
})

/** Assumed: a proof of financial capacity has no events of KYC. */
function emitAttempt(context: BaseContext, attempt: Attempt, type: string): void {
  if (attempt.levelName === CAPACITY_LEVEL) return
  const data = { type, attempt: toWire(context, attempt) }
  emit(context, { subscription: 'KYC', owner: attempt.userId, dataId: attempt.id, data })
}

/** Lists the owner's attempts. */
export const listAttempts = defineBehaviour('kyc.list', (context) =>
  withOwner(context, (userId) => {
    const all = context.collection<Attempt>('kycAttempt').list({ where: { userId } })
    const found = all.filter(
      (attempt) =>
        attempt.levelName !== CAPACITY_LEVEL &&
        (['levelName', 'status', 'result'] as const).every((name) =>
          [undefined, attempt[name]].includes(readQuery(context, name)),
        ),
    )
    const show = (attempt: Attempt) => toWire(context, attempt)
    return answerPage(context, found, { wrap: 'attempts', unitMs: SECOND_MS, toWire: show })
  }),
)

/** Shows one; proofs of financial capacity have a path of their own. */
export const readKycAttempt = defineBehaviour('kyc.read', (context) =>
  withRecord<Attempt>(context, 'kycAttempt', (attempt) => {
    const isCapacity = context.operation.id === 'getProofOfFinancialCapacity'
    if (isCapacity !== (attempt.levelName === CAPACITY_LEVEL)) return context.refuse('notFound')
    return { status: 200, body: { attempt: toWire(context, attempt) } }
  }),
)

function toWire(context: BaseContext, attempt: Attempt) {
  const { id, userId, levelName, status, createdAt, updatedAt } = attempt
  return {
    id,
    userId,
    levelName,
    status,
    // One that lapsed has no outcome either.
    ...(status === 'COMPLETED' ? toOutcome(attempt) : toPending(context)),
    createdAt: toMicros(createdAt),
    updatedAt: toMicros(updatedAt),
  }
}

/** The label of a refusal is ours; no document prints one. */
function toOutcome({ submissionData, result, resultMessage }: Attempt) {
  const isRejected = result === 'REJECTED'
  return {
    submissionData,
    result,
    resultMessage,
    rejectionLabels: isRejected ? ['NAME_MISMATCH'] : [],
    retryable: isRejected,
  }
}

/** Sources disagree on what an attempt shows while it runs. */
function toPending({ quirk }: BaseContext): object {
  const id = 'avenia.kyc.pending-fields'
  const rest = { rejectionLabels: [], retryable: false }
  if (!quirk.is(id, 'empty')) quirk.note(id)
  return quirk.choose<object>(id, {
    empty: { submissionData: null, result: '', resultMessage: '', ...rest },
    null: { result: null, resultMessage: null, ...rest },
    absent: {},
  })
}
