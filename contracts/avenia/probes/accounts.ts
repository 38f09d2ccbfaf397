/** Which variants of accounts, sub-accounts and logins a target shows. */
import type { Loose } from '../../kit/answer.ts'
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import { SUB_NAME, SUBS, useSubAccount } from '../sub-accounts.ts'
import { describe } from '../verdicts.ts'

const ACCOUNT = '/v2/account/account-info'

export const accountProbes: readonly Probe[] = defineProbes({
  'avenia.account.wallets': async (session) => {
    const answer = await session.send('GET', ACCOUNT)
    const chains = answer.body?.wallets?.map(({ chain }: Loose) => chain).join()
    if (chains === 'EVM') return 'evm'
    return chains === 'TRON,EVM' ? 'tron-and-evm' : undecided(describe('an account', answer))
  },
  'avenia.account.pix-key': async (session) => {
    const answer = await session.send('GET', ACCOUNT)
    if (typeof answer.body?.brCode !== 'string') return undecided(describe('an account', answer))
    return answer.body.pixKey ? 'present' : 'absent'
  },
  'avenia.sub-accounts.account-info': async (session) => {
    await useSubAccount(session)
    const answer = await session.send('GET', SUBS, { query: { name: SUB_NAME } })
    const info = answer.body?.subAccount?.[0]?.accountInfo
    if (info?.accountType === undefined) return undecided(describe('a list', answer))
    return 'identityStatus' in info ? 'whole' : 'short'
  },
  'avenia.accesses.permissions-key': {
    needs: ['human'],
    tell: async (session) => {
      const instruction = 'Look up the id of your login at Avenia and type it.'
      const said = (await session.act('avenia.access.id', {}, instruction)) as Loose
      const answer = await session.send('GET', `/v2/auth/accesses/${said?.id ?? said}`)
      const access = answer.body?.access ?? {}
      if (access.permissions !== undefined) return 'permissions'
      if (access.accessPermission !== undefined) return 'access-permission'
      return undecided(describe('a login', answer))
    },
  },
})
