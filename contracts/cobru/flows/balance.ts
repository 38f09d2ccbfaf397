/** Balance, movements and transfers between Cobru users. */
import type { Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import {
  expectBalance,
  expectFact,
  expectTypes,
  type FieldType,
  readBalance,
  shows,
} from '../expectations.ts'
import { openPayment } from '../payment.ts'
import { RECEIVER } from '../probes/balance.ts'

export const balance: readonly Flow[] = defineFlows({
  'balance.read': {
    title: 'The balance has every currency as text with two decimals',
    run: async (session) => {
      const answer = await session.send('GET', '/balance/')
      session.expect(answer, { status: 200 })
      const types = Object.fromEntries(toKeys(session).map((key) => [key, 'money' as FieldType]))
      expectTypes(answer, answer.body, types)
    },
  },
  'movements.of-payments': {
    title:
      'Movements of one type are paged; a payment is among them with its slug and text amounts',
    run: async (session) => {
      const { url, pk } = await openPayment(session)
      await openPayment(session)
      const list = (query: Record<string, string | number | boolean>) =>
        session.send('GET', '/movements/movements_by_types/', { query })
      session.step('payments are listed')
      const answer = await list({ by_cobrus: true, per_page: 100, page_num: 1 })
      session.expect(answer, { status: 200, body: { status: 200 } })
      const row = answer.body.data.find((each: Loose) => each.url === url)
      expectFact(answer, `a row of payment ${url}`, row !== undefined, answer.body.data.length)
      expectTypes(answer, row, {
        amount: 'money',
        date_created: 'integer',
        reference_cobru: 'text',
      })
      const isOwn = row.pk === pk && row.type === 'cobru' && row.date_payed === 0
      expectFact(answer, 'its number, its type and no payment yet', isOwn, row)
      session.step('two pages of one row')
      const [first, second] = [
        await list({ by_cobrus: true, per_page: 1, page_num: 1 }),
        await list({ by_cobrus: true, per_page: 1, page_num: 2 }),
      ]
      const numbers = [first, second].map(({ body }) => body.data.map((each: Loose) => each.pk))
      const isPaged = numbers.every(({ length }) => length === 1) && numbers[0][0] !== numbers[1][0]
      expectFact(second, 'another row on another page', isPaged, numbers)
      session.step('no type is asked for')
      session.expect(await list({ per_page: 1 }), { status: 400 })
    },
  },
  'transfer.sent': {
    title: 'A transfer answers its number, leaves the balance at once and is listed',
    needs: ['money'],
    run: async (session) => {
      const before = await readBalance(session)
      session.step('money is sent')
      const json = { to_user: RECEIVER, amount: 100 }
      const sent = await session.send('POST', '/send/', { json })
      session.expect(sent, { status: 200 })
      expectTypes(sent, sent.body, { pk: 'integer' })
      await expectBalance(session, before, -100)
      session.step('transfers are listed')
      const list = await session.send('GET', '/send/')
      session.expect(list, { status: 200 })
      const [row] = list.body
      expectTypes(list, row, { amount: 'number', date: 'text' })
      expectFact(list, 'the transfer on top', row.amount === 100, row)
    },
  },
  'transfer.refused': {
    title: 'A transfer of more than the balance is refused, and so is one without a receiver',
    needs: ['money'],
    run: async (session) => {
      const before = await readBalance(session)
      const tooMuch = { to_user: RECEIVER, amount: before + 1 }
      const refused = await session.send('POST', '/send/', { json: tooMuch })
      session.expect(refused, { status: 400, body: { error: 'not enough balance' } })
      const nobody = await session.send('POST', '/send/', { json: { amount: 100 } })
      session.expect(nobody, { status: 400 })
      await expectBalance(session, before, 0)
    },
  },
  'transfer.received': {
    title: 'Money that another user sends raises the balance and is listed',
    needs: ['human'],
    run: async (session) => {
      const before = await readBalance(session)
      await session.act(
        'cobru.send.receive',
        { from: '3100000002', amount: 500 },
        'Send 500 COP to this account from another Cobru user of the sandbox.',
      )
      await expectBalance(session, before, 500)
      const list = await session.send('GET', '/send/')
      session.expect(list, { status: 200 })
      expectFact(list, 'the transfer on top', list.body[0]?.amount === 500, list.body[0])
    },
  },
})

function toKeys(session: Session): string[] {
  const currencies = ['balance_cop', 'balance_usd', 'balance_ars', 'balance_mxn', 'balance_brl']
  if (shows(session, 'cobru.balance.shape', 'legacy'))
    return ['balance', 'balance_usd', 'pendingBalance']
  const isMulti = shows(session, 'cobru.balance.shape', 'multi')
  return ['balance', ...currencies, ...(isMulti ? [] : ['pendingBalance'])]
}
