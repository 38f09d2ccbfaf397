/**
 * Payins in cash: a ticket, and a payer at a counter.
 * Source: https://docs.localpayment.com/docs/create-a-cash-payment, read 2026-11-30.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { created, rejected } from '../expectations.ts'
import { awaitTold, listen } from '../notifications.ts'
import { askForCash, awaitStatus, cancelPayin } from '../payins.ts'

export const cash: readonly Flow[] = defineFlows({
  'cash.cancelled': {
    title: 'A payin in cash has a ticket with a barcode and can be cancelled while it waits',
    run: async (session) => {
      const made = await askForCash(session)
      session.expect(made, {
        status: created(session),
        body: {
          paymentMethod: { type: 'Cash', code: '1940', flow: 'DIRECT' },
          status: { code: '100' },
        },
      })
      const { externalId, ticket } = made.body
      const isWhole = /^\d+$/.test(ticket?.barcode) && ticket.image.endsWith(ticket.barcode)
      session.expect({ ...made, body: isWhole }, { body: true }, 'barcode and its image')
      const cancelled = await cancelPayin(session, externalId)
      session.expect(cancelled, { status: 200, body: { status: { code: '900' } } })
    },
  },
  'cash.paid': {
    title: 'A payin in cash that is paid at the counter is told with its ticket',
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT30S',
    run: async (session) => {
      await listen(session, 'PayIn')
      const { externalId, ticket } = (await askForCash(session)).body
      await session.act(
        'localpayment.payin.approve',
        { externalId },
        `Pay at a counter with the barcode ${ticket.barcode}.`,
      )
      await awaitStatus(session, externalId, '200')
      const body = { data: { externalId, ticket } }
      await awaitTold(session, 'PayIn', { externalId, code: '200', body })
    },
  },
  'cash.refused': {
    title: 'A payin in cash without payer or merchant, or by a code that is none, is rejected',
    run: async (session) => {
      for (const name of ['payer', 'merchant']) {
        const answer = await askForCash(session, { [name]: undefined })
        const status = { description: 'Rejected', detail: `Empty mandatory param + [${name}]` }
        session.expect(answer, { status: rejected(session), body: { status } })
      }
      const paymentMethod = { type: 'Cash', code: '1936', flow: 'DIRECT' }
      const detail =
        "Invalid param + [paymentMethod.code] + doesn't exist for PAYMENT_METHOD_TYPE Cash"
      const answer = await askForCash(session, { paymentMethod })
      session.expect(answer, { status: rejected(session), body: { status: { detail } } })
    },
  },
})
