/**
 * PSE: the payer is sent to the bank, pays there, or the merchant cancels.
 * Source: https://docs.localpayment.com/docs/pse-colombia and /docs/cancel, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { created, demandRefusal, rejected } from '../expectations.ts'
import { awaitTold, contentOf, listen } from '../notifications.ts'
import { askForPseBy, awaitStatus, cancelPayin, readTransaction } from '../payins.ts'

/** Which members a PSE payin needs, by variant. */
const PARTIES: Record<string, [string, string]> = {
  'merchant-and-sender': ['merchant', 'sender'],
  'payer-and-bank': ['payer', 'bank'],
}

export const pse: readonly Flow[] = defineFlows({
  'pse.cancelled': {
    title: 'A PSE payin sends its payer to the bank and can be cancelled while it waits',
    run: async (session) => {
      const made = await ask(session)
      const { externalId, internalId } = made.body
      session.expect(made, {
        status: created(session),
        body: {
          transactionType: 'PayIn',
          paymentMethod: { type: 'BankTransfer', code: '1936', flow: flowOf(session) },
          amount: 120_000,
          status: { code: '100' },
        },
      })
      const { redirectUrl, date } = made.body
      const isWhole = URL.canParse(redirectUrl) && Date.parse(date.expirationDate) > 0
      session.expect({ ...made, body: isWhole }, { body: true }, 'redirectUrl, expirationDate')
      session.step('cancelled')
      const cancelled = await cancelPayin(session, externalId)
      const status = { code: '900', description: 'CANCELLED', detail: 'The payin was cancelled' }
      session.expect(cancelled, { status: 200, body: { externalId, internalId, status } })
      session.expect(await readTransaction(session, externalId), { body: { status } })
      demandRefusal(session, await cancelPayin(session, externalId))
    },
  },
  'pse.paid': {
    title: 'A PSE payin that is paid is told wrapped, with the tax on it',
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT30S',
    run: async (session) => {
      await listen(session, 'PayIn')
      const { externalId, redirectUrl } = (await ask(session)).body
      await session.act(
        'localpayment.payin.approve',
        { externalId },
        `Open ${redirectUrl} and pay at the bank.`,
      )
      await awaitStatus(session, externalId, '200')
      const localTaxes = [{ code: '0003', percentage: 0.4, description: 'GMF', amount: 480 }]
      const data = { transactionType: 'PayIn', externalId, amount: 120_000, localTaxes }
      const isEvent = session.variantOf('localpayment.payin.envelope') === 'event'
      const around = isEvent ? { event: 'transaction.completed' } : { transactionType: 'PayIn' }
      const body = { ...around, data }
      const message = await awaitTold(session, 'PayIn', { externalId, code: '200', body })
      const { status } = contentOf(message)
      session.expect(await readTransaction(session, externalId), { body: { status } })
      demandRefusal(session, await cancelPayin(session, externalId))
    },
  },
  'pse.rejected': {
    title: 'A PSE payin that the bank refuses is told as rejected',
    needs: ['callbacks', 'human'],
    waits: 'PT30S',
    run: async (session) => {
      await listen(session, 'PayIn')
      const { externalId, redirectUrl } = (await ask(session)).body
      await session.act(
        'localpayment.payin.reject',
        { externalId },
        `Open ${redirectUrl} and let the bank refuse the payment.`,
      )
      await awaitStatus(session, externalId, '802')
      const data = { externalId, status: { code: '802', description: 'REJECTED' } }
      await awaitTold(session, 'PayIn', { externalId, code: '802', body: { data } })
    },
  },
  'pse.refused': {
    title: 'A PSE payin without its parties, of nothing, by another flow or repeated is rejected',
    run: async (session) => {
      const textName = session.variantOf('localpayment.payin.error-text')
      const refused = async (over: Record<string, unknown>, ...errors: [string, string][]) =>
        session.expect(await ask(session, over), {
          status: rejected(session),
          body: {
            status: { description: 'Rejected' },
            errors: errors.map(([code, text]) => ({ code, [textName]: text })),
          },
        })
      const [one, other] = PARTIES[session.variantOf('localpayment.payin.pse-parties')]!
      await refused(
        { [one]: undefined, [other]: undefined },
        ['301', `Empty mandatory param + [${one}]`],
        ['301', `Empty mandatory param + [${other}]`],
      )
      await refused({ amount: 0 }, ['719', 'Amount must be greater than 0 and not empty'])
      await refused({ amount: 788_800_000.01 }, ['504', 'Limit exceeded'])
      const flow = flowOf(session) === 'DIRECT' ? 'REDIRECT' : 'DIRECT'
      await refused({ paymentMethod: { type: 'BankTransfer', code: '1936', flow } }, [
        '300',
        'Invalid param + [paymentMethod.flow] + verification failed',
      ])
      const { externalId } = (await ask(session)).body
      await refused({ externalId }, ['500', 'External ID already used - Duplication'])
    },
  },
})

/** The flow that PSE takes, by variant. */
function flowOf(session: Session): string {
  return session.variantOf('localpayment.payin.pse-flow') === 'direct' ? 'DIRECT' : 'REDIRECT'
}

function ask(session: Session, over: Record<string, unknown> = {}) {
  return askForPseBy(session, flowOf(session), over)
}
