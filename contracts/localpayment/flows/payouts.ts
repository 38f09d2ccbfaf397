/**
 * Payouts to Bre-B keys: received, locked, sent, completed; cancelled, held, rejected on the way.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia, /docs/cancel-a-payout and
 * /reference/authorize-payout, read 2026-11-20.
 */
import type { Answer, Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { created, demandRefusal, noErrors, toExternalId } from '../expectations.ts'
import { awaitTold, listen } from '../notifications.ts'
import { PERSON } from '../parties.ts'
import { awaitStatus, readBalance, readTransaction, readTransactionStatus } from '../payins.ts'
import {
  askForPayout,
  authorizePayout,
  awaitCompleted,
  cancelPayout,
  isCancelled,
  leave,
  release,
  startPayout,
  watchPayout,
} from '../payouts.ts'
import { firstOf, readStatus } from '../reading.ts'

const NOT_CANCELLED = 'Transaction could not be cancelled'

export const payouts: readonly Flow[] = defineFlows({
  'payout.completed': {
    title: 'A payout leaves the balance when it is received and completes within 20 seconds',
    needs: ['money'],
    waits: 'PT25S',
    holds: ['balance'],
    run: async (session) => {
      const before = await readBalance(session)
      const externalId = toExternalId(session)
      session.step('received')
      const made = await askForPayout(session, { externalId, amount: 1_500.25 })
      const payout = toExpected(session, { externalId, amount: 1_500.25 })
      const isList = session.variantOf('localpayment.payout.envelope') === 'array'
      const answer = { status: created(session), body: isList ? [payout] : payout }
      session.expect(made, answer)
      const { internalId, date } = firstOf(made.body)
      const isShort = session.variantOf('localpayment.payout.record') === 'short'
      const dated = isShort ? 'string' : 'undefined'
      session.expect({ ...made, body: typeof date?.creationDate }, { body: dated })
      await release(session, firstOf(made.body))
      demandNumber(session, made, before - (await readBalance(session)), 1_500.25)
      session.step('on its way, then completed')
      const seen = await watchPayout(session, externalId, ['200'], 'PT20S')
      const inOrder = ['100', '101', '102', '200'].filter((code) => seen.includes(code))
      session.expect({ ...made, body: seen }, { body: inOrder })
      const status = { code: '200', description: 'Completed', detail: 'The payout was credited' }
      const body = { externalId, internalId, status }
      session.expect(await readTransactionStatus(session, externalId), { status: 200, body })
      session.expect(await readTransactionStatus(session, internalId), { status: 200, body })
      session.expect(await readTransaction(session, externalId), {
        status: 200,
        body: { transactionType: 'PayOut', externalId, internalId, amount: 1_500.25 },
      })
      demandNumber(session, made, before - (await readBalance(session)), 1_500.25)
      demandRefusal(session, await cancelPayout(session, externalId), '506', NOT_CANCELLED)
    },
  },
  'payout.told': {
    title: 'A payout is told by signed notifications: of each status, or of the last',
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT40S',
    run: async (session) => {
      await listen(session, 'PayOut')
      const { externalId, internalId } = await startPayout(session)
      await awaitCompleted(session, externalId)
      const isEvery = session.variantOf('localpayment.payout.notified-states') === 'every'
      const isFlat = session.variantOf('localpayment.payout.notification-envelope') === 'flat'
      for (const code of isEvery ? ['101', '102', '200'] : ['200']) {
        const last = { code, description: 'COMPLETED', detail: 'The payout was debited' }
        const data = { externalId, internalId, amount: 1, status: code === '200' ? last : { code } }
        const wrapped = { transactionType: 'PayOut', data }
        const body = isFlat ? { transactionType: 'PayOut', ...data } : wrapped
        await awaitTold(session, 'PayOut', { externalId, code, body })
      }
      const told = (await session.messages()).length
      if (!isEvery) session.expectMessage({ ...NONE, body: told }, { body: 1 }, 'the last alone')
    },
  },
  'payout.cancelled': {
    title: 'A payout that was not sent yet is cancelled once, and its amount is back',
    needs: ['money'],
    waits: 'PT20S',
    holds: ['balance'],
    run: async (session) => {
      const before = await readBalance(session)
      const made = await startPayout(session, { amount: 1_000 })
      const { externalId, internalId } = made
      const isSooner = session.variantOf('localpayment.payout.cancel-states') === 'until-sent'
      if (!isSooner) {
        const early = await cancelPayout(session, externalId)
        demandRefusal(session, early, '506', NOT_CANCELLED)
        await awaitStatus(session, externalId, '101', 'PT10S')
      }
      session.step('cancelled')
      const answer = await cancelPayout(session, externalId)
      const detail = 'The payout was cancelled successfully'
      const status = { code: '900', description: 'Cancelled', detail }
      const isFlat = session.variantOf('localpayment.payout.cancel-answer') === 'flat-200'
      const flat = { code: '200', description: 'The PayOut was cancelled', internalId }
      session.expect(answer, {
        status: 200,
        body: isFlat ? flat : { externalId, internalId, status },
      })
      session.expect(await readTransactionStatus(session, externalId), { body: { status } })
      demandNumber(session, answer, await readBalance(session), before)
      demandRefusal(session, await cancelPayout(session, externalId), '506', NOT_CANCELLED)
    },
  },
  'payout.rejected-by-network': {
    title: 'A payout that the network refuses is rejected with its reason, and its amount is back',
    needs: ['human', 'money'],
    waits: 'PT20S',
    holds: ['balance'],
    run: async (session) => {
      const before = await readBalance(session)
      const { externalId } = await startPayout(session, { amount: 1_000 })
      await session.act(
        'localpayment.payout.reject',
        { externalId, code: '802' },
        `Have Localpayment's support reject the payout ${externalId} by its provider.`,
      )
      const answer = await awaitStatus(session, externalId, '802')
      const status = { code: '802', description: 'Rejected', detail: 'Rejected by provider' }
      session.expect(answer, { body: { status } })
      const errors = [{ code: '802', description: 'Rejected by provider' }]
      session.expect(await readTransaction(session, externalId), { body: { status, errors } })
      demandNumber(session, answer, await readBalance(session), before)
    },
  },
  'payout.held': {
    title: 'A payout on hold waits until it is authorized, then completes',
    needs: ['human', 'money'],
    waits: 'PT30S',
    run: async (session) => {
      const { externalId } = await startPayout(session)
      await session.act(
        'localpayment.payout.hold',
        { externalId, code: '105' },
        `Have Localpayment's support put the payout ${externalId} on hold.`,
      )
      const held = await readTransactionStatus(session, externalId)
      const status = { code: '105', description: 'OnHold', detail: 'Held by AML' }
      session.expect(held, { status: 200, body: { externalId, status } })
      await session.pass('PT5S')
      session.expect(await readTransactionStatus(session, externalId), { body: { status } })
      session.step('authorized')
      const answer = await authorizePayout(session, externalId)
      const received = { code: '100', description: 'Received' }
      session.expect(answer, { status: 200, body: { externalId, status: received } })
      demandRefusal(session, await authorizePayout(session, externalId))
      await awaitStatus(session, externalId, '200', 'PT20S')
    },
  },
  'payout.without-funds': {
    title: 'A payout beyond the balance is rejected, or waits for funds',
    needs: ['human', 'money'],
    run: async (session) => {
      await leave(session, 1_000)
      const answer = await askForPayout(session, { amount: (await readBalance(session)) + 1 })
      const code = session.variantOf('localpayment.payout.insufficient-funds').replace(/\D/g, '')
      session.expect({ ...answer, body: readStatus(answer.body).code }, { body: code })
      const { externalId } = firstOf(answer.body)
      if (code === '107') session.expect(answer, { status: created(session) })
      const read = await cancelPayout(session, externalId)
      session.expect({ ...read, body: isCancelled(read) }, { body: code === '107' })
    },
  },
})

/** Stands where no message is at hand. */
const NONE = { id: '', method: '', target: '', headers: {}, body: undefined, rawBody: '' }

/** A payout of the builder's as its creation answers it. */
function toExpected(session: Session, { externalId, amount }: Loose) {
  const { type, name, document, lastName } = PERSON
  const isShort = session.variantOf('localpayment.payout.record') === 'short'
  const isWaiting = session.variantOf('localpayment.payout.authorization') === 'pending-auth'
  return {
    externalId,
    paymentMethod: { code: '0062', name: 'Bre-B Key', paymentMethodType: 'BankTransfer' },
    country: 'COL',
    currency: 'COP',
    amount,
    accountNumber: session.credentials.accountNumber,
    status: isWaiting ? { code: '104' } : { code: '100', description: 'Received' },
    beneficiary: {
      type,
      name,
      ...(isShort ? { lastname: lastName } : { lastName }),
      document,
      email: 'ana@example.com',
      bank: { account: { alias: '@anaEnsayo0001' } },
    },
    ...noErrors(session),
  }
}

/** In whole centavos, as sums of decimals are not exact. */
function demandNumber(session: Session, answer: Answer, found: number, wanted: number): void {
  const body = Math.round(found * 100) / 100
  session.expect({ ...answer, body }, { body: wanted }, 'the change of the balance')
}
