/** How probes of Avenia tell: by the status of an answer, by the text of a refusal. */
import type { Answer } from '../kit/answer.ts'
import { type Undecided, undecided } from '../kit/contract.ts'
import type { Session } from '../kit/session.ts'
import type { CallbackMessage } from '../kit/targets/target.ts'
import { describeAnswer, waitForMessages as gather, tellByStatus } from '../kit/verdicts.ts'
import { isDone, messageOf } from './expectations.ts'

export { describeAnswer as describe, tellByStatus }

/** One variant takes a request, the other refuses it with 400 and a text that matches. */
export function tellByRefusal(
  what: string,
  answer: Answer,
  { taken, refused, message }: { taken: string; refused: string; message: RegExp },
): string | Undecided {
  if (isDone(answer)) return taken
  if (isRefused(answer, message)) return refused
  return undecided(describeAnswer(what, answer))
}

/** Whether it is a 400 whose text matches. */
export function isRefused(answer: Answer, message: RegExp): boolean {
  return answer.status === 400 && message.test(messageOf(answer))
}

/** Messages that match, once there are so many or the time is over. */
export async function waitForMessages(
  session: Session,
  matches: (message: CallbackMessage) => boolean,
  { count = 1, within = 'PT15S' }: { count?: number; within?: string } = {},
): Promise<CallbackMessage[]> {
  const list = async () => (await session.messages()).filter(matches)
  return gather(session, list, { count, within })
}
