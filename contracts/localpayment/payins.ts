/**
 * Money in: simulated payments to a key, and PSE payins, which are cancelled after their case.
 * Source: https://docs.localpayment.com/reference/simulate-payin-to-virtual-account and
 * /docs/pse-colombia, read 2026-11-20.
 */
import { SAMPLES } from '../../mocks/types/samples/localpayment.ts'
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'
import { keyOf } from './accounts.ts'
import { PERSON } from './parties.ts'
import { isAccepted, readStatus, says } from './reading.ts'

/** Has a payment to a virtual account simulated, whatever the answer. */
export function askForSimulation(
  session: Session,
  account: Loose,
  over: Record<string, unknown> = {},
): Promise<Answer> {
  const { type, name, lastName, document } = account.beneficiary
  const json = {
    ...SAMPLES.simulatePayin,
    externalId: session.unique(),
    accountNumber: session.credentials.accountNumber,
    beneficiary: { bank: { account: { number: keyOf(account) } } },
    payer: { type, name, lastName, document },
    ...over,
  }
  return session.send('POST', '/api/payin/simulate', { json })
}

/** A simulated payment that was credited; the answer of its creation. */
export async function receive(
  session: Session,
  account: Loose,
  over: Record<string, unknown> = {},
): Promise<Loose> {
  const answer = await askForSimulation(session, account, over)
  session.expect(answer, { status: [200, 201] }, 'the account takes payments')
  await awaitStatus(session, answer.body.externalId, '200')
  return answer.body
}

/** Waits until a payin or a payout has a status. */
export function awaitStatus(
  session: Session,
  externalId: string,
  code: string,
  within = 'PT20S',
): Promise<Answer> {
  const options = { within, every: 'PT1S' }
  return session.eventually(`${externalId} has status ${code}`, options, async () => {
    const answer = await readTransactionStatus(session, externalId)
    return readStatus(answer.body).code === code && answer
  })
}

export function readTransactionStatus(session: Session, id: string): Promise<Answer> {
  return session.send('GET', `/api/transactions/${id}/status`)
}

export function readTransaction(session: Session, externalId: string): Promise<Answer> {
  return session.send('GET', `/api/transactions/${externalId}`)
}

export function refund(session: Session, externalId: string): Promise<Answer> {
  return session.send('PATCH', `/api/payin/${externalId}/refund`, { json: { comment: 'Ensayo' } })
}

/** Asks for a PSE payin with all parties that any document wants, by the flow that is taken. */
export async function askForPse(
  session: Session,
  over: Record<string, unknown> = {},
): Promise<Answer> {
  const first = await askForPseBy(session, 'REDIRECT', over)
  const isOtherFlow = !isAccepted(first) && says(first.body, '[paymentMethod.flow]')
  return isOtherFlow ? askForPseBy(session, 'DIRECT', over) : first
}

export async function askForPseBy(
  session: Session,
  flow: string,
  over: Record<string, unknown> = {},
): Promise<Answer> {
  const json = {
    ...SAMPLES.createPayin.pse,
    externalId: session.unique(),
    paymentMethod: { ...SAMPLES.createPayin.pse.paymentMethod, flow },
    accountNumber: session.credentials.accountNumber,
    payer: PERSON,
    bank: { code: 'LP-2S-FLOW' },
    ...over,
  }
  return askForPayin(session, json)
}

/** Asks for a payin in cash, whatever the answer. */
export function askForCash(session: Session, over: Record<string, unknown> = {}): Promise<Answer> {
  return askForPayin(session, {
    ...SAMPLES.createPayin.cash,
    externalId: session.unique(),
    accountNumber: session.credentials.accountNumber,
    payer: PERSON,
    ...over,
  })
}

async function askForPayin(session: Session, json: Loose): Promise<Answer> {
  const answer = await session.send('POST', '/api/payin/', { json })
  if (isAccepted(answer)) {
    session.later(`payin ${json.externalId}`, async () => {
      const cancelled = await cancelPayin(session, json.externalId)
      session.expect(cancelled, { status: [200, 400] }, 'cancelled, or over')
    })
  }
  return answer
}

export function cancelPayin(session: Session, externalId: string): Promise<Answer> {
  const json = { status: 'CANCELLED' }
  return session.send('PATCH', `/api/transactions/${externalId}/status`, { json })
}

/** Pesos on the merchant account. */
export async function readBalance(session: Session): Promise<number> {
  const { accountNumber } = session.credentials
  const answer = await session.send('GET', `/api/accounts/${accountNumber}/balance`)
  session.expect(answer, { status: 200, body: { accountNumber, currency: 'COP' } })
  return answer.body.amount
}
