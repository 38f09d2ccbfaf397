/** Which variants of a payout's way a target shows: its steps, its cancellation, what is told. */
import type { Answer, Loose } from '../../kit/answer.ts'
import { defineProbes, type Probe, undecided, unsettled } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { orNothing, tellByTime } from '../../kit/verdicts.ts'
import { contentOf, listen } from '../notifications.ts'
import { readTransactionStatus } from '../payins.ts'
import {
  askForPayout,
  awaitCompleted,
  cancelPayout,
  isCancelled,
  release,
  startPayout,
} from '../payouts.ts'
import { firstOf, isAccepted, readStatus } from '../reading.ts'
import { catchAbout, tellBy, unknown } from '../verdicts.ts'

export const progressProbes: readonly Probe[] = defineProbes({
  'localpayment.payout.step-time': {
    needs: ['money'],
    waits: 'PT25S',
    tell: async (session) => {
      const { externalId } = await startPayout(session)
      return tellByTime(
        session,
        'a payout is completed',
        [
          { atS: 8, variant: '2s', beforeS: 16 },
          { atS: 20, variant: '6s' },
        ],
        async () => (await readCode(session, externalId)) === '200',
      )
    },
  },
  'localpayment.payout.in-progress-label': {
    needs: ['money'],
    waits: 'PT25S',
    tell: async (session) => {
      const { externalId } = await startPayout(session)
      const options = { within: 'PT20S', every: 'PT1S' }
      const answer = await orNothing(
        session.eventually('it is sent', options, async () => {
          const read = await readTransactionStatus(session, externalId)
          return ['102', '200'].includes(readStatus(read.body).code) && read
        }),
      )
      if (answer === undefined) return undecided('no payout is sent')
      const variants = { 'In Progress': 'with-space', InProgress: 'without-space' }
      return tellBy('a payout that is sent', answer, readStatus(answer.body).label, variants)
    },
  },
  'localpayment.payout.cancel-states': {
    needs: ['money'],
    waits: 'PT20S',
    tell: async (session) => {
      const startedAt = await session.now()
      const made = await askForPayout(session)
      if (!isAccepted(made)) return unknown('a complete payout', made)
      const payout = firstOf(made.body)
      const early = await cancelPayout(session, payout.externalId)
      const isLate = (await session.now()) - startedAt > 1_500
      if (isCancelled(early)) {
        return isLate ? unsettled('the target answers too slowly to tell') : 'until-sent'
      }
      if (readStatus(early.body).code !== '506') return unknown('a cancellation', early)
      await release(session, payout)
      const later = await cancelOnce(session, payout.externalId)
      return later === undefined ? undecided('nothing can be cancelled') : 'locked-or-on-hold'
    },
  },
  'localpayment.payout.cancel-answer': {
    needs: ['money'],
    waits: 'PT20S',
    tell: async (session) => {
      const { externalId } = await startPayout(session)
      const answer = await cancelOnce(session, externalId)
      if (answer === undefined) return undecided('nothing can be cancelled')
      return answer.body.code === '200' ? 'flat-200' : 'status-900'
    },
  },
  'localpayment.payout.notified-states': {
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT45S',
    tell: async (session) => {
      const codes = new Set((await tellAll(session)).map((each) => String(each.status?.code)))
      if (!codes.has('200')) return undecided(`told are ${[...codes].join(', ') || 'no payouts'}`)
      if (codes.has('101') && codes.has('102')) return 'every'
      return codes.size === 1 ? 'final' : undecided(`told are ${[...codes].join(', ')}`)
    },
  },
  'localpayment.payout.notification-envelope': {
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT45S',
    tell: async (session) => {
      await listen(session, 'PayOut')
      const { externalId } = await startPayout(session)
      const [message] = await catchAbout(session, externalId, { within: 'PT45S' })
      const told = message?.body as Loose
      if (told?.transactionType === 'PayOut' && told.data?.internalId) return 'wrapped'
      if (told?.transactionType === 'PayOut' && told.internalId) return 'flat'
      return undecided(`a payout is told with ${Object.keys(told ?? {}).join(', ') || 'nothing'}`)
    },
  },
})

async function readCode(session: Session, externalId: string): Promise<string> {
  return readStatus((await readTransactionStatus(session, externalId)).body).code
}

/** Tries until a cancellation is taken, and answers that one. */
function cancelOnce(session: Session, externalId: string): Promise<Answer | undefined> {
  const options = { within: 'PT10S', every: 'PT1S' }
  return orNothing(
    session.eventually('it is cancelled', options, async () => {
      const answer = await cancelPayout(session, externalId)
      return isCancelled(answer) && answer
    }),
  )
}

/** All that is told of a payout until some time after its end. */
async function tellAll(session: Session): Promise<Loose[]> {
  await listen(session, 'PayOut')
  const { externalId } = await startPayout(session)
  await awaitCompleted(session, externalId)
  // Longer than any documented delay.
  await session.pass('PT22S')
  return (await catchAbout(session, externalId)).map(contentOf)
}
