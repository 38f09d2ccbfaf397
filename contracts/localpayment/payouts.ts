/**
 * Payouts to Bre-B keys, of one peso unless a case needs more; what can still be cancelled is.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia, read 2026-11-20.
 */
import { SAMPLES } from '../../mocks/types/samples/localpayment.ts'
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'
import { PERSON } from './parties.ts'
import { awaitStatus, readBalance, readTransactionStatus } from './payins.ts'
import { firstOf, isAccepted, readStatus } from './reading.ts'

/** Longer than any documented variant: three steps of six seconds. */
const SOON = 'PT25S'

const SAMPLE = SAMPLES.createPayouts[0]!

export const METHOD = SAMPLE.paymentMethod

/** A complete payout; `undefined` leaves a field out. */
export function toPayout(session: Session, over: Record<string, unknown> = {}): Loose {
  const { accountNumber } = session.credentials
  const beneficiary = toBeneficiary({ alias: '@anaEnsayo0001' })
  const own = { externalId: session.unique(), amount: 1, beneficiary, accountNumber }
  return { ...SAMPLE, ...own, ...over }
}

/** The recipient, with an account of choice. */
export function toBeneficiary(account: Record<string, unknown>) {
  return { ...SAMPLE.beneficiary, ...PERSON, bank: { account } }
}

/** Sends a body as it is, whatever the answer. */
export async function askForPayouts(session: Session, json: Loose): Promise<Answer> {
  const answer = await session.send('POST', '/api/payout/', { json })
  for (const each of [answer.body].flat()) {
    if (isAccepted({ ...answer, status: 200, body: each })) cancelLater(session, each.externalId)
  }
  return answer
}

/** Asks for one payout, whatever the answer. */
export function askForPayout(
  session: Session,
  over: Record<string, unknown> = {},
): Promise<Answer> {
  return askForPayouts(session, [toPayout(session, over)])
}

/** A payout that goes ahead: where it waits for it, it is authorized. */
export async function startPayout(
  session: Session,
  over: Record<string, unknown> = {},
): Promise<Loose> {
  const answer = await askForPayout(session, over)
  session.expect(answer, { status: [200, 201] }, 'a complete payout')
  const payout = firstOf(answer.body)
  await release(session, payout)
  return payout
}

/** Authorizes a payout that waits for it. */
export async function release(session: Session, payout: Loose): Promise<void> {
  if (readStatus(payout).code !== '104') return
  session.expect(await authorizePayout(session, payout.externalId), { status: 200 })
}

export function authorizePayout(session: Session, externalId: string): Promise<Answer> {
  return session.send('POST', '/api/payout/authorize', { json: { externalId } })
}

export function cancelPayout(session: Session, externalId: string): Promise<Answer> {
  return session.send('PATCH', '/api/payout/cancel', { json: { externalId } })
}

/** Whether a cancellation was taken, in either form of its answer. */
export function isCancelled({ status, body }: Answer): boolean {
  return status === 200 && (body?.code === '200' || readStatus(body).code === '900')
}

export function awaitCompleted(session: Session, externalId: string): Promise<Answer> {
  return awaitStatus(session, externalId, '200', SOON)
}

/** Statuses that a payout passes from now on, each once, until the last of them is one of `ends`. */
export async function watchPayout(
  session: Session,
  externalId: string,
  ends: readonly string[],
  within = SOON,
): Promise<string[]> {
  const seen: string[] = []
  await session.eventually(
    `it has status ${ends.join(' or ')}`,
    { within, every: 'PT1S' },
    async () => {
      const { code } = readStatus((await readTransactionStatus(session, externalId)).body)
      if (seen.at(-1) !== code) seen.push(code)
      return ends.includes(code)
    },
  )
  return seen
}

/** Has all but some pesos taken from the balance until the case is over. */
export async function leave(session: Session, pesos: number): Promise<void> {
  const surplus = (await readBalance(session)) - pesos
  const move = (amount: number) => {
    const verb = amount < 0 ? 'Withdraw' : 'Add'
    const instruction = `${verb} COP ${Math.abs(amount)} by Localpayment's dashboard or support.`
    return session.act('localpayment.account.fund', { amount }, instruction)
  }
  if (surplus <= 0) return
  await move(-surplus)
  session.later('the balance', () => move(surplus))
}

/** A payout that is on its way cannot be stopped; then it ends by itself. */
function cancelLater(session: Session, externalId: string): void {
  session.later(`payout ${externalId}`, async () => {
    const cancelled = await cancelPayout(session, externalId)
    session.expect(cancelled, { status: [200, 400] }, 'cancelled, or too late')
  })
}
