/** Payment links: created, paid, refused, told of, read. */
import { defineFlow, type Flow } from '../../kit/contract.ts'
import { createPayment } from '../payment.ts'

export const payments: readonly Flow[] = [
  defineFlow({
    id: 'payment.paid-and-told',
    title: 'A paid payment is told to its callback and its detail shows state 3',
    needs: ['human', 'callbacks'],
    run: async (session) => {
      session.step('a payment is created')
      const { url } = await createPayment(session, { callback: session.callbackUrl })
      session.step('the payer pays')
      await session.act('cobru.payment.approve', { url }, `Open ${session.baseUrl}/${url} and pay.`)
      session.step('the callback arrives')
      const message = await session.nextMessage({ notification: 'paymentUpdated' })
      session.expectMessage(message, { body: { state: 3 } }, 'a paid payment')
      session.step('the detail is read')
      const detail = await session.send('GET', `/cobru_detail/${url}`)
      session.expect(detail, { status: 200, body: { url, state: 3 } })
    },
  }),
]
