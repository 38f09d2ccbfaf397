/** Counterparties that cases work with. Each has data of its own, as Cobre answers known data with the old record. */
import { SAMPLES } from '../../mocks/types/samples/cobre.ts'
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

type Data = Record<string, unknown>

/** Digits that no other run used. */
export function toDigits(session: Session, length = 10): string {
  const number = BigInt(`0x${session.uuid().replaceAll('-', '').slice(0, 20)}`)
  return `1${String(number).slice(-(length - 1))}`
}

/** A Colombian bank account; 1007 is the one institution usable in QA. */
export function toBankAccount(session: Session, over: Data = {}): Data {
  const own = { account_number: toDigits(session), counterparty_id_number: toDigits(session) }
  return withMetadata(SAMPLES.createCounterparty.bank, { ...own, ...over })
}

function withMetadata<T extends { metadata: object }>(sample: T, over: Data): T {
  return { ...sample, metadata: { ...sample.metadata, ...over } }
}

/** A Nequi account, the only kind that can be debited. */
export function toNequiAccount(session: Session): Data {
  return { ...toBankAccount(session, { beneficiary_institution: '1507' }), type: 'dp' }
}

/** Somebody who pays by request to pay. */
export function toPayer(session: Session, over: Data = {}): Data {
  const own = { counterparty_id_number: toDigits(session) }
  return withMetadata(SAMPLES.createCounterparty.payer, { ...own, ...over })
}

/** A Mexican account. */
export function toClabe(session: Session): Data {
  return withMetadata(SAMPLES.createCounterparty.clabe, { account_number: toDigits(session, 18) })
}

/** The holder of a Bre-B key. */
export function toBrebKey(session: Session): Data {
  return { geo: 'col', type: 'breb_key', metadata: { key_value: `@${session.unique()}` } }
}

/** The holder of a wallet, verified before the first payout. */
export function toWallet(session: Session): Data {
  return {
    geo: 'global',
    type: 'global_deposit_np',
    metadata: {
      counterparty_chain: 'polygon',
      counterparty_wallet_address: `0x${toDigits(session, 40)}`,
    },
  }
}

/** Asks for a counterparty, whatever the answer; one that is made is deleted after the case. */
export async function askForCounterparty(session: Session, json: Data): Promise<Answer> {
  const answer = await session.send('POST', '/v1/counterparties', { json })
  const id = answer.body?.id
  if (answer.status === 201 && id) {
    session.later(`counterparty ${id}`, async () => {
      const deleted = await session.send('DELETE', `/v1/counterparties/${id}`)
      session.expect(deleted, { status: [200, 204, 404] }, 'a counterparty can be deleted')
    })
  }
  return answer
}

/** Creates a counterparty and demands a 201. */
export async function createCounterparty(session: Session, data: Data): Promise<Loose> {
  const answer = await askForCounterparty(session, data)
  return session.expect(answer, { status: 201 }, 'a complete creation').body
}
