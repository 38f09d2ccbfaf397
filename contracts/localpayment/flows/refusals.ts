/**
 * Payouts that are rejected when they are sent, alone and among others.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia, read 2026-11-20; codes after
 * https://docs.v3.localpayment.com/api-reference-guide/transaction-types/payout.
 */
import type { Answer } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { keyOf, openAccount } from '../accounts.ts'
import {
  activeWithin,
  created,
  demandRefusal,
  demandRejectedPayouts,
  noErrors,
  rejected,
} from '../expectations.ts'
import { readTransactionStatus } from '../payins.ts'
import {
  askForPayout,
  askForPayouts,
  authorizePayout,
  cancelPayout,
  METHOD,
  startPayout,
  toBeneficiary,
  toPayout,
} from '../payouts.ts'

const WRONG_METHOD =
  "Invalid param + [paymentMethod.code] + doesn't exist for PAYMENT_METHOD_TYPE BankTransfer"
const DUPLICATE = 'External ID already used - Duplication'

export const refusals: readonly Flow[] = defineFlows({
  'payout.wrong-params': {
    title: 'A payout with a wrong parameter is rejected in a list, with 801 and the parameter',
    run: async (session) => {
      const params = session.variantOf('localpayment.payout.rejection-code')
      const refused = async (over: Record<string, unknown>, code: string, text: string) =>
        demandParams(session, await askForPayout(session, over), params, code, text)
      session.step('the payment method')
      await refused({ paymentMethod: { ...METHOD, code: '62' } }, '300', WRONG_METHOD)
      await refused({ paymentMethod: { ...METHOD, flow: 'REDIRECT' } }, '300', WRONG_METHOD)
      if (session.variantOf('localpayment.payout.bare-object') === 'rejected') {
        const bare = await askForPayouts(session, toPayout(session))
        demandParams(session, bare, params, '300', WRONG_METHOD)
      }
      session.step('other fields')
      const failed = (path: string) => `Invalid param + [${path}] + verification failed`
      await refused({ currency: 'USD' }, '300', failed('currency'))
      await refused({ conceptCode: undefined }, '301', 'Empty mandatory param + [conceptCode]')
      await refused({ amount: undefined }, '301', 'Empty mandatory param + [amount]')
      await refused({ accountNumber: '170.170.99999999' }, '300', failed('accountNumber'))
      const document = { type: 'CC', id: '12' }
      const beneficiary = { ...toBeneficiary({ alias: '@anaEnsayo0001' }), document }
      await refused({ beneficiary }, '300', failed('beneficiary.document.id'))
      session.step('no list of payouts')
      const none = await askForPayouts(session, [])
      session.expect(none, { status: 400, body: { status: { code: '400' } } })
    },
  },
  'payout.wrong-amount': {
    title: 'A payout of nothing, of less than a peso or above the limit has a code of its own',
    run: async (session) => {
      const refused = async (amount: number, status: string) =>
        demandRejectedPayouts(session, await askForPayout(session, { amount }), [
          { status, text: undefined },
        ])
      await refused(0, session.variantOf('localpayment.payout.zero-amount'))
      await refused(0.5, '512')
      const limit = session.variantOf('localpayment.payout.over-limit')
      if (limit !== 'network') await refused(11_552_000.01, limit)
    },
  },
  'payout.to-virtual-account': {
    title: 'A payout to the key of a virtual account is rejected with 513',
    waits: 'PT35S',
    run: async (session) => {
      const account = await openAccount(session, {}, activeWithin(session))
      const beneficiary = toBeneficiary({ alias: keyOf(account) })
      const text = 'Restricted payment: payment to a Virtual Account is not allowed'
      const answer = await askForPayout(session, { beneficiary })
      demandRejectedPayouts(session, answer, [{ status: '513', text }])
    },
  },
  'payout.repeated': {
    title: 'An externalId that was used is rejected as a duplicate and pays nothing again',
    needs: ['money'],
    run: async (session) => {
      const { externalId, internalId } = await startPayout(session)
      const again = await askForPayout(session, { externalId })
      demandRejectedPayouts(session, again, [{ status: '500', text: DUPLICATE }])
      const read = await readTransactionStatus(session, externalId)
      session.expect(read, { status: 200, body: { externalId, internalId } })
    },
  },
  'payout.several': {
    title: 'Each payout of a list is accepted or rejected by itself, in their order',
    needs: ['money'],
    run: async (session) => {
      const good = [toPayout(session), toPayout(session)]
      const wrong = toPayout(session, { paymentMethod: { ...METHOD, code: '9999' } })
      session.step('all of them')
      const ids = good.map(({ externalId }) => ({ externalId, ...noErrors(session) }))
      const all = await askForPayouts(session, good)
      session.expect(all, { status: created(session), body: ids })
      session.step('some of them')
      const one = toPayout(session)
      const some = await askForPayouts(session, [wrong, one])
      const isSuccess = session.variantOf('localpayment.payout.mixed-status') === 'success'
      session.expect(some, {
        status: isSuccess ? created(session) : rejected(session),
        body: [
          { externalId: wrong.externalId, errors: [{ code: '300', description: WRONG_METHOD }] },
          { externalId: one.externalId, ...noErrors(session) },
        ],
      })
    },
  },
  'payout.unknown': {
    title: 'An unknown payout can be neither cancelled nor authorized',
    run: async (session) => {
      const id = session.unique()
      const detail = 'Transaction not found'
      demandRefusal(session, await cancelPayout(session, id), '404', detail)
      demandRefusal(session, await authorizePayout(session, id), '404', detail)
      const read = await session.send('GET', `/api/transactions/${id}`)
      demandRefusal(session, read, '404', detail)
    },
  },
})

function demandParams(
  session: Session,
  answer: Answer,
  status: string,
  code: string,
  text: string,
): void {
  demandRejectedPayouts(session, answer, [{ status, code, text }])
}
