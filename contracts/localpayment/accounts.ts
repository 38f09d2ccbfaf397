/** Virtual accounts that cases work on; each is deleted after its case. */
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'
import { COMPANY } from './parties.ts'
import { isAccepted, readStatus } from './reading.ts'

/** Longer than any documented variant of the activation. */
const SOON = 'PT40S'

/** Asks for a virtual account, whatever the answer. */
export async function askForAccount(
  session: Session,
  over: Record<string, unknown> = {},
): Promise<Answer> {
  const { accountNumber } = session.credentials
  const externalId = session.unique()
  const json = { country: 'COL', externalId, accountNumber, beneficiary: COMPANY, ...over }
  const answer = await session.send('POST', '/api/virtual-account', { json })
  if (isAccepted(answer)) deleteLater(session, json.externalId)
  return answer
}

/** An active virtual account, as its status shows it. */
export async function openAccount(
  session: Session,
  over: Record<string, unknown> = {},
  within = SOON,
): Promise<Loose> {
  const answer = await askForAccount(session, over)
  session.expect(answer, { status: [200, 201] }, 'a complete creation')
  return awaitActive(session, answer.body.externalId, within)
}

export function awaitActive(session: Session, externalId: string, within = SOON): Promise<Loose> {
  const options = { within, every: 'PT2S' }
  return session.eventually('the virtual account is active with a key', options, async () => {
    const { body } = await readAccount(session, externalId)
    return readStatus(body).code === '200' && keyOf(body) !== undefined ? body : undefined
  })
}

export function readAccount(session: Session, externalId: string): Promise<Answer> {
  return session.send('GET', toPath(externalId))
}

/** The Bre-B key; undefined until the account is active. */
export function keyOf(account: Loose): string | undefined {
  return account?.beneficiary?.bank?.account?.number
}

export function setActivation(
  session: Session,
  externalId: string,
  change: 'enable' | 'disable',
): Promise<Answer> {
  return session.send('PUT', `${toPath(externalId)}/activation/${change}/`)
}

export function deleteAccount(session: Session, externalId: string): Promise<Answer> {
  return session.send('DELETE', toPath(externalId))
}

/** Nothing can be deleted that is still in progress, or to which a payment is on its way. */
function deleteLater(session: Session, externalId: string): void {
  session.later(`virtual account ${externalId}`, () =>
    session.eventually('it is deleted', { within: 'PT90S', every: 'PT2S' }, async () => {
      const { status } = await deleteAccount(session, externalId)
      if (status === 200 || status === 404) return true
      return readStatus((await readAccount(session, externalId)).body).label === 'DELETED'
    }),
  )
}

function toPath(externalId: string): string {
  return `/api/virtual-account/${externalId}`
}
