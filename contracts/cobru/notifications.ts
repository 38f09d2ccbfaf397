/** Notifications of payments: how to bring one about without a person, and how to wait for them. */
import type { Loose } from '../kit/answer.ts'
import type { MessageFilter, Session } from '../kit/session.ts'
import type { CallbackMessage } from '../kit/targets/target.ts'
import { waitForMessages } from '../kit/verdicts.ts'
import { makePayment } from './payment.ts'
import { APPROVED, chargeCard } from './test-card.ts'

/** Longer than any delay that a document names or a variant has. */
const PATIENCE = 'PT45S'

/** A notification of one payment. */
export function ofPayment(url: string): Pick<MessageFilter, 'notification' | 'matches'> {
  // The body is JSON or a form; both have `url`.
  const matches = ({ body }: CallbackMessage) => (body as Loose)?.url === url
  return { notification: 'paymentUpdated', matches }
}

/** Creates a payment and has it paid by the test card: the change of state that every source tells. */
export async function payOne(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<string> {
  const { url } = await makePayment(session, { callback: session.callbackUrl, ...overrides })
  const { answer, state } = await chargeCard(session, url, APPROVED)
  session.expect(answer, { status: 200 }, 'the approved test card pays')
  if (state !== 3) throw new Error(`a payment paid by the approved test card is in state ${state}`)
  return url
}

/** The notification of a payment that the test card has paid. */
export async function payAndCatch(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<CallbackMessage> {
  const url = await payOne(session, overrides)
  return session.nextMessage(ofPayment(url))
}

/** Notifications of a payment that came so far, oldest first. */
export async function listOf(session: Session, url: string): Promise<CallbackMessage[]> {
  const { matches } = ofPayment(url)
  return (await session.messages()).filter((message) => matches?.(message))
}

/** The first notification of a payment; undefined when none comes for three quarters of a minute. */
export async function waitFor(session: Session, url: string): Promise<CallbackMessage | undefined> {
  const [message] = await waitForAll(session, () => listOf(session, url), 1)
  return message
}

/** Looks again and again until that many are there or the patience is over; returns what there is. */
export function waitForAll(
  session: Session,
  list: () => Promise<CallbackMessage[]>,
  count: number,
): Promise<CallbackMessage[]> {
  return waitForMessages(session, list, { count, within: PATIENCE, every: 'PT5S' })
}

/** What it says; empty for a message that never came. */
export function toBody(message: CallbackMessage | undefined): Loose {
  return message?.body ?? {}
}
