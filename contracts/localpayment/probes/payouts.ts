/** Which variants of payouts a target shows when they are sent. */
import { defineProbe, defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import { orNothing } from '../../kit/verdicts.ts'
import { readBalance, readTransactionStatus } from '../payins.ts'
import {
  askForPayout,
  askForPayouts,
  leave,
  METHOD,
  release,
  toBeneficiary,
  toPayout,
} from '../payouts.ts'
import { firstOf, isAccepted, readStatus } from '../reading.ts'
import { tellAccepted, tellBy, unknown } from '../verdicts.ts'

const WRONG_METHOD = { ...METHOD, code: '9999' }

/** Quirks that decide whether one payout is taken, each with what it sends and what a refusal names. */
const TAKEN = [
  {
    quirk: 'localpayment.payout.flow-case',
    over: { paymentMethod: { ...METHOD, flow: 'direct' } },
    tells: { accepted: 'any-case', rejected: 'exact', by: '[paymentMethod.' },
  },
  {
    quirk: 'localpayment.payout.account-number-forbidden',
    over: { beneficiary: toBeneficiary({ alias: '@anaEnsayo0001', type: 'S', number: '1' }) },
    tells: { accepted: 'ignored', rejected: 'rejected', by: 'account.number]' },
  },
  {
    quirk: 'localpayment.payout.parties',
    over: { sender: undefined, merchant: undefined },
    tells: { accepted: 'optional', rejected: 'required', by: '[sender]' },
  },
  {
    quirk: 'localpayment.payout.party-members',
    over: { sender: { name: 'TechColombia SAS' }, merchant: { name: 'TechColombia SAS' } },
    tells: { accepted: 'anything', rejected: 'as-printed', by: '[sender.' },
  },
  {
    quirk: 'localpayment.payout.alias-format',
    over: { beneficiary: toBeneficiary({ alias: '!?' }) },
    tells: { accepted: 'any', rejected: 'network-rules', by: 'account.alias]' },
  },
]

export const payoutProbes: readonly Probe[] = [
  ...TAKEN.map(({ quirk, over, tells }) =>
    defineProbe({
      quirk,
      needs: ['money'],
      tell: async (session) =>
        tellAccepted('such a payout', await askForPayout(session, over), tells),
    }),
  ),
  ...defineProbes({
    'localpayment.payout.bare-object': {
      needs: ['money'],
      tell: async (session) =>
        tellAccepted('a payout in no list', await askForPayouts(session, toPayout(session)), {
          accepted: 'accepted',
          rejected: 'rejected',
          by: '[paymentMethod.code]',
        }),
    },
    'localpayment.payout.envelope': {
      needs: ['money'],
      tell: async (session) => {
        const answer = await askForPayout(session)
        if (!isAccepted(answer)) return unknown('a complete payout', answer)
        return Array.isArray(answer.body) ? 'array' : 'as-printed'
      },
    },
    'localpayment.payout.record': {
      needs: ['money'],
      tell: async (session) => {
        const answer = await askForPayout(session)
        if (!isAccepted(answer)) return unknown('a complete payout', answer)
        return 'loteOut' in firstOf(answer.body) ? 'full' : 'short'
      },
    },
    'localpayment.payout.rejection-code': async (session) => {
      const answer = await askForPayout(session, { paymentMethod: WRONG_METHOD })
      const variants = { 801: '801', 300: '300' }
      return tellBy('a wrong method', answer, readStatus(answer.body).code, variants)
    },
    'localpayment.payout.zero-amount': async (session) => {
      const answer = await askForPayout(session, { amount: 0 })
      const variants = { 511: '511', 719: '719' }
      return tellBy('a payout of nothing', answer, readStatus(answer.body).code, variants)
    },
    'localpayment.payout.insufficient-funds': {
      needs: ['human', 'money'],
      tell: async (session) => {
        await leave(session, 1_000)
        const answer = await askForPayout(session, { amount: (await readBalance(session)) + 1 })
        const variants = { 505: 'reject-505', 107: 'hold-107' }
        return tellBy('a payout beyond the balance', answer, readStatus(answer.body).code, variants)
      },
    },
    'localpayment.payout.over-limit': {
      needs: ['money'],
      waits: 'PT45S',
      tell: async (session) => {
        const answer = await askForPayout(session, { amount: 11_552_001 })
        if (!isAccepted(answer)) {
          const variants = { 504: '504', 602: '602', 512: '512' }
          return tellBy('a payout above the limit', answer, readStatus(answer.body).code, variants)
        }
        const payout = firstOf(answer.body)
        await release(session, payout)
        const options = { within: 'PT45S', every: 'PT1S' }
        const last = await orNothing(
          session.eventually('it ends', options, async () => {
            const { body } = await readTransactionStatus(session, payout.externalId)
            return ['200', '802'].find((code) => code === readStatus(body).code)
          }),
        )
        return last === '802' ? 'network' : undecided(`a payout above the limit comes to ${last}`)
      },
    },
    'localpayment.payout.mixed-status': {
      needs: ['money'],
      tell: async (session) => {
        const good = await askForPayout(session)
        const bad = await askForPayout(session, { paymentMethod: WRONG_METHOD })
        if (!isAccepted(good) || isAccepted(bad)) return unknown('a complete payout', good)
        if (good.status === bad.status) return undecided('all payouts are answered alike')
        const wrong = toPayout(session, { paymentMethod: WRONG_METHOD })
        const mixed = await askForPayouts(session, [toPayout(session), wrong])
        const variants = { [good.status]: 'success', [bad.status]: 'bad-request' }
        return tellBy('a list accepted in part', mixed, mixed.status, variants)
      },
    },
    'localpayment.payout.authorization': {
      needs: ['money'],
      tell: async (session) => {
        const answer = await askForPayout(session)
        const variants = { 100: 'as-asked', 101: 'as-asked', 104: 'pending-auth' }
        return tellBy('a complete payout', answer, readStatus(answer.body).code, variants)
      },
    },
  }),
]
