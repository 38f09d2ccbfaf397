/** What flows of Localpayment expect alike: statuses of creations, rejections, times. */
import type { Answer } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

/** HTTP status of a creation. */
export function created(session: Session): number {
  return Number(session.variantOf('localpayment.http.create-status'))
}

/** HTTP status of a creation that is rejected. */
export function rejected(session: Session): number {
  return Number(session.variantOf('localpayment.http.rejection-status'))
}

/** An id of the kind that the documents recommend: a UUID, without hyphens where they are refused. */
export function toExternalId(session: Session): string {
  const uuid = session.uuid()
  const takesHyphens = session.variantOf('localpayment.external-id.alphabet') === 'hyphens'
  return takesHyphens ? uuid : uuid.replaceAll('-', '')
}

/** How long a virtual account may take to be active: the documented six seconds, and a margin. */
export function activeWithin(session: Session): string {
  return session.variantOf('localpayment.va.activation-time') === '6s' ? 'PT10S' : 'PT35S'
}

/** What an accepted payout says of errors: nothing in the longer form of v3. */
export function noErrors(session: Session): { errors?: null } {
  return session.variantOf('localpayment.payout.record') === 'short' ? { errors: null } : {}
}

/** Demands the error object of an operation that is refused. */
export function demandRefusal(
  session: Session,
  answer: Answer,
  code = '400',
  detail = 'Invalid operation',
): void {
  const status = code === '404' ? 404 : 400
  session.expect(answer, { status, body: { status: { code, description: 'ERROR', detail } } })
}

/** Demands a virtual account that was rejected for one reason. */
export function demandRejectedAccount(
  session: Session,
  answer: Answer,
  code: string,
  detail: string,
): void {
  const status = { code: '300', description: 'REJECTED', detail }
  const body = { status, errors: [{ code, detail }] }
  session.expect(answer, { status: rejected(session), body })
}

/** Demands payouts that were all rejected, each for one reason; a list, whatever their number. */
export function demandRejectedPayouts(
  session: Session,
  answer: Answer,
  reasons: readonly { status: string; code?: string; text: string | undefined }[],
): void {
  const body = reasons.map(({ status, code = status, text }) => ({
    status: { code: status, description: 'Rejected' },
    errors: [{ code, ...(text === undefined ? {} : { description: text }) }],
  }))
  session.expect(answer, { status: rejected(session), body })
}
