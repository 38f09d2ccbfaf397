/** Direct debit registrations that cases ask for. */
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

/** Asks for leave to debit a counterparty's account, whatever the answer. */
export async function askForRegistration(
  session: Session,
  counterparty_id: string,
  destination_id: string,
): Promise<Answer> {
  const json = { destination_id, registration_description: 'Plan mensual' }
  const answer = await session.send('POST', toPath(counterparty_id), { json })
  // Not every answer names the counterparty.
  if (answer.status === 201) answer.body.counterparty_id = counterparty_id
  return answer
}

export async function readRegistration(
  session: Session,
  { counterparty_id, id }: Loose,
): Promise<Loose> {
  const answer = await session.send('GET', `${toPath(counterparty_id)}/${id}`)
  return session.expect(answer, { status: 200, body: { id } }).body
}

function toPath(counterparty_id: string): string {
  return `/v1/counterparties/${counterparty_id}/direct_debit_registrations`
}
