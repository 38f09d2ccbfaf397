/** How probes of Localpayment tell: by a status, by what an answer says, by time, by what is told. */

import type { Answer } from '../kit/answer.ts'
import { type Undecided, undecided } from '../kit/contract.ts'
import type { Session } from '../kit/session.ts'
import type { CallbackMessage } from '../kit/targets/target.ts'
import { describeAnswer, waitForMessages } from '../kit/verdicts.ts'
import { openAccount } from './accounts.ts'
import { isAbout, listen } from './notifications.ts'
import { receive } from './payins.ts'
import { isAccepted, says } from './reading.ts'

/** What an answer was, for a probe that cannot decide. */
export function unknown(what: string, answer: Answer): Undecided {
  return undecided(describeAnswer(what, answer))
}

/** The variant that goes with a value. */
export function tellBy(
  what: string,
  answer: Answer,
  value: unknown,
  variants: Readonly<Record<string, string>>,
): string | Undecided {
  return variants[String(value)] ?? unknown(what, answer)
}

/** Whether a creation was accepted, or rejected with a text that names the reason. */
export function tellAccepted(
  what: string,
  answer: Answer,
  { accepted, rejected, by }: { accepted: string; rejected: string; by: string },
): string | Undecided {
  if (isAccepted(answer)) return accepted
  return says(answer.body, by) ? rejected : unknown(what, answer)
}

/** Notifications about a record, once there are so many or the time is over. */
export async function catchAbout(
  session: Session,
  externalId: string,
  { count = 1, within = 'PT30S' }: { count?: number; within?: string } = {},
): Promise<CallbackMessage[]> {
  const list = async () => (await session.messages()).filter(isAbout(externalId))
  return waitForMessages(session, list, { count, within })
}

/** Simulates a payment and catches its first notification. */
export async function receiveAndCatch(
  session: Session,
): Promise<{ externalId: string; message: CallbackMessage | undefined }> {
  await listen(session, 'PayIn')
  const { externalId } = await receive(session, await openAccount(session))
  const [message] = await catchAbout(session, externalId)
  return { externalId, message }
}
