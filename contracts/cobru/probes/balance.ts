/** How a target shows balance, movements and transfers. */
import type { Loose } from '../../kit/answer.ts'
import { defineProbe, type Probe, undecided } from '../../kit/contract.ts'
import { makePayment } from '../payment.ts'
import { complainsOf, hasStatus, probeAnswer, wasRead } from '../verdicts.ts'

/** The phone that the documents' own example sends to. */
export const RECEIVER = '3001234567'

export const balanceProbes: readonly Probe[] = [
  probeAnswer('cobru.balance.shape', (session) => session.send('GET', '/balance/'), {
    merged: ({ body }) => 'balance_cop' in body && 'pendingBalance' in body,
    multi: ({ body }) => 'balance_cop' in body && !('pendingBalance' in body),
    legacy: ({ body }) => !('balance_cop' in body) && 'pendingBalance' in body,
  }),
  probeAnswer(
    'cobru.movements.one-flag',
    async (session) => {
      await makePayment(session)
      const query = { by_sends: true, by_cobrus: true }
      return session.send('GET', '/movements/movements_by_types/', { query })
    },
    {
      '400': hasStatus(400),
      'first-wins': ({ status, body }) => status === 200 && areCobrus(body?.data),
    },
  ),
  defineProbe({
    quirk: 'cobru.movements.order',
    tell: async (session) => {
      const made = [(await makePayment(session)).pk, (await makePayment(session)).pk]
      const query = { by_cobrus: true, per_page: 100, page_num: 1 }
      const { body } = await session.send('GET', '/movements/movements_by_types/', { query })
      const rows: Loose[] = Array.isArray(body?.data) ? body.data : []
      const listed = rows.map(({ pk }) => pk).filter((pk) => made.includes(pk))
      if (listed.join() === made.join()) return 'oldest-first'
      // Of a long list whose first page is full, the newest are seen alone where they come first.
      if (listed.join() === made.reverse().join()) return 'newest-first'
      if (listed.length === 0 && rows.length === 100) return 'oldest-first'
      return undecided(`of two new payments ${listed.length} are listed`)
    },
  }),
  probeAnswer(
    'cobru.send.to-user-alias',
    (session) => {
      const json = { toUser: RECEIVER, amount: 1 }
      return session.send('POST', '/send/', { json })
    },
    {
      // That nobody has this phone was found out by reading it.
      both: (answer) => wasRead(answer) || answer.status === 404,
      to_user: complainsOf('to_user'),
    },
    { needs: ['money'] },
  ),
  defineProbe({
    quirk: 'cobru.send.list-directions',
    needs: ['money'],
    tell: async (session) => {
      const json = { to_user: RECEIVER, amount: 100 }
      session.expect(await session.send('POST', '/send/', { json }), { status: 200 })
      const { body } = session.expect(await session.send('GET', '/send/'), { status: 200 })
      const name = body[0]?.to_user
      if (String(name) === RECEIVER) return 'username'
      if (String(name).includes('@')) return 'email'
      return /^\d+$/.test(String(name)) ? 'document' : undecided(`the receiver is ${name}`)
    },
  }),
]

function areCobrus(rows: Loose): boolean {
  return Array.isArray(rows) && rows.length > 0 && rows.every(({ type }) => type === 'cobru')
}
