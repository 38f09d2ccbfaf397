/** Callbacks of payments: what they say, when they come, what of the URL they keep. */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import type { CallbackMessage } from '../../kit/targets/target.ts'
import { expectState, expiredState, shows, waitForState } from '../expectations.ts'
import { ofPayment, waitFor } from '../notifications.ts'
import { expirePayment, openPayment, toCreateBody } from '../payment.ts'
import { submit } from '../submission.ts'
import { APPROVED, chargeCard } from '../test-card.ts'

export const callbacks: readonly Flow[] = defineFlows({
  'payment.paid-and-told': {
    title: 'A paid payment is told to its callback and its detail shows state 3',
    needs: ['human', 'callbacks'],
    run: async (session) => {
      session.step('a payment is created and a method submitted')
      const { url } = await openPayment(session, { callback: session.callbackUrl })
      const { status } = await submit(session, url, 'efecty')
      if (status === 200 && tellsEveryChange(session)) {
        const begun = await session.nextMessage({ ...ofPayment(url), within: 'PT30S' })
        session.expectMessage(begun, { body: { url, state: 1 } }, 'a payment in process')
      }
      session.step('the payer pays')
      await session.act('cobru.payment.approve', { url }, `Open ${session.baseUrl}/${url} and pay.`)
      session.step('the callback arrives')
      const message = await session.nextMessage({ ...ofPayment(url), within: 'PT1M' })
      session.expectMessage(message, { body: { url, state: 3 } }, 'a paid payment')
      session.step('the detail is read')
      await expectState(session, url, 3)
    },
  },
  'callback.card-paid': {
    title: 'A payment by the test card is told once, with url, state, method and amount',
    needs: ['callbacks'],
    run: async (session) => {
      const { url } = await openPayment(session, { callback: session.callbackUrl })
      session.step('the card pays')
      const { answer } = await chargeCard(session, url, APPROVED)
      session.expect(answer, { status: 200 })
      session.step('the callback arrives')
      const message = await session.nextMessage({ ...ofPayment(url), within: 'PT30S' })
      const isForm = shows(session, 'cobru.webhook.encoding', 'form')
      const type = isForm ? /^application\/x-www-form-urlencoded/ : /^application\/json/
      session.expectMessage(message, { headers: { 'content-type': type } })
      if (!isForm) session.expectMessage(message, { body: toExpected(session, url) })
      session.step('the detail agrees')
      await expectState(session, url, 3)
    },
  },
  'callback.query-kept': {
    title: 'The query of the callback URL comes back untouched with the notification',
    needs: ['callbacks'],
    run: async (session) => {
      const query = `?orderId=A-17&token=s%C3%AD%20${session.unique()}`
      const { url } = await openPayment(session, { callback: `${session.callbackUrl}${query}` })
      session.expect((await chargeCard(session, url, APPROVED)).answer, { status: 200 })
      const message = await session.nextMessage({ ...ofPayment(url), within: 'PT30S' })
      expectQuery(session, message, query)
      const isInBody = shows(session, 'cobru.webhook.orderid-origin', 'in-body')
      const isOlder = shows(session, 'cobru.webhook.payload', 'legacy')
      if (isInBody && !isOlder) session.expectMessage(message, { body: { orderId: 'A-17' } })
    },
  },
  'callback.expired': {
    title: 'An expired payment is told where every change of state is',
    needs: ['callbacks'],
    run: async (session) => {
      const { url } = await openPayment(session, { callback: session.callbackUrl })
      session.expect(await expirePayment(session, url), { status: 200 })
      if (tellsEveryChange(session)) {
        const message = await session.nextMessage({ ...ofPayment(url), within: 'PT30S' })
        session.expectMessage(message, { body: { url, state: expiredState(session) } })
        return
      }
      const message = await waitFor(session, url)
      if (message)
        session.expectMessage(message, { body: 'nothing' }, 'only paid payments are told')
    },
  },
  'callback.refunded': {
    title: 'A refund shows state 4 and is told where every change of state is',
    needs: ['human', 'callbacks'],
    run: async (session) => {
      const { url } = await openPayment(session, { callback: session.callbackUrl })
      session.expect((await chargeCard(session, url, APPROVED)).answer, { status: 200 })
      await session.nextMessage({ ...ofPayment(url), within: 'PT30S' })
      session.step('the panel refunds')
      await session.act(
        'cobru.payment.refund',
        { url },
        `Refund the payment ${url} in Cobru's panel.`,
      )
      await waitForState(session, url, 4, 'PT1M')
      if (!tellsEveryChange(session)) return
      const message = await session.nextMessage({ ...ofPayment(url), within: 'PT30S' })
      session.expectMessage(message, { body: { url, state: 4 } })
    },
  },
})

function tellsEveryChange(session: Session): boolean {
  return shows(session, 'cobru.webhook.trigger', 'every-state-change')
}

function toExpected(session: Session, url: string): Record<string, unknown> {
  const isNumber = shows(session, 'cobru.webhook.amount-type', 'number')
  const amount = isNumber ? 50_000 : '50000.00'
  const current = { url, state: 3, payment_method: 'credit_card', amount }
  const isCurrent = shows(session, 'cobru.webhook.payload', 'seed')
  return isCurrent ? current : { ...current, payed: true, description: toCreateBody().description }
}

function expectQuery(session: Session, message: CallbackMessage, query: string): void {
  const found = { ...message, body: message.target.slice(message.target.indexOf('?')) }
  session.expectMessage(found, { body: query }, 'the query of the callback URL')
}
