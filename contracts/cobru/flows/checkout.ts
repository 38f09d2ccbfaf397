/** What a payer submits and what it leads to without anybody's doing. */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import {
  expectFact,
  expectOrder,
  expectState,
  expectTypes,
  refusesDocuments,
  shows,
  waitForState,
} from '../expectations.ts'
import { openPayment } from '../payment.ts'
import { PAYER, submit } from '../submission.ts'
import { APPROVED, DECLINED, submitCard } from '../test-card.ts'

export const checkout: readonly Flow[] = defineFlows({
  'checkout.card-paid': {
    title: 'The approved test card pays at once; the payment is final then',
    run: async (session) => {
      const { url } = await openPayment(session)
      session.step('the card is submitted')
      const answer = await submitCard(session, url, APPROVED)
      const order = expectOrder(session, answer)
      if (order === undefined) return void (await expectState(session, url, 0))
      expectFact(answer, 'state 3 in the second object', order.cobru.state === 3, order.cobru)
      session.step('the detail is read')
      const detail = await expectState(session, url, 3)
      const { payment_method, date_payed, payer_name, payer_id } = detail
      const seen = { payment_method, payer_name, payer_id }
      const wanted = { payment_method: 'credit_card', payer_name: PAYER.name, payer_id: PAYER.cc }
      expectFact(answer, 'method and payer in the detail', isSame(seen, wanted), seen)
      expectFact(answer, 'the instant in the detail', Number.isInteger(date_payed), date_payed)
      session.step('somebody pays again')
      const again = await submitCard(session, url, APPROVED)
      session.expect(again, { status: 400, body: { result: 'COBRU_IS_PAYED' } })
      session.step('somebody changes what is paid')
      const json = { url, amount: 90_000 }
      session.expect(await session.send('POST', '/edit_cobru/', { json }), { status: 400 })
    },
  },
  'checkout.card-declined': {
    title: 'The declined test card leaves state 2, and another card may be tried',
    run: async (session) => {
      const { url } = await openPayment(session)
      session.step('a card is declined')
      const answer = await submitCard(session, url, DECLINED)
      const order = expectOrder(session, answer)
      if (order === undefined) return
      expectFact(answer, 'state 2 in the second object', order.cobru.state === 2, order.cobru)
      await expectState(session, url, 2)
      session.step('another card is tried')
      const retry = await submitCard(session, url, APPROVED)
      if (shows(session, 'cobru.pay.rejected-retry', 'refused')) {
        session.expect(retry, { status: 400 })
        return
      }
      session.expect(retry, { status: 200 })
      await expectState(session, url, 3)
    },
  },
  'checkout.daviplata-code': {
    title: 'Daviplata asks for a code; a wrong one is refused and the payment stays in process',
    run: async (session) => {
      const { url } = await openPayment(session)
      const answer = await submit(session, url, 'daviplata')
      const order = expectOrder(session, answer)
      if (order === undefined) return
      if (shows(session, 'cobru.pay.daviplata-otp-required', 'otp-required')) {
        session.expect(answer, { body: { result: 'OTP_REQUIRED' } })
      }
      session.step('a wrong code')
      const json = { URL: url, OTP: '000000' }
      const refused = await session.send('POST', '/cobru/confirm_daviplata/', { json })
      session.expect(refused, { status: 400 })
      await expectState(session, url, 1)
      session.step('keys in lower case')
      const lower = { url, otp: '000000' }
      const unread = await session.send('POST', '/cobru/confirm_daviplata/', { json: lower })
      session.expect(unread, { status: 400 })
    },
  },
  'checkout.daviplata-confirmed': {
    title: 'The right code of Daviplata pays',
    // A real sandbox sends the code to the payer alone.
    needs: ['control'],
    run: async (session) => {
      const { url } = await openPayment(session)
      if (expectOrder(session, await submit(session, url, 'daviplata')) === undefined) return
      const json = { URL: url, OTP: '123456' }
      const answer = await session.send('POST', '/cobru/confirm_daviplata/', { json })
      session.expect(answer, { status: 200, body: { result: 'OK' } })
      await expectState(session, url, 3)
    },
  },
  'checkout.magic-payer': {
    title: 'The sandbox payer 7777777 pays by itself after a minute',
    waits: 'PT1M15S',
    run: async (session) => {
      const isOnDetails = shows(session, 'cobru.pay.magic-7777777', 'on-details-cc')
      const { url } = await openPayment(session, isOnDetails ? {} : { payer_id: '7777777' })
      if (isOnDetails) {
        const answer = await submit(session, url, 'efecty', { cc: '7777777' })
        if (expectOrder(session, answer) === undefined) return
      }
      session.step('nothing is paid yet')
      await expectState(session, url, isOnDetails ? 1 : 0)
      session.step('a minute passes')
      await waitForState(session, url, 3, 'PT1M10S')
    },
  },
  'checkout.refused': {
    title:
      'Details without a method, with an unknown one, or with one that is closed are refused as documented',
    run: async (session) => {
      const { url } = await openPayment(session, {
        payment_method_enabled: '{"pse":true,"NEQUI":true}',
      })
      session.step('the method stands in `payment_method`')
      const json = { payment_method: 'pse', ...PAYER }
      session.expect(await session.send('POST', `/${url}`, { json }), { status: 400 })
      session.step('an unknown method, and one in lower case')
      const unknown = { error: true, msg: 'unknown payment method' }
      session.expect(await submit(session, url, 'ensayo'), { status: 400, body: unknown })
      session.expect(await submit(session, url, 'nequi'), { status: 400, body: unknown })
      session.step('a method that the payment does not enable')
      const closed = await submit(session, url, 'efecty')
      session.expect(closed, { status: 400, body: { result: 'NOT_ALLOWED' } })
      expectTypes(closed, closed.body, { error: 'text' })
      session.step('PSE without e-mail, then without address')
      const noMail = await submit(session, url, 'pse', { email: undefined })
      session.expect(noMail, { status: 400 })
      expectFact(noMail, 'messages about email', Array.isArray(noMail.body.email), noMail.body)
      const noAddress = await submit(session, url, 'pse', { address: undefined })
      const isRequired = shows(session, 'cobru.pay.pse-address', 'required-400')
      const isRefused = isRequired || refusesDocuments(session)
      session.expect(noAddress, { status: isRefused ? 400 : 200 })
      session.step('a slug that nobody has')
      session.expect(await submit(session, 'zzzzzzzz', 'breb'), { status: 404 })
    },
  },
  'checkout.dead-link': {
    title: 'The number of a payment opens nothing',
    run: async (session) => {
      const { pk } = await openPayment(session)
      const answer = await session.send('GET', `/pay/${pk}`)
      const isError = shows(session, 'cobru.hosted.pay-pk-dead', 'html-error')
      session.expect(answer, { status: isError ? 500 : 404 })
    },
  },
})

function isSame(seen: object, wanted: object): boolean {
  return JSON.stringify(seen, Object.keys(wanted)) === JSON.stringify(wanted, Object.keys(wanted))
}
