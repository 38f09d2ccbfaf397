/** How probes of Avenia tell: by the status of an answer, by the text of a refusal. */
import type { Answer } from '../kit/answer.ts'
import { type Undecided, undecided } from '../kit/contract.ts'
import { UnmetExpectation } from '../kit/expectation.ts'
import type { Session } from '../kit/session.ts'
import type { CallbackMessage } from '../kit/targets/target.ts'
import { isDone, messageOf } from './expectations.ts'

/** The variant that goes with the status of an answer. */
export function tellByStatus(
  what: string,
  answer: Answer,
  variants: Readonly<Record<number, string>>,
): string | Undecided {
  return variants[answer.status] ?? undecided(describe(what, answer))
}

/** One variant takes a request, the other refuses it with 400 and a text that matches. */
export function tellByRefusal(
  what: string,
  answer: Answer,
  { taken, refused, message }: { taken: string; refused: string; message: RegExp },
): string | Undecided {
  if (isDone(answer)) return taken
  if (isRefused(answer, message)) return refused
  return undecided(describe(what, answer))
}

/** Whether it is a 400 whose text matches. */
export function isRefused(answer: Answer, message: RegExp): boolean {
  return answer.status === 400 && message.test(messageOf(answer))
}

/** For whoever reads why nothing was decided. */
export function describe(what: string, { status, text }: Answer): string {
  return `${what} is answered ${status}: ${text.slice(0, 200)}`
}

/** Messages that match, once there are so many or the time is over. */
export async function waitForMessages(
  session: Session,
  matches: (message: CallbackMessage) => boolean,
  { count = 1, within = 'PT15S' }: { count?: number; within?: string } = {},
): Promise<CallbackMessage[]> {
  const list = async () => (await session.messages()).filter(matches)
  try {
    const enough = async () => (await list()).length >= count
    await session.eventually(`${count} messages`, { within, every: 'PT1S' }, enough)
  } catch (error) {
    // Those that came decide.
    if (!(error instanceof UnmetExpectation)) throw error
  }
  return list()
}
