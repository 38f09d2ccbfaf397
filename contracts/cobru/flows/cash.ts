/** Cash that somebody collects at a counter. */
import type { Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import type { CallbackMessage } from '../../kit/targets/target.ts'
import { expectBalance, expectFact, expectTypes, readBalance, shows } from '../expectations.ts'
import { askForCash, CASH, cancelCash, openCash } from '../payout.ts'

export const cash: readonly Flow[] = defineFlows({
  'cash.cancelled': {
    title:
      'A cash withdrawal takes the amount from the balance, is listed, and comes back when cancelled',
    needs: ['money'],
    run: async (session) => {
      const before = await readBalance(session)
      session.step('it is created')
      const answer = await askForCash(session, { amount: 10_000 })
      session.expect(answer, { status: 200, body: { status: 'ok', document: '213232323' } })
      expectTypes(answer, answer.body, { ref: 'integer', amount: 'number' })
      const isNet = answer.body.amount < 10_000
      expectFact(answer, 'less than was asked for, the fee is taken', isNet, answer.body.amount)
      await expectBalance(session, before, -10_000)
      session.step('it is listed and shown')
      const { ref } = answer.body
      const isName = shows(session, 'cobru.cash.to-user-meaning', 'name')
      const row = {
        pk: ref,
        state: 0,
        amount: 10_000,
        to_user: isName ? CASH.name : CASH.document,
      }
      const list = await session.send('GET', '/cashwithdraw/')
      session.expect(list, { status: 200 })
      const listed = list.body.find((each: Loose) => each.pk === ref)
      expectFact(list, `a row ${ref}`, listed !== undefined, list.body.length)
      session.expect(await session.send('GET', `/cashwithdraw/${ref}`), { status: 200, body: row })
      session.step('it is cancelled, twice')
      const message = 'Retiro cancelado exitosamente'
      session.expect(await cancelCash(session, ref), { status: 200, body: { message } })
      const again = await cancelCash(session, ref)
      const isError = shows(session, 'cobru.cash.cancel-twice', '400-message')
      session.expect(again, { status: isError ? 400 : 200 })
      expectFact(again, 'another message', again.body.message !== message, again.body)
      const state = shows(session, 'cobru.cash.state-model', 'stoplight') ? 5 : 4
      const shown = await session.send('GET', `/cashwithdraw/${ref}`)
      session.expect(shown, { status: 200, body: { state } })
      await expectBalance(session, before, 0)
    },
  },
  'cash.collected': {
    title: 'Cash that is collected is in state 2, and a form tells it to the callback',
    needs: ['money', 'human', 'callbacks'],
    run: async (session) => {
      const { ref } = await openCash(session, { callback: session.callbackUrl })
      await session.act(
        'cobru.cash.pay',
        { id: ref },
        `Collect cash withdrawal ${ref} at an Efecty counter with document 213232323.`,
      )
      session.step('the callback arrives')
      const message = await session.nextMessage({
        notification: 'cashWithdrawalUpdated',
        matches: (each) => isOf(each, ref),
        within: 'PT30S',
      })
      const headers = { 'content-type': /^application\/x-www-form-urlencoded/ }
      session.expectMessage(message, {
        headers,
        body: { id: String(ref), state: '2', document: '213232323' },
      })
      session.step('the withdrawal is read')
      const shown = await session.send('GET', `/cashwithdraw/${ref}`)
      session.expect(shown, { status: 200, body: { state: 2 } })
    },
  },
  'cash.cancellation-told': {
    title: 'A cancelled cash withdrawal is told as state 5 with the date of its end',
    needs: ['money', 'callbacks'],
    run: async (session) => {
      const { ref } = await openCash(session, { callback: session.callbackUrl })
      session.expect(await cancelCash(session, ref), { status: 200 })
      const message = await session.nextMessage({
        notification: 'cashWithdrawalUpdated',
        matches: (each) => isOf(each, ref),
        within: 'PT30S',
      })
      session.expectMessage(message, { body: { id: String(ref), state: '5' } })
      const { date_cancelled: date } = (message.body ?? {}) as Loose
      const isDate = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(date)
      if (!isDate)
        session.expectMessage(message, { body: { date_cancelled: 'like 2022-07-27 16:09:07' } })
    },
  },
  'cash.quoted': {
    title: 'An estimate answers what is handed out and takes nothing, where it is not ignored',
    needs: ['money'],
    run: async (session) => {
      const before = await readBalance(session)
      const answer = await askForCash(session, { estimate: true })
      session.expect(answer, { status: 200, body: { status: 'ok' } })
      if (shows(session, 'cobru.cash.estimate-flag', 'ignored')) return
      expectFact(answer, 'no `ref`', !('ref' in answer.body), answer.body)
      await expectBalance(session, before, 0)
    },
  },
  'cash.refused': {
    title: 'An unknown method and too large an amount answer 400, a bad coupon 200 with an error',
    needs: ['money'],
    run: async (session) => {
      const ask = (overrides: Record<string, unknown>) => askForCash(session, overrides)
      session.step('a method that is not one')
      const method = await ask({ method: 'ensayo' })
      session.expect(method, { status: 400, body: toUnknownMethod(session) })
      session.step('more than there is')
      const amount = await ask({ amount: (await readBalance(session)) + 1 })
      session.expect(amount, { status: 400, body: { error: 'not enough balance' } })
      session.step('a coupon that nobody has')
      const coupon = await ask({ coupon: session.unique() })
      session.expect(
        coupon,
        { status: 200, body: { error: 'NOT_FOUND' } },
        'an error in spite of the 200',
      )
      session.step('a withdrawal that nobody has')
      session.expect(await cancelCash(session, 1), { status: 400 })
      session.expect(await session.send('GET', '/cashwithdraw/1'), { status: 404 })
    },
  },
})

function toUnknownMethod(session: Session): Record<string, unknown> {
  const hasError = shows(session, 'cobru.cash.unknown-method-body', 'with-error')
  return { message: 'unknown method', ...(hasError ? { error: true } : {}) }
}

function isOf({ body }: CallbackMessage, ref: number): boolean {
  return String((body as Loose)?.id) === String(ref)
}
