/** Which variants of attempts, of owners and of opening the COP rail a target shows. */
import type { Loose } from '../../kit/answer.ts'
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { isDone, messageOf } from '../expectations.ts'
import { LEVEL_ONE, toPerson } from '../level-one.ts'
import { useSubAccount } from '../sub-accounts.ts'
import { describe, isRefused, tellByStatus } from '../verdicts.ts'

export const kycProbes: readonly Probe[] = defineProbes({
  'avenia.kyc.pending-fields': async (session) => {
    const attempt = await readPending(session)
    if (attempt === undefined) return undecided('no attempt is seen while it runs')
    const { result, resultMessage, submissionData } = attempt
    if (result === '' && resultMessage === '' && submissionData === null) return 'empty'
    if (result === null && resultMessage === null && submissionData === undefined) return 'null'
    const names = ['result', 'resultMessage', 'submissionData', 'retryable']
    if (names.every((name) => !(name in attempt))) return 'absent'
    return undecided(`an attempt that runs has the keys ${Object.keys(attempt).join()}`)
  },
  'avenia.kyc.level-one-status': {
    needs: ['control'],
    waits: 'PT25S',
    tell: async (session) => {
      const query = { subAccountId: await useSubAccount(session) }
      const json = await toPerson(session, query)
      const answer = await session.send('POST', LEVEL_ONE, { query, json })
      return tellByStatus('asking for level 1', answer, { 200: '200', 201: '201' })
    },
  },
  'avenia.kyc.import-flag': async (session) => {
    const json = { importToken: '' }
    const answer = await session.send('POST', '/v2/kyc/import-token/', { json })
    if (answer.status === 401 && answer.text === '') return 'unset'
    if (isRefused(answer, /importToken/)) return 'set'
    return undecided(describe('an import without a token', answer))
  },
  'avenia.ubos.percentage': async (session) => {
    const query = { subAccountId: await useSubAccount(session, 'COMPANY') }
    const json = { percentageOfOwnership: 25 }
    const answer = await session.send('POST', '/v2/account/ubos', { query, json })
    if (isRefused(answer, /could not parse/)) return 'text'
    if (isRefused(answer, /is invalid/)) return 'number-or-text'
    return undecided(describe('an owner with a number', answer))
  },
  'avenia.kyc.cop-status': async (session) =>
    tellByStatus('opening COP', await open(session), { 200: '200', 201: '201' }),
  'avenia.kyc.cop-company': async (session) => {
    const company = await open(session, await useSubAccount(session, 'COMPANY'))
    if (company.status === 501) return 'not-implemented'
    if (isDone(company)) return 'kyb-accepted'
    const person = await open(session, await useSubAccount(session))
    const isAlike =
      person.status === 400 && company.status === 400 && /level-1/.test(messageOf(company))
    return isAlike ? 'kyb-accepted' : undecided(describe('a company that opens COP', company))
  },
})

/** An attempt on the hosted page, which nobody opens; one that an earlier run left does as well. */
async function readPending(session: Session): Promise<Loose> {
  const query = { subAccountId: await useSubAccount(session, 'INDIVIDUAL', 'pending') }
  await session.send('POST', '/v2/kyc/new-level-1/web-sdk', { query, json: {} })
  const listed = await session.send('GET', '/v2/kyc/attempts', { query })
  return listed.body?.attempts?.find((each: Loose) => each.status === 'PENDING')
}

function open(session: Session, subAccountId?: string) {
  const query = subAccountId === undefined ? {} : { subAccountId }
  return session.send('POST', '/v2/kyc/cop/api', { query, json: {} })
}
