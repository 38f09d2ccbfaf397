/** Checkouts that cases open; all are deactivated in the end. */
import type { Answer } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'
import { useBalance } from './accounts.ts'

/** A complete checkout, credited to the main balance. */
export async function toCheckout(
  session: Session,
  over: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const { id: destination_id } = await useBalance(session, 'main')
  const external_id = session.unique()
  return {
    alias: 'Tienda de Ensayo',
    amount: 5_000,
    external_id,
    destination_id,
    checkout_rails: ['pse', 'bancolombia'],
    ...over,
  }
}

/** Asks for a checkout, whatever the answer. */
export async function askForCheckout(
  session: Session,
  json: Record<string, unknown>,
  path = '/v1/checkouts',
): Promise<Answer> {
  const answer = await session.send('POST', path, { json })
  const id = answer.body?.id
  if (answer.status === 201 && id) {
    session.later(`checkout ${id}`, async () => {
      const known = await session.send('GET', `/v1/checkouts/${id}`)
      if (known.body?.active_status === false) return
      const ended = await session.send('DELETE', `/v1/checkouts/${id}`)
      session.expect(ended, { status: [200, 204] }, 'a checkout can be deactivated')
    })
  }
  return answer
}
