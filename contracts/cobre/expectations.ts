/** What flows of Cobre expect alike: errors, times, features that a target may lack. */
import type { Answer } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

/** Start of a movement and a margin, by variant. */
const STARTS_WITHIN: Record<string, string> = {
  'at-once': 'PT2S',
  'one-second': 'PT3S',
  'ten-seconds': 'PT12S',
}

/** How long a movement may take to start. */
export function startsWithin(session: Session): string {
  return STARTS_WITHIN[session.variantOf('cobre.movement.start-time')] ?? 'PT3S'
}

/** Demands Cobre's error object; `code` is left out where no source has it. */
export function demandError(
  session: Session,
  answer: Answer,
  status: number,
  code?: string,
  why?: string,
): void {
  const { error_code, error_description } = answer.body ?? {}
  const body = {
    error_code: code ?? (typeof error_code === 'string' ? error_code : 'a code'),
    error_description: typeof error_description === 'string' ? error_description : 'a description',
  }
  session.expect(answer, { status, body }, why)
}

/**
 * Whether a target has conversion, keys, evidence and Mexico at all. Where it has not, the one
 * answer is held against that.
 */
export function isOffered(session: Session, answer: Answer): boolean {
  if (session.variantOf('cobre.qa.features') === 'all') return true
  demandError(session, answer, 400, undefined, 'the feature is not in QA')
  return false
}
