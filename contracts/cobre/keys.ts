/** Cobre keys that cases register on the main balance; all are canceled in the end. */
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'
import { useBalance } from './accounts.ts'

/** Asks for a key, with a random value unless `over` says otherwise, whatever the answer. */
export async function askForKey(
  session: Session,
  over: Record<string, unknown> = {},
): Promise<Answer> {
  const { id } = await useBalance(session, 'main')
  const holder = { full_name: 'Comercio de Ensayo', id_type: 'CC', id_number: '9001234567' }
  const json = { alias: session.unique(), key_config: 'random', holder, ...over }
  const answer = await session.send('POST', `/v1/accounts/${id}/keys`, { json })
  // Not every answer names the account of its key.
  if (answer.status === 201) answer.body.account_id = id
  return answer
}

export async function readKey(session: Session, key: Loose): Promise<Loose> {
  const answer = await session.send('GET', toPath(key))
  return session.expect(answer, { status: 200, body: { id: key.id } }).body
}

/** Waits until a key has a status. */
export function awaitKey(
  session: Session,
  key: Loose,
  status: string,
  within: string,
): Promise<Loose> {
  return session.eventually(`key ${key.id} is ${status}`, { within, every: 'PT1S' }, async () => {
    const found = await readKey(session, key)
    return found.connectivity.status === status && found
  })
}

/** Blocks or reactivates a key, whatever the answer. */
export function actOnKey(
  session: Session,
  key: Loose,
  action: 'enable' | 'disable',
): Promise<Answer> {
  const json = { action, reason: 'client_request' }
  return session.send('POST', `${toPath(key)}/key_action`, { json })
}

export function cancelKey(session: Session, key: Loose): Promise<Answer> {
  return session.send('DELETE', toPath(key))
}

/** Cancels a key after the case, unless the case did; a blocked one is reactivated first. */
export function endKeyLater(session: Session, key: Loose): void {
  const longest = 'PT1M5S'
  session.later(`key ${key.id}`, async () => {
    let { connectivity, previous_action } = await readKey(session, key)
    if (connectivity.status === 'unregistered' || connectivity.status === 'failed') return
    const isBlocked = previous_action?.action_requested === 'disable'
    if (isBlocked) connectivity = (await awaitKey(session, key, 'disabled', longest)).connectivity
    if (isBlocked) await actOnKey(session, key, 'enable')
    if (connectivity.status !== 'registered') await awaitKey(session, key, 'registered', longest)
    session.expect(await cancelKey(session, key), { status: [200, 204] }, 'a key can be canceled')
  })
}

function toPath({ account_id, id }: Loose): string {
  return `/v1/accounts/${account_id}/keys/${id}`
}
