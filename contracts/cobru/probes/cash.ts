/** How a target hands out cash. */
import { defineProbe, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { askForCash, CASH, cancelCash, openCash } from '../payout.ts'
import { complainsOf, probeAnswer, probeFact, type Sign, wasRead } from '../verdicts.ts'

const MONEY = { needs: ['money'] } as const

const isUnknownMethod: Sign = ({ status, body }) =>
  status === 400 && body?.message === 'unknown method'

export const cashProbes: readonly Probe[] = [
  probeAsk(
    'cobru.cash.exp-days-min',
    { exp_days: 0 },
    { '0': wasRead, '1': complainsOf('exp_days') },
  ),
  probeAsk(
    'cobru.cash.unknown-method-body',
    { method: 'ensayo' },
    {
      'with-error': (answer) => isUnknownMethod(answer) && answer.body.error === true,
      'without-error': (answer) => isUnknownMethod(answer) && !('error' in answer.body),
    },
  ),
  probeAsk(
    'cobru.cash.method-baloto',
    { method: 'baloto' },
    { 'efecty-only': isUnknownMethod, both: wasRead },
  ),
  probeAnswer(
    'cobru.cash.estimate-flag',
    (session) => askForCash(session, { estimate: true }),
    {
      'no-record': ({ status, body }) => status === 200 && 'amount' in body && !('ref' in body),
      ignored: ({ status, body }) => status === 200 && 'ref' in body,
    },
    MONEY,
  ),
  probeFact(
    'cobru.cash.to-user-meaning',
    async (session) => {
      const { ref } = await openCash(session)
      return (await readCash(session, ref)).to_user
    },
    { name: (user) => user === CASH.name, document: (user) => String(user) === CASH.document },
    MONEY,
  ),
  probeFact(
    'cobru.cash.state-model',
    async (session) => {
      const { ref } = await openCash(session)
      session.expect(await cancelCash(session, ref), { status: 200 })
      return (await readCash(session, ref)).state
    },
    { seed: (state) => state === 4, stoplight: (state) => state === 5 },
    MONEY,
  ),
  defineProbe({
    quirk: 'cobru.cash.cancel-twice',
    ...MONEY,
    tell: async (session) => {
      const { ref } = await openCash(session)
      session.expect(await cancelCash(session, ref), { status: 200 })
      const { status, body } = await cancelCash(session, ref)
      const isSaid = /anteriormente/i.test(body?.message ?? '')
      if (isSaid && status === 200) return '200-message'
      if (isSaid && status === 400) return '400-message'
      return undecided(`a second cancellation is answered ${status}`)
    },
  }),
]

/** What is asked for is cancelled after the case. */
function probeAsk(
  quirk: string,
  overrides: Record<string, unknown>,
  signs: Record<string, Sign>,
): Probe {
  return probeAnswer(quirk, (session) => askForCash(session, overrides), signs, MONEY)
}

async function readCash(session: Session, ref: number) {
  return session.expect(await session.send('GET', `/cashwithdraw/${ref}`), { status: 200 }).body
}
