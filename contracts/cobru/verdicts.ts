/** How a probe of Cobru tells: each variant has a sign, and exactly one sign must show. */
import type { Answer } from '../kit/answer.ts'
import { defineProbe, type Probe, type Undecided, undecided } from '../kit/contract.ts'
import type { Session } from '../kit/session.ts'

export type Sign<T = Answer> = (seen: T) => boolean
export type Signs<T = Answer> = Readonly<Record<string, Sign<T>>>

type Rest = Omit<Probe, 'quirk' | 'tell'>

/** A probe that asks once and looks for the sign of each variant in the answer. */
export function probeAnswer(
  quirk: string,
  ask: (session: Session) => Promise<Answer>,
  signs: Signs,
  rest: Rest = {},
): Probe {
  return defineProbe({
    quirk,
    ...rest,
    tell: async (session) => tellAnswer(await ask(session), signs),
  })
}

/** A probe that looks for the sign of each variant in whatever it finds out. */
export function probeFact<T>(
  quirk: string,
  find: (session: Session) => Promise<T>,
  signs: Signs<T>,
  rest: Rest = {},
): Probe {
  const tell = async (session: Session) => {
    const fact = await find(session)
    return tellBySign(fact, signs, toFound(fact, session))
  }
  return defineProbe({ quirk, ...rest, tell })
}

/** The variant whose sign the answer shows. */
export function tellAnswer(answer: Answer, signs: Signs): string | Undecided {
  const { request } = answer.exchange
  return tellBySign(answer, signs, toAnswerText(request, answer.status, answer.text))
}

function tellBySign<T>(seen: T, signs: Signs<T>, what: string): string | Undecided {
  const shown = Object.keys(signs).filter((name) => signs[name]!(seen))
  return shown.length === 1 ? shown[0]! : undecided(what)
}

/** What was found; where that is nothing, the last answer, which may say why. */
function toFound(fact: unknown, { trail }: Session): string {
  const last = trail.exchanges.at(-1)
  if (fact != null || last === undefined) {
    return `found ${(JSON.stringify(fact) ?? 'nothing').slice(0, 200)}`
  }
  const { request, response } = last
  return `found nothing; ${toAnswerText(request, response.status, response.body)}`
}

function toAnswerText(
  request: Answer['exchange']['request'],
  status: number,
  body: string,
): string {
  return `${request.method} ${request.path} answered ${status} ${body.slice(0, 200)}`.trimEnd()
}

/** The answer has one of these statuses. */
export const hasStatus =
  (...statuses: number[]): Sign =>
  ({ status }) =>
    statuses.includes(status)

/** The answer is a 400 that lists what is wrong with one of these fields. */
export const complainsOf =
  (...fields: string[]): Sign =>
  ({ status, body }) =>
    status === 400 && fields.some((field) => Array.isArray(body?.[field]))

/** The request was read in full: it was carried out, or refused only for want of balance. */
export const wasRead: Sign = ({ status, body }) =>
  status < 300 || body?.error === 'not enough balance'
