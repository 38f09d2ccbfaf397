/** Counterparties that cases work with. Each has data of its own, as Cobre answers known data with the old record. */
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
  return {
    geo: 'col',
    type: 'cc',
    alias: 'Proveedor de Ensayo',
    metadata: {
      account_number: toDigits(session),
      beneficiary_institution: '1007',
      counterparty_fullname: 'Ana Prueba',
      counterparty_id_type: 'cc',
      counterparty_id_number: toDigits(session),
      ...over,
    },
  }
}

/** A Nequi account, the only kind that can be debited. */
export function toNequiAccount(session: Session): Data {
  return { ...toBankAccount(session, { beneficiary_institution: '1507' }), type: 'dp' }
}

/** Somebody who pays by request to pay. */
export function toPayer(session: Session, over: Data = {}): Data {
  return {
    geo: 'col',
    type: 'r2p',
    metadata: {
      counterparty_fullname: 'Luis Prueba',
      counterparty_id_type: 'cc',
      counterparty_id_number: toDigits(session),
      counterparty_email: 'luis@example.com',
      ...over,
    },
  }
}

/** A Mexican account. */
export function toClabe(session: Session): Data {
  return {
    geo: 'mex',
    type: 'clabe',
    metadata: {
      account_number: toDigits(session, 18),
      counterparty_fullname: 'Eva Prueba',
      counterparty_id_type: 'rfc',
      counterparty_id_number: 'ND',
    },
  }
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
