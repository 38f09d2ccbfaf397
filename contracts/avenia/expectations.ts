/** What cases of Avenia expect alike: refusals, unknown ids, texts of answers. */
import type { Answer } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

/** In tickets the nil UUID means the own account. */
export const NIL = '00000000-0000-0000-0000-000000000000'

/** Demands a refusal; `message` is left out where no source has it. */
export function demandRefusal(
  session: Session,
  answer: Answer,
  status: number,
  message?: string,
  why?: string,
): void {
  const envelope = session.variantOf('avenia.errors.envelope')
  const body = { [envelope]: message ?? (messageOf(answer) || 'a message') }
  session.expect(answer, { status, body }, why)
}

/** Demands that a field is named; the pages of COP print their messages without the class name. */
export function demandInvalid(session: Session, answer: Answer, field: string, why?: string): void {
  const isBare =
    answer.exchange.request.path.startsWith(COP_PAGE) &&
    session.variantOf('avenia.cop.error-class') === 'bare'
  const message = `${field} is invalid`
  demandRefusal(session, answer, 400, isBare ? message : `InvalidFieldError: ${message}`, why)
}

const COP_PAGE = '/v2/account/beneficiaries/bank-accounts/cop'

/** The text of a refusal under whatever key; empty when there is none. */
export function messageOf({ body }: Answer): string {
  const text = body?.error ?? body?.message ?? body?.detail
  return typeof text === 'string' ? text : ''
}

/** Whether a status says that it is done. */
export function isDone({ status }: Answer): boolean {
  return status >= 200 && status < 300
}
