/** What is kept of an attempt, and what it opens. */
import type { BaseContext, StoredRecord } from '../../provider.ts'
import { mainOwner } from './scope.ts'

/** Who somebody is, as `accountInfo` shows it. */
export interface Identity {
  countrySubdivisionTaxResidence: string
  countryTaxResidence: string
  fullName: string
  birthdate: string
  taxId: string
}

export interface Attempt extends StoredRecord {
  seq: number
  userId: string
  levelName: string
  status: 'PENDING' | 'PROCESSING' | 'COMPLETED' | 'EXPIRED'
  result: '' | 'APPROVED' | 'REJECTED'
  resultMessage: string
  /** Whether it will be refused. */
  isToReject: boolean
  /** What was sent, as a settled attempt shows it. */
  submissionData: Record<string, unknown>
  /** Who the owner is once it is approved; of level 1 alone. */
  identity: Identity | undefined
  createdAt: number
  updatedAt: number
}

/** Level of a proof of financial capacity, which KYC does not list. */
export const CAPACITY_LEVEL = 'proof-of-financial-capacity'

/** The main account of the sandbox is identified from the start; everybody else needs an attempt. */
export function isApproved(context: BaseContext, owner: string, levelName: string): boolean {
  if (levelName === 'level-1' && owner === mainOwner(context)) return true
  return findApproved(context, owner, levelName) !== undefined
}

/** The approved attempt at a level. */
export function findApproved(
  context: BaseContext,
  userId: string,
  levelName: string,
): Attempt | undefined {
  const where = { userId, result: 'APPROVED' as const }
  const approved = context.collection<Attempt>('kycAttempt').list({ where })
  return approved.find((attempt) => isSameLevel(attempt.levelName, levelName))
}

/** A company's level 1 and an imported check count as level 1. */
function isSameLevel(name: string, wanted: string): boolean {
  if (name === wanted) return true
  return wanted === 'level-1' && (name === 'kyb-level-1' || name.startsWith('sumsub-token-'))
}

/** The newest attempt at a level that is open or approved. */
export function findActive(
  context: BaseContext,
  userId: string,
  levelName: string,
): Attempt | undefined {
  const attempts = context
    .collection<Attempt>('kycAttempt')
    .list({ where: { userId, levelName }, order: 'newest' })
  return attempts.find(({ status, result }) => status !== 'EXPIRED' && result !== 'REJECTED')
}
