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
