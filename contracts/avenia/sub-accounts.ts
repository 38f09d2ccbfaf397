/**
 * Sub-accounts that cases share: none can be deleted, so each run takes those of earlier ones.
 * Source: https://integration-guide.avenia.io/docs/Avenia%20Subaccounts/subAccountManagement, read 2026-11-20.
 */
import type { Session } from '../kit/session.ts'

export const SUBS = '/v2/account/sub-accounts'

/** Part of the name of all of them. */
export const SUB_NAME = 'Ensayo contracts'

/** The sub-account of a kind and a purpose; made when there is none yet. */
export async function useSubAccount(
  session: Session,
  accountType: 'INDIVIDUAL' | 'COMPANY' = 'INDIVIDUAL',
  purpose = 'scope',
): Promise<string> {
  const name = `${SUB_NAME} ${purpose} ${accountType}`
  const listed = await session.send('GET', SUBS, { query: { name, accountType } })
  const [found] = session.expect(listed, { status: 200 }).body.subAccount
  if (found !== undefined) return String(found.subAccountId)
  const made = await session.send('POST', SUBS, { json: { accountType, name } })
  return String(session.expect(made, { status: [200, 201] }).body.id)
}
