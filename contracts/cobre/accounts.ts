/**
 * Accounts that cases work on. Colombian balances cannot be closed, so one of each name is made once
 * and found again by its alias; Mexican ones are closed after their case.
 */
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

/** `empty` never gets money: what leaves it fails, and moves nothing. `spare` serves to be closed. */
export type BalanceName = 'main' | 'second' | 'empty' | 'spare'

/** The balance of a name, opened when there is none yet. Its amount may be anything but for `empty`. */
export async function useBalance(
  session: Session,
  name: BalanceName,
  provider_id = 'pr_col_cobre',
): Promise<Loose> {
  const alias = `Ensayo contracts ${name}`
  const known = await session.send('GET', '/v1/accounts', { query: { alias, provider_id } })
  const found = (known.body?.contents ?? []).find(
    (account: Loose) => account.alias === alias && account.provider_id === provider_id,
  )
  if (found) return found
  const made = await askForAccount(session, { provider_id, alias })
  return session.expect(made, { status: 201, body: { alias } }, 'a complete creation').body
}

/** Asks for an account, whatever the answer. */
export function askForAccount(
  session: Session,
  over: Record<string, unknown> = {},
): Promise<Answer> {
  const json = { provider_id: 'pr_col_cobre', action: 'create', alias: session.unique(), ...over }
  return session.send('POST', '/v1/accounts', { json })
}

/** Opens a Mexican balance that is emptied and closed after the case. */
export async function openMexican(
  session: Session,
  over: Record<string, unknown> = {},
): Promise<Loose> {
  const answer = await askForMexican(session, over)
  return session.expect(answer, { status: 201 }, 'a complete creation').body
}

/** The same, whatever the answer: some targets have no Mexico. */
export async function askForMexican(
  session: Session,
  over: Record<string, unknown> = {},
): Promise<Answer> {
  const answer = await askForAccount(session, { provider_id: 'pr_mex_cobre3', ...over })
  if (answer.status === 201) closeLater(session, answer.body.id)
  return answer
}

/** Closes a Mexican balance after the case, unless the case did. */
function closeLater(session: Session, id: string): void {
  session.later(`account ${id}`, async () => {
    const known = await session.send('GET', `/v1/accounts/${id}`)
    if (known.status === 404) return
    await drain(session, id)
    const closed = await session.send('DELETE', `/v1/accounts/${id}`)
    session.expect(closed, { status: 204 }, 'an empty Mexican balance closes')
  })
}

/** Puts test money on a balance, in minor units, and takes what is left of it after the case. */
export async function fund(session: Session, id: string, amount: number): Promise<void> {
  drainLater(session, id)
  const answer = await adjust(session, { account_id: id, amount })
  session.expect(answer, { status: 200 }, 'an adjustment credits a balance')
}

/** Leaves nothing on a balance after the case. */
export function drainLater(session: Session, id: string): void {
  session.later(`money on ${id}`, () => drain(session, id))
}

async function drain(session: Session, id: string): Promise<void> {
  const amount = await readBalance(session, id)
  if (amount === 0) return
  const answer = await adjust(session, { account_id: id, amount, transaction_code: '0350' })
  session.expect(answer, { status: 200 }, 'an adjustment debits a balance')
}

/** An adjustment of the QA host; a credit unless `over` says otherwise. */
export function adjust(session: Session, over: Record<string, unknown>): Promise<Answer> {
  const json = { amount: 100, transaction_code: '0301', description: 'Ensayo contracts', ...over }
  return session.send('POST', '/v1/account_test_transactions', { json })
}

/** Minor units. */
export async function readBalance(session: Session, id: string): Promise<number> {
  const answer = await session.send('GET', `/v1/accounts/${id}`)
  session.expect(answer, { status: 200, body: { id } })
  return answer.body.obtained_balance
}

/** All transactions of an account with whole values, whatever their order. */
export async function listTransactions(session: Session, id: string): Promise<Loose[]> {
  const path = `/v1/accounts/${id}/transactions`
  const found: Loose[] = []
  const first = session.variantOf('cobre.paging.first-page') === 'one' ? 1 : 0
  for (let page = 0; ; page++) {
    const number = page === 0 ? {} : { page_number: first + page }
    const query = { page_size: 100, sensitive_data: 'true', ...number }
    const { body } = session.expect(await session.send('GET', path, { query }), { status: 200 })
    found.push(...body.contents)
    if (body.is_last_page) return found
  }
}

/** Transactions that were not there before. */
export async function listNewTransactions(
  session: Session,
  id: string,
  before: readonly Loose[],
): Promise<Loose[]> {
  const known = new Set(before.map((transaction) => transaction.id))
  return (await listTransactions(session, id)).filter((each) => !known.has(each.id))
}
