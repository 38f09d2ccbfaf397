/** Money out: cash and bank withdrawals, created and cancelled after the case. */
import { SAMPLES } from '../../mocks/types/samples/cobru.ts'
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

export const CASH = SAMPLES.createCashWithdrawal
/** The least that a bank is sent. */
export const LEAST = 10_000
const BANK = { ...SAMPLES.createThirdPartyWithdrawal, amount: LEAST }

/** Asks for a cash withdrawal; what is created is cancelled after the case. */
export async function askForCash(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Answer> {
  const answer = await session.send('POST', '/cashwithdraw/', { json: { ...CASH, ...overrides } })
  const ref = answer.body?.ref
  if (answer.status === 200 && ref !== undefined) {
    session.later(`cash withdrawal ${ref}`, () => demandEnd(cancelCash(session, ref)))
  }
  return answer
}

/** Creates one. Throws `UnmetExpectation` unless it is there; `ref` is its id. */
export async function openCash(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Loose> {
  const answer = await askForCash(session, overrides)
  return session.expect(answer, { status: 200, body: { status: 'ok' } }, 'a cash withdrawal').body
}

export function cancelCash(session: Session, ref: number): Promise<Answer> {
  return session.send('POST', '/cancelcashwithdraw/', { json: { id: ref } })
}

/** Asks for a bank withdrawal in Colombia; what is created is cancelled after the case. */
export function askForBank(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Answer> {
  return askForWithdrawal(session, '/thirdpartywithdraw/', { ...BANK, ...overrides })
}

/** Asks for a bank withdrawal on any path. */
export async function askForWithdrawal(
  session: Session,
  path: string,
  json: Record<string, unknown>,
): Promise<Answer> {
  const answer = await session.send('POST', path, { json })
  const pk = answer.body?.pk
  if (answer.status < 300 && pk !== undefined) {
    session.later(`bank withdrawal ${pk}`, () => demandEnd(cancelBank(session, pk)))
  }
  return answer
}

/** Creates one. Throws `UnmetExpectation` unless it is there; `pk` is its id. */
export async function openBank(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Loose> {
  const answer = await askForBank(session, overrides)
  return session.expect(answer, { status: [200, 201] }, 'a bank withdrawal').body
}

export function cancelBank(session: Session, pk: number): Promise<Answer> {
  return session.send('POST', '/cancel_withdraw/', { json: { id: String(pk) } })
}

/** 400: it has ended or is on its way, hence nothing to do. */
async function demandEnd(cancelling: Promise<Answer>): Promise<void> {
  const { status } = await cancelling
  if (status !== 200 && status !== 400) throw new Error(`cancelling it answered ${status}`)
}
