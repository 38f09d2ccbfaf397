/** Which variants of opening the COP rail a target shows. */
import { defineProbe, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { isDone, messageOf } from '../expectations.ts'
import { useSubAccount } from '../sub-accounts.ts'
import { describe, tellByStatus } from '../verdicts.ts'

export const kycProbes: readonly Probe[] = [
  defineProbe({
    quirk: 'avenia.kyc.cop-status',
    tell: async (session) =>
      tellByStatus('opening COP', await open(session), { 200: '200', 201: '201' }),
  }),
  defineProbe({
    // Nobody has to identify a company for it: one that may go on is held up like a person.
    quirk: 'avenia.kyc.cop-company',
    tell: async (session) => {
      const company = await open(session, await useSubAccount(session, 'COMPANY'))
      if (company.status === 501) return 'not-implemented'
      if (isDone(company)) return 'kyb-accepted'
      const person = await open(session, await useSubAccount(session))
      const isAlike =
        person.status === 400 && company.status === 400 && /level-1/.test(messageOf(company))
      return isAlike ? 'kyb-accepted' : undecided(describe('a company that opens COP', company))
    },
  }),
]

function open(session: Session, subAccountId?: string) {
  const query = subAccountId === undefined ? {} : { subAccountId }
  return session.send('POST', '/v2/kyc/cop/api', { query, json: {} })
}
