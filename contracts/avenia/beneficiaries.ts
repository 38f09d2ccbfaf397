/**
 * Beneficiaries that cases register, each under an alias of its own; all are deleted in the end.
 * Source: https://www.integration-guide.avenia.io/docs/Beneficiaries-Bank-Accounts/beneficiariesBankAccountsGuideCop, read 2026-11-20.
 */
import { SAMPLES } from '../../mocks/types/samples/avenia.ts'
import type { Answer, Loose } from '../kit/answer.ts'
import type { SendOptions } from '../kit/request.ts'
import type { Session } from '../kit/session.ts'
import { isDone } from './expectations.ts'

const BENEFICIARIES = '/v2/account/beneficiaries/'
export const COP = `${BENEFICIARIES}bank-accounts/cop/`
export const BRL = `${BENEFICIARIES}bank-accounts/brl/`
export const WALLETS = `${BENEFICIARIES}wallets/`

/** The key of every printed example. */
export const KNOWN_KEY = SAMPLES.createCopBeneficiary.breB.breBKey

type Data = Record<string, unknown>

/** A registration by Bre-B key alone; `undefined` leaves a field out. */
export function toKey(session: Session, over: Data = {}): Data {
  return { ...SAMPLES.createCopBeneficiary.breB, alias: session.unique(), ...over }
}

/** A registration with every bank field. */
export function toBank(session: Session, over: Data = {}): Data {
  return { ...SAMPLES.createCopBeneficiary.bank, alias: session.unique(), ...over }
}

export function toAddress(over: Data = {}): Data {
  return { ...SAMPLES.createCopBeneficiary.bank.beneficiaryAddress, ...over }
}

/** Asks for a beneficiary, whatever the answer; one that is made is deleted after the case. */
export async function askFor(
  session: Session,
  json: Data,
  { path = COP, query = {} }: { path?: string; query?: SendOptions['query'] } = {},
): Promise<Answer> {
  const answer = await session.send('POST', path, { json, query })
  const id = answer.body?.id
  if (isDone(answer) && id) {
    session.later(`beneficiary ${id}`, async () => {
      const deleted = await session.send('DELETE', `${path}${id}`, { query })
      session.expect(deleted, { status: [200, 404] }, 'a beneficiary can be deleted')
    })
  }
  return answer
}

/** Registers a beneficiary and demands its id. */
export async function register(
  session: Session,
  json: Data,
  options?: Parameters<typeof askFor>[2],
): Promise<string> {
  const answer = await askFor(session, json, options)
  session.expect(answer, { status: [200, 201] }, 'a complete registration')
  return String(answer.body.id)
}

/** COP beneficiaries that a filter finds. */
export async function list(session: Session, query: SendOptions['query'] = {}): Promise<Loose[]> {
  const answer = await session.send('GET', COP, { query })
  return session.expect(answer, { status: 200 }).body.bankAccounts
}
